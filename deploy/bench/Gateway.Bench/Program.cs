using System.Runtime.InteropServices;
using Gateway.Bench.Alerts;
using Gateway.Bench.Capture;
using Gateway.Bench.Config;
using Gateway.Bench.Flat;
using Gateway.Bench.Fold;
using Gateway.Bench.Ingest;
using Gateway.Bench.Metrics;
using Gateway.Bench.Proxy;
using Gateway.Bench.Query;
using Gateway.Bench.Replay;

namespace Gateway.Bench;

/// <summary>Benches and replays against a running gateway. Each verb has its usage in its command.</summary>
static class Program
{
    const string Usage = """
        Usage: replay <access.log> …   sends a web server's log through a gateway and checks the gateway's sums
               proxy …                 measures the gateway against a bare proxy
               capture …               measures an append to the spool
               fold …                  measures how fast events become cells, and their size
               ingest …                measures the writer and the fold against a bare COPY
               query …                 measures how fast questions are answered over 100 million requests
               flat …                  compares answers with those from one wide table of requests
               alerts …                measures what evaluating many alerts costs
               metrics …               measures how long /metrics takes with 10,000 series
               config …                measures list, search, edit and publish with many routes and keys
        Each with --help.
        """;

    static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        // Processes that were started are stopped on the way out, so a signal only asks for the way out.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            switch (args)
            {
                case ["replay", .. var rest]:
                    return await ReplayCommand.RunAsync(rest, stop.Token);
                case ["proxy", .. var rest]:
                    return await ProxyCommand.RunAsync(rest, stop.Token);
                case ["capture", .. var rest]:
                    return await CaptureCommand.RunAsync(rest, stop.Token);
                case ["fold", .. var rest]:
                    return await FoldCommand.RunAsync(rest, stop.Token);
                case ["ingest", .. var rest]:
                    return await IngestCommand.RunAsync(rest, stop.Token);
                case ["config", .. var rest]:
                    return await ConfigCommand.RunAsync(rest, stop.Token);
                case ["query", .. var rest]:
                    return await QueryCommand.RunAsync(rest, stop.Token);
                case ["alerts", .. var rest]:
                    return await AlertsCommand.RunAsync(rest, stop.Token);
                case ["metrics", .. var rest]:
                    return await MetricsCommand.RunAsync(rest, stop.Token);
                case ["flat", .. var rest]:
                    return await FlatCommand.RunAsync(rest, stop.Token);
                case [UpstreamRole.Verb]:
                    return await UpstreamRole.RunAsync(stop.Token);
                case [BareRole.Verb, var upstream]:
                    return await BareRole.RunAsync(upstream, stop.Token);
                default:
                    await Console.Error.WriteLineAsync(Usage);
                    return args is ["--help" or "-h"] ? 0 : 2;
            }
        }
        catch (BenchException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (Npgsql.NpgsqlException away)
        {
            await Console.Error.WriteLineAsync($"The database: {away.Message}");
            return 2;
        }
        catch (HttpRequestException unreachable)
        {
            await Console.Error.WriteLineAsync(unreachable.Message);
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 130;
        }
    }
}
