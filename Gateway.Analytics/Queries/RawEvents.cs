using System.Globalization;
using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Queries;

/// <summary>Reads cells from raw events: exact, and as slow as the rows are many.</summary>
sealed class RawEvents(AnalyticsDatabase database, QueryOptions options)
{
    /// <summary>Values of a stretch that are known apart; far more than any cell holds, and no attack on the memory.</summary>
    const int MostValues = 10_000;

    static readonly Order MostRequests = new(Measures.Requests, Ascending: false);

    public async Task<Cells> ReadAsync(QueryScope scope, CellRead read, DateTimeOffset until, CancellationToken token) =>
        (await ReadAsync(scope, [read], until, token))[0];

    /// <summary>The cells of each read. Several have to be of one window and equal conditions: the rows are looked for once.</summary>
    public async Task<IReadOnlyList<Cells>> ReadAsync(QueryScope scope, IReadOnlyList<CellRead> reads, DateTimeOffset until, CancellationToken token)
    {
        var parameters = new SqlParameters();
        var common = reads.Count > 1 ? new RowsInCommon(scope, reads, parameters) : null;
        var statements = reads.Select((read, number) => $"""
            select {number}, cells.b, cells.band, cells.position, cells.t, cells.k::text, cells.is_total, array[{string.Join(", ", read.Parts.Select(part => $"cells.{part.Name}"))}]
            from (
            {new RawStatement(common ?? (RawRows)new EventRows(scope, read, parameters), read, until, parameters).Build()}) as cells (b, band, position, t, k, is_total, {string.Join(", ", read.Parts.Select(part => part.Name))})
            """).ToList();
        var sql = $"/* gateway:queries/cells */ {(common is null ? "" : $"with {common.Clause()}\n")}{string.Join("\nunion all\n", statements)}";

        await using var reading = await AskAsync(scope, [new ReadStatement(sql, parameters.ToArray())], token);
        var reader = reading.Reader;
        var cells = reads.Select(_ => new List<Cell>()).ToList();
        while (await reader.ReadAsync(token))
            cells[reader.GetInt32(0)].Add(Cell(reader, reads[reader.GetInt32(0)].By));
        return [.. reads.Zip(cells, (read, found) => new Cells(read.Parts, found))];
    }

    /// <summary>Adds a stretch to a tally: its first values with their parts, sketches and users, and the rest under no value.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="read">What is asked for.</param>
    /// <param name="stretch">The part of the read's window.</param>
    /// <param name="times">Latency sketches that are needed.</param>
    /// <param name="users">Whether the different users are needed.</param>
    /// <param name="until">The end of what is recorded.</param>
    /// <param name="tally">Where it is added.</param>
    /// <param name="token">Cancels.</param>
    public async Task AddAsync(QueryScope scope, CellRead read, Stretch stretch, CellTimes times, bool users, DateTimeOffset until, Tally tally, CancellationToken token)
    {
        var part = read with
        {
            Window = read.Window with { From = stretch.From, To = stretch.To },
            ByLatency = false,
            Order = MostRequests,
            Limit = MostValues,
            Parts = Parts.AddingUp,
        };
        var cells = await ReadAsync(scope, part, until, token);
        foreach (var cell in cells.All.Where(cell => !cell.IsTotal))
            tally[cell.Bucket, read.By is null ? default(CellKey) : cell.Position > 0 ? cell.Key : null].Add(Counts(cell), cell.Values[1] ?? 0);
        tally.HasOther |= read is { By: not null, Keys: null } && cells.All.Any(cell => cell is { IsTotal: false, Position: 0 });
        if (times == CellTimes.None && !users)
            return;

        // Given keys without a request here have no cell: the positions of what follows are those of the ones that have.
        var keys = cells.All.Where(cell => cell.Position > 0).DistinctBy(cell => cell.Position).OrderBy(cell => cell.Position).Select(cell => cell.Key).ToList();
        CellKey? Key(int position) => read.By is null ? default(CellKey) : position > 0 ? keys[position - 1] : null;
        part = part with { Keys = keys };
        var kinds = CellTraffic.Kinds.Where(kind => (times & kind) != 0).ToList();
        var statements = kinds.Select(kind => Statement(statement => statement.Times(kind))).ToList();
        if (users)
            statements.Add(Statement(statement => statement.Users()));
        await using var reading = await AskAsync(scope, statements, token);
        for (var number = 0; number < statements.Count; number++)
        {
            if (number > 0)
                await reading.Reader.NextResultAsync(token);
            if (number < kinds.Count)
                await AddTimesAsync(reading.Reader, kinds[number], Key, tally, token);
            else
                await AddUsersAsync(reading.Reader, Key, tally, token);
        }

        ReadStatement Statement(Func<RawStatement, string> build)
        {
            var parameters = new SqlParameters();
            return new ReadStatement(build(new RawStatement(new EventRows(scope, part, parameters), part, until, parameters)), parameters.ToArray());
        }
    }

    static async Task AddTimesAsync(NpgsqlDataReader reader, CellTimes kind, Func<int, CellKey?> key, Tally tally, CancellationToken token)
    {
        while (await reader.ReadAsync(token))
        {
            var sketch = tally[reader.GetInt32(0) - 1, key((int)reader.GetInt64(1))].Times(kind);
            foreach (var (bucket, count) in reader.GetFieldValue<int[]>(2).Zip(reader.GetFieldValue<long[]>(3)))
                sketch.AddBucket(bucket - 1, count);
        }
    }

    static async Task AddUsersAsync(NpgsqlDataReader reader, Func<int, CellKey?> key, Tally tally, CancellationToken token)
    {
        while (await reader.ReadAsync(token))
        {
            var sketch = tally[reader.GetInt32(0) - 1, key((int)reader.GetInt64(1))].MoreUsers();
            foreach (var user in reader.GetFieldValue<long[]>(2))
                sketch.Add(user);
        }
    }

    /// <summary>In the order of <see cref="Parts.AddingUp"/>.</summary>
    static CellCounts Counts(Cell cell)
    {
        long At(int part) => (long)(cell.Values[part] ?? 0);
        return new CellCounts
        {
            Requests = At(0),
            Errors = At(2),
            ClientErrors = At(3),
            Refusals = At(4),
            BytesIn = At(5),
            BytesOut = At(6),
            Attempts = At(7),
            Timed = At(8),
            DurationSum = At(9),
            DurationMax = At(10),
            Forwarded = At(11),
            UpstreamSum = At(12),
            UpstreamMax = At(13),
            OwnSum = At(14),
            OwnMax = At(15),
        };
    }

    static Cell Cell(NpgsqlDataReader reader, Dimension? by) => new(
        reader.IsDBNull(1) ? 0 : reader.GetInt32(1) - 1,
        reader.GetInt32(2),
        reader.IsDBNull(3) ? 0 : (int)reader.GetInt64(3),
        reader.IsDBNull(4) ? default : new CellKey(reader.GetString(4), by is { IsText: false } ? int.Parse(reader.GetString(5), CultureInfo.InvariantCulture) : reader.GetString(5)),
        reader.GetInt32(6) == 1,
        reader.GetFieldValue<double?[]>(7));

    /// <summary>
    /// With limits. Percentiles sort: 32 MB keeps a million durations out of temporary files (0.63 s with the default of 4 MB,
    /// 0.43 s with this, one million rows on two cores).
    /// </summary>
    Task<DatabaseReading> AskAsync(QueryScope scope, IEnumerable<ReadStatement> statements, CancellationToken token) =>
        database.ReadAsync(scope.Tenant, new ReadLimits(options.StatementTimeout, WorkMemory: "32MB"), statements, token);
}
