namespace Gateway.Bench.Alerts;

/// <summary>The verb <c>alerts</c>.</summary>
static class AlertsCommand
{
    const string Usage = """
        Usage: alerts [options]

        Measures what evaluating many alerts costs: the CPU of the gateway and of its database with the alerts and without, under the
        same light traffic. Everything is started here; prints a Markdown table.

          --alerts N       default 1000, each over 5 minutes of a route of its own, every minute
          --seconds N      how long each of the two is measured, default 120; at least one interval
          --gateway PATH   Gateway.dll of a release build
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken token)
    {
        var arguments = new Arguments(args);
        if (arguments.AsksForHelp || arguments.Positional.Count > 0)
        {
            await Console.Error.WriteLineAsync(Usage);
            return arguments.AsksForHelp ? 0 : 2;
        }

        var gateway = arguments.Text("gateway") is { } path && File.Exists(path) ? path : throw new BenchException("--gateway must name Gateway.dll of a release build.");
        var alerts = arguments.Whole("alerts", 1000, 1, 10_000);
        var seconds = arguments.Whole("seconds", 120, 60, 3600);
        arguments.RefuseUnknown();
        return await AlertsBench.RunAsync(gateway, alerts, TimeSpan.FromSeconds(seconds), Console.Out, Console.Error, token) ? 0 : 1;
    }
}
