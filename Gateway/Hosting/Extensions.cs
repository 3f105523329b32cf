using System.Reflection;
using Gateway.Analytics.Configuration;

namespace Gateway.Hosting;

/// <summary>Loads the assemblies that <c>Gateway:Extensions</c> names and lets them register what they add.</summary>
static class Extensions
{
    /// <exception cref="StartRefusedException">One cannot be loaded, or adds nothing.</exception>
    public static IServiceCollection AddExtensions(this IServiceCollection services, IConfiguration configuration)
    {
        var files = configuration.GetSection("Gateway:Extensions").Get<string[]>() ?? [];
        foreach (var extension in files.SelectMany(Load))
            extension.Register(services);
        return services;
    }

    static IReadOnlyList<IGatewayExtension> Load(string file)
    {
        List<IGatewayExtension> found;
        try
        {
            // What it depends on is looked for beside it.
            found =
            [
                .. Assembly.LoadFrom(Path.GetFullPath(file)).GetExportedTypes()
                    .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IGatewayExtension).IsAssignableFrom(type))
                    .Select(type => (IGatewayExtension)Activator.CreateInstance(type)!),
            ];
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // Somebody else's code, at the edge of the start: whatever is wrong with it, the operator hears which file it is.
            throw new StartRefusedException($"Gateway:Extensions: {file} cannot be loaded: {(failed as TargetInvocationException)?.InnerException?.Message ?? failed.Message}");
        }

        return found.Count > 0 ? found : throw new StartRefusedException($"Gateway:Extensions: {file} has no public class that implements {nameof(IGatewayExtension)}");
    }
}
