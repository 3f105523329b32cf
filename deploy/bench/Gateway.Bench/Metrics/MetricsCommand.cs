namespace Gateway.Bench.Metrics;

/// <summary>The verb <c>metrics</c>.</summary>
static class MetricsCommand
{
    const string Usage = """
        Usage: metrics [options]

        Measures how long a gateway takes to answer /metrics with about 10,000 series. Everything is started here; prints a
        Markdown table.

          --scrapes N      of each kind, default 100
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
        var scrapes = arguments.Whole("scrapes", 100, 10, 10_000);
        arguments.RefuseUnknown();
        return await MetricsBench.RunAsync(gateway, scrapes, Console.Out, Console.Error, token) ? 0 : 1;
    }
}
