namespace Gateway.Bench.Ingest;

/// <summary>The verb <c>ingest</c>.</summary>
static class IngestCommand
{
    const string Usage = $"""
        Usage: ingest --database <connection string> [options]

        In an empty database, in turns: a bare binary COPY of rows, the same rows from a spool through the gateway's writer, and the
        same with the gateway's fold building their minutes and hour beside it. Prints rows per second and ratios; a Markdown table.

        {BenchDatabase.Help}
          --events N       how many events in a turn, spread over ten minutes, default 500000
          --rounds N       how many rounds of the three turns, default 5
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken token)
    {
        var arguments = new Arguments(args);
        var database = BenchDatabase.Named(arguments);
        if (arguments.AsksForHelp || arguments.Positional.Count > 0 || string.IsNullOrEmpty(database))
        {
            await Console.Error.WriteLineAsync(Usage);
            return arguments.AsksForHelp ? 0 : 2;
        }

        var events = arguments.Whole("events", 500_000, 10_000, 5_000_000);
        var rounds = arguments.Whole("rounds", 5, 1, 28);
        arguments.RefuseUnknown();
        await using var opened = await BenchDatabase.OpenAsync(database, token);
        await BenchDatabase.RequireEmptyAsync(opened, token);
        await new IngestBench(opened, events, rounds, Console.Out, Console.Error).RunAsync(token);
        return 0;
    }
}
