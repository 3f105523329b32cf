namespace Gateway.Bench.Fold;

/// <summary>The verb <c>fold</c>.</summary>
static class FoldCommand
{
    const string Usage = $"""
        Usage: fold --database <connection string> [options]

        Stores a day of events in an empty database, folds it into cells with the gateway's own code, and prints events per second,
        the size of the cells by grain and in a year, and how long cells take to read; a Markdown table.

        {BenchDatabase.Help}
          --events N       how many events, default 1111111: 100 million in 90 days
          --hours N        in how many hours of the day they came, default 24; fewer show the cost of an event where there are many,
                           and no sizes
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

        var events = arguments.Whole("events", 1_111_111, 1000, 100_000_000);
        var hours = arguments.Whole("hours", 24, 1, 24);
        arguments.RefuseUnknown();
        await new FoldBench(database, events, hours, Console.Out, Console.Error).RunAsync(token);
        return 0;
    }
}
