namespace Gateway.Bench.Proxy;

/// <summary>The verb <c>proxy</c>.</summary>
static class ProxyCommand
{
    const string Usage = """
        Usage: proxy [options]

        Measures the gateway (API keys, capture, embedded database) against a bare proxy with the same 100 routes, both started
        here, in rounds that take turns; prints a Markdown table. All on loopback.

          --seconds N      length of one run, default 10
          --rounds N       runs of each proxy, default 5
          --connections N  connections of the loader, default 32
          --warm-up N      seconds of load before the first round, default 8
          --fixed-rate B   whether rounds at half of the gateway's saturation follow, yes (the default) or no
          --gateway PATH   Gateway.dll of a release build

        Load comes from wrk where it is installed, else from a loader of its own.
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken token)
    {
        var arguments = new Arguments(args);
        if (arguments.AsksForHelp || arguments.Positional.Count > 0)
        {
            await Console.Error.WriteLineAsync(Usage);
            return arguments.AsksForHelp ? 0 : 2;
        }

        var options = new ProxyOptions
        {
            Gateway = arguments.Text("gateway") is { } path && File.Exists(path) ? path : throw new BenchException("--gateway must name Gateway.dll of a release build."),
            Length = TimeSpan.FromSeconds(arguments.Whole("seconds", 10, 1, 3600)),
            Rounds = arguments.Whole("rounds", 5, 1, 1000),
            Connections = arguments.Whole("connections", 32, 1, 1000),
            WarmUp = TimeSpan.FromSeconds(arguments.Whole("warm-up", 8, 1, 600)),
            FixedRate = arguments.Text("fixed-rate") switch
            {
                null or "yes" => true,
                "no" => false,
                var other => throw new BenchException($"--fixed-rate {other}: yes or no is accepted."),
            },
        };
        arguments.RefuseUnknown();
        return await ProxyBench.RunAsync(options, Console.Out, Console.Error, token) ? 0 : 1;
    }
}
