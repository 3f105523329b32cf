using Gateway.Admin;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sinks;
using Gateway.Capture;
using Gateway.Commands;
using Gateway.Demo;
using Gateway.Hosting;
using Gateway.Jobs;
using Gateway.Metrics;
using Gateway.Proxy;
using Microsoft.AspNetCore.Connections;

namespace Gateway;

/// <summary>The gateway from start to stop, in the order in which data flows.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        if (args is ["config" or "import", ..] or ["--help" or "-h" or "-?"])
            return await ConfigCommand.RunAsync(args, Console.Out, Console.Error, Console.OpenStandardInput(), CancellationToken.None);
        if (args.Contains("--check-config"))
            return ConfigurationCheck.Run([.. args.Where(arg => arg != "--check-config")]);
        if (args.Contains("--check-database"))
            return await DatabaseCheck.RunAsync([.. args.Where(arg => arg != "--check-database")]);
        try
        {
            await using var app = await BuildAsync(args, CancellationToken.None);
            var database = app.Services.GetRequiredService<DatabaseStart>();
            try
            {
                await app.RunAsync();
            }
            catch (OperationCanceledException) when (database.Refusal is not null)
            {
                // Refused while the listeners were still opening; the log has said why.
            }

            return database.Refusal is null ? 0 : 1;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{taken.Message} Stop what listens there, or change Gateway:Proxy:Urls, Gateway:Admin:Urls or Gateway:Metrics:Urls.");
            return 1;
        }
    }

    /// <summary>Builds the gateway; tests start it in their own process.</summary>
    internal static async Task<WebApplication> BuildAsync(string[] args, CancellationToken token, Action<IServiceCollection>? adapt = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        ConfigurationCheck.ThrowIfWrong(builder.Configuration);
        builder.Logging.AddGatewayLogging(builder.Configuration);
        builder.WebHost.ConfigureKestrel((_, kestrel) => Listeners.Configure(kestrel, kestrel.ApplicationServices));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        var ground = await NodeGround.LayAsync(builder.Configuration, LoggingSetup.ForStart(builder.Configuration), token);

        builder.Services.AddNode(ground);
        builder.Services.AddCapture().AddClassify().AddIngest().AddSinks().AddRollups().AddQueries().AddRequests();
        builder.Services.AddAdmin();
        builder.Services.AddProxy();
        builder.Services.AddNodeMetrics();
        builder.Services.AddJobs();
        builder.Services.AddDemo(builder.Configuration);
        builder.Services.AddExtensions(builder.Configuration);
        adapt?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.GetRequiredService<NodeGround>();
        app.MapWhen(http => http.Features.CameThrough(Listener.Proxy), proxy =>
        {
            proxy.UseTrustedProxies();
            proxy.UseCapture();
            proxy.UseProxy();
        });
        app.MapWhen(http => http.Features.CameThrough(Listener.Admin), admin =>
        {
            admin.UseTrustedProxies();
            admin.UseAdmin();
        });
        app.MapWhen(http => http.Features.CameThrough(Listener.Metrics), machines => machines.UseMetrics());
        return app;
    }
}
