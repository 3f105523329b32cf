namespace Gateway.Bench.Capture;

/// <summary>The verb <c>capture</c>.</summary>
static class CaptureCommand
{
    const string Usage = """
        Usage: capture [options]

        Measures an append to the spool: CPU time, allocation, and the way back out. No gateway and no database; a folder of its
        own below the temporary one, removed at the end.

          --events N    events of one run, default 1000000
          --rounds N    runs of each kind; the median counts, default 7
          --threads N   most threads that append at once, default 2
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken token)
    {
        var arguments = new Arguments(args);
        if (arguments.AsksForHelp || arguments.Positional.Count > 0)
        {
            await Console.Error.WriteLineAsync(Usage);
            return arguments.AsksForHelp ? 0 : 2;
        }

        var (events, rounds, threads) = (arguments.Whole("events", 1_000_000, 1000, 100_000_000), arguments.Whole("rounds", 7, 1, 1000), arguments.Whole("threads", 2, 1, 64));
        arguments.RefuseUnknown();
        return await CaptureBench.RunAsync(events, rounds, threads, Console.Out, token) ? 0 : 1;
    }
}
