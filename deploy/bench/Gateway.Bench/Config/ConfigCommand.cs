namespace Gateway.Bench.Config;

/// <summary>The verb <c>config</c>.</summary>
static class ConfigCommand
{
    const string Usage = """
        Usage: config [options]

        Fills a gateway with routes and keys and measures how long the server takes to list, to search, to read one for its edit
        page, and to publish a change until requests meet it, with traffic flowing. Everything is started here; prints a Markdown table.

          --routes N       default 10000
          --keys N         default 100000
          --times N        how often each is done, default 30
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
        var shape = new ConfigShape(arguments.Whole("routes", 10_000, 10, 100_000), arguments.Whole("keys", 100_000, 10, 1_000_000));
        var times = arguments.Whole("times", 30, 1, 1000);
        arguments.RefuseUnknown();
        return await ConfigBench.RunAsync(gateway, shape, times, Console.Out, Console.Error, token) ? 0 : 1;
    }
}
