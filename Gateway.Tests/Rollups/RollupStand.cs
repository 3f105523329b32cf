using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sketches;
using Gateway.Analytics.Storage;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Tests.Rollups;

/// <summary>A database with events of several nodes, and folders over it.</summary>
sealed class RollupStand : IAsyncDisposable
{
    readonly TestDatabase storage;

    RollupStand(TestDatabase storage)
    {
        this.storage = storage;
        Database = new AnalyticsDatabase(storage.ConnectionString);
        Reader = new CellReader(Database);
    }

    public AnalyticsDatabase Database { get; }

    public CellReader Reader { get; }

    /// <summary>The database as its superuser sees it.</summary>
    public string AdministratorConnectionString => storage.AdministratorConnectionString;

    public static async Task<RollupStand> CreateAsync() => new(await TestDatabase.CreateAsync());

    public Folder Folder(string node = "node-1", RollupOptions? options = null) => new(Database, new NodeName(node), options ?? new RollupOptions());

    /// <summary>Stores events in batches as writers do, each marking what is late.</summary>
    public async Task StoreAsync(IEnumerable<SampleEvent> events, int batch = 1000)
    {
        foreach (var chunk in events.Chunk(batch))
            await SampleEvent.StoreAsync(Database, chunk, session => LateRows.MarkAsync(session, Minutes(chunk), default));
    }

    public static DateTime[] Minutes(IEnumerable<SampleEvent> events) =>
        [.. events.Select(each => each.Time.AddTicks(-(each.Time.Ticks % TimeSpan.TicksPerMinute))).Distinct()];

    /// <summary>A node's report; nodes get the numbers 1, 2, 3 in the order of their first one.</summary>
    public Task ReportAsync(string node, DateTime? watermark, string seen = "now()", string state = "running") => ExecuteAsync(
        $$"""
        insert into spools (id, node, watermark, seen, writer) values (md5($1)::uuid, $1, $2, {{seen}}, '{"state":"{{state}}"}')
        on conflict (id) do update set watermark = excluded.watermark, seen = excluded.seen, writer = excluded.writer
        """,
        new NpgsqlParameter { Value = node },
        new NpgsqlParameter { Value = (object?)watermark ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });

    /// <summary>Rounds until nothing is left to do.</summary>
    public static async Task<int> FoldAsync(Folder folder, CancellationToken token = default)
    {
        var buckets = 0;
        while (true)
        {
            var round = await folder.RoundAsync(token);
            buckets += round.Buckets;
            if (!round.More)
                return buckets;
        }
    }

    public async Task ExecuteAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var session = await Database.IngestAsync(default);
        await session.ExecuteAsync(sql, default, parameters);
        await session.CommitAsync(default);
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var session = await Database.IngestAsync(default);
        await using var command = session.Command(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Everything that cells hold, a line for each value, in order.</summary>
    public async Task<List<string>> DumpAsync(string tenant = AnalyticsDatabase.AllTenants)
    {
        var dump = new List<string>();
        foreach (var entry in Matrix.All)
        {
            foreach (var (scope, grain) in entry.Scopes.SelectMany(scope => entry.Grains.Select(grain => (scope, grain))))
                await DumpAsync(dump, entry, All(grain, scope, entry.Dimension, tenant));
        }

        dump.Sort(StringComparer.Ordinal);
        return dump;
    }

    /// <summary>The same of the hour that is not over.</summary>
    public async Task<List<string>> DumpAsync(Span running)
    {
        var dump = new List<string>();
        foreach (var entry in Matrix.All.Where(entry => entry.Grains.Contains(Grain.Hour)))
        {
            foreach (var scope in entry.Scopes)
                await DumpAsync(dump, entry, All(Grain.Hour, scope, entry.Dimension) with { From = running.From, To = running.To, IsRunning = true });
        }

        dump.Sort(StringComparer.Ordinal);
        return dump;
    }

    public static CellRequest All(Grain grain, ScopeKind scope, CellDimension dimension, string tenant = AnalyticsDatabase.AllTenants) => new()
    {
        Tenant = tenant,
        Grain = grain,
        From = DateTimeOffset.UnixEpoch,
        To = DateTimeOffset.MaxValue.AddYears(-1000),
        Scope = scope,
        Dimension = dimension,
        Times = true,
        Users = true,
    };

    async Task DumpAsync(List<string> dump, MatrixEntry entry, CellRequest request)
    {
        await foreach (var row in Reader.ReadAsync(request, default))
        {
            for (var value = 0; value < row.Count; value++)
            {
                var key = row.Keys[value];
                var name = key == CellRow.Other ? "(other)" : entry.Dimension.IsText ? $"'{request.Texts[key]}'" : $"{key}";
                var times = string.Join(' ', new[] { CellTimes.Duration, CellTimes.Upstream, CellTimes.Own }.Select(kind => Convert.ToHexString(row.Times(kind, value))));
                dump.Add(
                    $"{request.Grain.Name} {row.Bucket:s} {row.Tenant} {request.Scope} '{row.ScopeId}' {entry.Dimension} {name}: {Show(row.Counts[value])} {times} {(entry.Dimension == CellDimensions.Total ? Convert.ToHexString(row.Users) : "")}");
            }
        }
    }

    public static string Show(CellCounts counts) => string.Join(' ', (object[])
    [
        counts.Requests, counts.Errors, counts.ClientErrors, counts.Refusals, counts.BytesIn, counts.BytesOut, counts.Attempts, counts.Timed,
        counts.DurationSum, counts.DurationMax, counts.Forwarded, counts.UpstreamSum, counts.UpstreamMax, counts.OwnSum, counts.OwnMax,
    ]);

    public static LatencySketch? Sketch(CellRow row, CellTimes kind, int value) =>
        row.Times(kind, value) is { IsEmpty: false } bytes ? LatencySketch.Parse(bytes) : null;

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await storage.DisposeAsync();
    }
}
