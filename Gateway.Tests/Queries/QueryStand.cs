using Gateway.Analytics.Ingest;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Npgsql;

namespace Gateway.Tests.Queries;

/// <summary>A database with events, and an engine whose clock stands still.</summary>
sealed class QueryStand : IAsyncDisposable
{
    readonly TestDatabase storage;

    QueryStand(TestDatabase storage, DateTimeOffset now)
    {
        this.storage = storage;
        Database = new AnalyticsDatabase(storage.ConnectionString);
        Clock = new StillClock(now);
        Engine = With(new QueryOptions { CachedAnswers = 0 });
    }

    public AnalyticsDatabase Database { get; }

    public StillClock Clock { get; }

    public QueryEngine Engine { get; }

    public IReadOnlyList<SampleEvent> Events { get; private set; } = [];

    public static async Task<QueryStand> CreateAsync(DateTimeOffset now, IReadOnlyList<SampleEvent> events)
    {
        var stand = new QueryStand(await TestDatabase.CreateAsync(), now);
        await SampleEvent.StoreAsync(stand.Database, events);
        stand.Events = events;
        return stand;
    }

    public QueryEngine With(QueryOptions options, INameLookup? names = null, params IPresetSource[] sources) =>
        new(Database, new FoldStatusReader(Database), new CellReader(Database), new PresetCatalogue(sources, options), names ?? new NoNames(), new TenantPlaces(options), Clock, options);

    public QueryEngine With(QueryOptions options, Vocabulary words, IReadOnlyList<IPresetSource> sources) =>
        new(Database, new FoldStatusReader(Database), new CellReader(Database), new PresetCatalogue(sources, options, words), new NoNames(), new TenantPlaces(options), Clock, options);

    /// <summary>Stores more events in batches as writers do, each marking what is late.</summary>
    public async Task StoreAsync(IReadOnlyList<SampleEvent> events, int batch = 100)
    {
        foreach (var chunk in events.Chunk(batch))
            await SampleEvent.StoreAsync(Database, chunk, session => LateRows.MarkAsync(session, [.. chunk.Select(each => each.Time.AddTicks(-(each.Time.Ticks % TimeSpan.TicksPerMinute))).Distinct()], default));
        Events = [.. Events, .. events];
    }

    /// <summary>What retention leaves: the events before the day are gone, and it is written down.</summary>
    public async Task DropEventsAsync(DateTime before)
    {
        await using var session = await Database.IngestAsync(default);
        await session.ExecuteAsync("delete from events where time < $1", default, new NpgsqlParameter { Value = before });
        await session.ExecuteAsync("update folds set since = $1 where grain = 0", default, new NpgsqlParameter { Value = before });
        await session.CommitAsync(default);
    }

    /// <summary>What retention leaves of the cells of a grain: none before the day.</summary>
    public async Task DropCellsAsync(Grain grain, DateTime before)
    {
        await using var session = await Database.IngestAsync(default);
        await session.ExecuteAsync("delete from cells where grain = $1 and bucket < $2", default, new NpgsqlParameter { Value = (short)grain }, new NpgsqlParameter { Value = before });
        await session.ExecuteAsync("update folds set since = $2 where grain = $1", default, new NpgsqlParameter { Value = (short)grain }, new NpgsqlParameter { Value = before });
        await session.CommitAsync(default);
    }

    /// <summary>Builds all cells that the nodes' reports have closed.</summary>
    public async Task FoldAsync(int valuesPerCell = 1000)
    {
        var folder = new Folder(Database, new NodeName("test"), new RollupOptions { ValuesPerCell = valuesPerCell });
        while ((await folder.RoundAsync(default)).More)
        {
            // Until nothing closed is left.
        }
    }

    /// <summary>All nodes report that they have written everything before the instant.</summary>
    public async Task AdvanceAsync(DateTimeOffset watermark)
    {
        await using var session = await Database.IngestAsync(default);
        await session.ExecuteAsync("update spools set watermark = $1", default, new NpgsqlParameter { Value = watermark });
        await session.CommitAsync(default);
    }

    /// <summary>A node's report about its writer.</summary>
    public async Task ReportAsync(string node, DateTimeOffset? watermark, string seen = "now()")
    {
        await using var session = await Database.IngestAsync(default);
        await session.ExecuteAsync(
            $"insert into spools (id, node, watermark, seen) values (gen_random_uuid(), $1, $2, {seen})",
            default,
            new Npgsql.NpgsqlParameter { Value = node },
            new Npgsql.NpgsqlParameter { Value = (object?)watermark?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await session.CommitAsync(default);
    }

    /// <summary>The one result of one query.</summary>
    public async Task<QueryResult> AskAsync(QueryScope scope, Query query, TimeRange range, string? compare = null, params Filter[] filters)
    {
        var answer = await Engine.RunAsync(scope, new QueryRequest { Queries = [query with { Ref = "a" }], Range = range, Compare = compare, Filters = filters }, default);
        NUnit.Framework.Assert.That(answer.Errors, NUnit.Framework.Is.Empty);
        return answer.Results["a"];
    }

    public async Task<TResult> AskAsync<TResult>(QueryScope scope, Query query, TimeRange range, string? compare = null, params Filter[] filters)
        where TResult : QueryResult
    {
        var result = await AskAsync(scope, query, range, compare, filters);
        return result as TResult ?? throw new NUnit.Framework.AssertionException($"{result}");
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await storage.DisposeAsync();
    }
}

/// <summary>A clock that shows one moment.</summary>
sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
