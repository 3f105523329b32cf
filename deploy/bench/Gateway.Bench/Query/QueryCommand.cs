namespace Gateway.Bench.Query;

/// <summary>The verb <c>query</c>.</summary>
static class QueryCommand
{
    const string Usage = $"""
        Usage: query --database <connection string> [options]

        Fills an empty database with 90 days of requests up to this hour through the gateway's own COPY, fold and retention, then asks
        an overview of 30 days and 12 questions that only raw events can answer, while events go on coming in; Markdown tables.
        A database that a run before has filled is asked as it is.

        {BenchDatabase.Help}
          --requests N     how many requests in 90 days, default 100000000; a smaller number for a quick look
          --folded N       how many days, the last ones, are stored and folded; those before get copies of their cells, moved by whole days,
                           which takes a fraction of the time; 16 to 90, default 90
          --raw N          how many requests yesterday, over which the raw questions go, default 5000000
          --rounds N       how often each batch is asked of each scope, default 20
          --live N         events a second that come in meanwhile, default 200
          --alone N        also each widget of the overview alone, so often; default 0
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

        var requests = arguments.Whole("requests", 100_000_000, 90_000, 1_000_000_000);
        var raw = arguments.Whole("raw", 5_000_000, 1000, 50_000_000);
        var folded = arguments.Whole("folded", QueryFill.Days, 16, QueryFill.Days);
        var rounds = arguments.Whole("rounds", 20, 1, 1000);
        var live = arguments.Whole("live", 200, 0, 100_000);
        var alone = arguments.Whole("alone", 0, 0, 1000);
        arguments.RefuseUnknown();
        await using var opened = await BenchDatabase.OpenAsync(database, token);
        await new QueryFill(opened, requests, raw, folded, Console.Error).RunAsync(token);
        await new QueryBench(opened, rounds, live, alone, Console.Out, Console.Error).RunAsync(token);
        return 0;
    }
}
