using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Gateway.Hosting;

/// <summary>
/// Serilog behind the framework's loggers: to the console unless section <c>Serilog</c> says otherwise. The framework's own
/// request logging is off: an edge that logs each request twice is slow, and events are the record.
/// </summary>
static class LoggingSetup
{
    public static void AddGatewayLogging(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        // The hosting layer makes an activity for each request as soon as anybody might log it.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Asked on every request, so the answer must not have to come from behind the provider.
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning).AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error);
        logging.AddProvider(new SerilogLoggerProvider(Logger(configuration), dispose: true));
    }

    /// <summary>Loggers for what runs before the host is built.</summary>
    public static ILoggerFactory ForStart(IConfiguration configuration) =>
        LoggerFactory.Create(logging => logging.AddGatewayLogging(configuration));

    static Serilog.ILogger Logger(IConfiguration configuration)
    {
        var settings = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            // It looks for the ring before the database is there. Whoever needs the ring and cannot have it says so.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Fatal)
            // It tells each try while the database is away, which is said elsewhere; jobs tell of their own failures.
            .MinimumLevel.Override("Quartz", LogEventLevel.Fatal)
            // A refused or lost exchange is an event, not a log line.
            .MinimumLevel.Override("Yarp.ReverseProxy.Forwarder", LogEventLevel.Error)
            .ReadFrom.Configuration(configuration);
        if (!configuration.GetSection("Serilog:WriteTo").Exists())
        {
            settings = settings.WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture);
        }

        return settings.CreateLogger();
    }
}
