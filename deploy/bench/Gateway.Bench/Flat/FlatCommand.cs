namespace Gateway.Bench.Flat;

/// <summary>The verb <c>flat</c>.</summary>
static class FlatCommand
{
    const string Usage = $"""
        Usage: flat --database <connection string> [options]

        Fills an empty database with a month of requests, folds them, copies them into one wide table of 26 columns with nine indexes,
        and asks both the same seven questions about 30 days; a Markdown table. A database that a run before has filled is asked as it is.

        {BenchDatabase.Help}
          --events N       how many requests, default 5000000
          --rounds N       how often each question is asked, default 5
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

        var events = arguments.Whole("events", 5_000_000, 30_000, 100_000_000);
        var rounds = arguments.Whole("rounds", 5, 1, 100);
        arguments.RefuseUnknown();
        await using var opened = await BenchDatabase.OpenAsync(database, token);
        await new FlatFill(opened, events, Console.Error).RunAsync(token);
        await new FlatBench(opened, rounds, Console.Out).RunAsync(token);
        return 0;
    }
}
