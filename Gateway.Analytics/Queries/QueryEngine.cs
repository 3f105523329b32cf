using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Queries;

/// <summary>
/// Answers batches of queries. The steps: plan (check everything, resolve presets and times), look what is recorded, read the
/// cells, shape them. A query that fails, fails alone. Answers are kept for moments and shared by those who ask the same.
/// </summary>
public sealed class QueryEngine(AnalyticsDatabase database, CellReader cells, PresetCatalogue presets, INameLookup names, TenantPlaces places, TimeProvider time, QueryOptions options)
{
    readonly RecordReader record = new(database, options);
    readonly TrafficReader traffic = new(new RawEvents(database, options), cells, options);
    readonly QueryPlanner planner = new(presets);
    readonly Labels labels = new(names);
    readonly AnswerCache answers = new(options.CachedAnswers, time);

    /// <summary>What the answers to a request would be: the shape by the query's ref. Asks nothing of the database.</summary>
    /// <param name="errors">Takes everything that is wrong: path of the field → messages.</param>
    public IReadOnlyDictionary<string, string> ShapesOf(QueryScope scope, QueryRequest request, Dictionary<string, List<string>> errors)
    {
        var batch = planner.Plan(scope, request, time.GetUtcNow(), errors);
        foreach (var (path, messages) in batch?.Refused.SelectMany(each => each.Errors) ?? [])
            errors[path] = messages;
        return batch?.Queries.ToDictionary(query => query.Ref, query => query.Shape.ToString().ToLowerInvariant(), StringComparer.Ordinal)
            ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }

    /// <summary>Until when nothing is missing, in whatever tenant; null where no writer has reported yet. Kept for a moment.</summary>
    public async Task<DateTimeOffset?> CompleteUntilAsync(CancellationToken token) =>
        (await RecordedAsync(QueryScope.AllTenants, time.GetUtcNow(), token)).CompleteUntil;

    /// <summary>Runs a batch. Bad input never throws: it is in <see cref="QueryAnswer.Errors"/> or in the failed query.</summary>
    public async Task<QueryAnswer> RunAsync(QueryScope scope, QueryRequest request, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var results = new Dictionary<string, QueryResult>(StringComparer.Ordinal);
        if (planner.Plan(scope, request, now, errors) is not { } batch)
            return new QueryAnswer { Results = results, Errors = errors };

        foreach (var (name, own) in batch.Refused)
            results[name] = new FailedResult(new QueryProblem(422, "The query is refused.", "See errors.") { Errors = own });

        Recorded recorded;
        try
        {
            recorded = await RecordedAsync(scope, now, token);
        }
        catch (Exception failed) when (Problem(failed, token) is not null)
        {
            foreach (var query in batch.Queries)
                results[query.Ref] = new FailedResult(Problem(failed, token)!);
            return new QueryAnswer { Results = results };
        }

        using var reads = new SharedReads(traffic, places, scope, recorded, options.Parallelism, token);
        var asked = batch.Queries.Select(query => (Query: query, Answering: new Answering(scope, batch, batch.Range.Usually(query.Interval), recorded, reads, labels))).ToList();
        foreach (var (query, answering) in asked)
        {
            if (!answers.Holds(Key(query, answering)))
                Announce(query, answering);
        }

        var found = await Task.WhenAll(asked.Select(each => answers.GetAsync(
            Key(each.Query, each.Answering), () => AnswerAsync(each.Query, each.Answering, token), answer => Freshness.Of(answer, each.Answering), token)));
        foreach (var (query, answer) in batch.Queries.Zip(found))
            results[query.Ref] = answer;
        return new QueryAnswer { Results = results };
    }

    Task<Recorded> RecordedAsync(QueryScope scope, DateTimeOffset now, CancellationToken token) =>
        answers.GetAsync($"recorded {scope.Identity}", () => record.ReadAsync(scope, now, token), _ => Freshness.Recorded, token);

    static string Key(PlannedQuery query, Answering answering) =>
        $"{answering.Scope.Identity}|{answering.Range.Identity}|{answering.Batch.Compare}|{query.Identity}";

    static void Announce(PlannedQuery query, Answering answering)
    {
        var window = Reads.Window(query, answering.Range);
        answering.Reads.Announce(Reads.Of(query, window));
        if (answering.Compares && query is { By: null, Shape: not Shape.Matrix })
            answering.Reads.Announce(Reads.Of(query, answering.Range.Compared(window, answering.Batch.Compare)));
    }

    async Task<QueryResult> AnswerAsync(PlannedQuery query, Answering answering, CancellationToken token)
    {
        try
        {
            return query.Shape switch
            {
                Shape.Number or Shape.Table => await ScalarAnswers.AnswerAsync(query, answering),
                Shape.Series => await SeriesAnswers.AnswerAsync(query, answering, token),
                Shape.Ranking => await RankingAnswers.AnswerAsync(query, answering, token),
                _ => await MatrixAnswers.AnswerAsync(query, answering),
            };
        }
        catch (Exception failed) when (Problem(failed, token) is not null)
        {
            return new FailedResult(Problem(failed, token)!);
        }
    }

    /// <summary>What the asker may know of a failure; null for bugs and for a request that was given up.</summary>
    QueryProblem? Problem(Exception failed, CancellationToken token) => failed switch
    {
        _ when token.IsCancellationRequested => null,
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new QueryProblem(
            504,
            "The query took too long.",
            $"It was stopped after {options.StatementTimeout.TotalSeconds:0.###} s. A shorter range, fewer measures or no percentiles need less time."),
        PostgresException { IsTransient: false } => null,
        NotCoveredException missing => new QueryProblem(422, "Not covered.", missing.Advice) { CoveredFrom = missing.Since },
        PlacesTakenException => new QueryProblem(503, "Too many questions at once.", "This tenant's questions take all the places that it has. Ask again in a moment."),
        NpgsqlException or TimeoutException => new QueryProblem(503, "The database is away.", "Traffic is still proxied and recorded; answers are back as soon as the database is."),
        _ => null,
    };
}
