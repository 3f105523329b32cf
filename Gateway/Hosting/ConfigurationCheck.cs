using Gateway.Admin;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sinks;
using Gateway.Demo;

namespace Gateway.Hosting;

/// <summary>Checks the configuration before anything is opened: by itself with <c>--check-config</c>, and at every start.</summary>
static class ConfigurationCheck
{
    /// <summary>Every folder that has a section; nothing of them but the options is ever made here.</summary>
    public static IServiceCollection AddSections(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration)
        .AddNodeOptions()
        .AddClassify()
        .AddIngest()
        .AddSinks()
        .AddRollups()
        .AddQueries()
        .AddAdmin()
        .AddDemo(configuration)
        .AddExtensions(configuration);

    /// <summary>Prints every error, each with its key. Exit code 1 when there is one.</summary>
    public static int Run(string[] args)
    {
        var errors = Errors(WebApplication.CreateSlimBuilder(args).Configuration);
        foreach (var error in errors)
            Console.Error.WriteLine(error);
        if (errors.Count == 0)
            Console.WriteLine("The configuration is valid.");
        return errors.Count == 0 ? 0 : 1;
    }

    /// <exception cref="StartRefusedException">With all errors, a line each.</exception>
    public static void ThrowIfWrong(IConfiguration configuration)
    {
        var errors = Errors(configuration);
        if (errors.Count > 0)
            throw new StartRefusedException(string.Join(Environment.NewLine, errors));
    }

    static IReadOnlyList<string> Errors(IConfiguration configuration)
    {
        try
        {
            using var services = new ServiceCollection()
                .AddSections(configuration)
                .BuildServiceProvider();
            return ConfigurationErrors.Of(services);
        }
        catch (StartRefusedException refused)
        {
            return [refused.Message];
        }
    }
}
