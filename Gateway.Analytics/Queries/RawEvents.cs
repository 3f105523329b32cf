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

    public async Task<Cells> ReadAsync(QueryScope scope, CellRead read, DateTimeOffset until, CancellationToken token)
    {
        var (sql, parameters) = new RawStatement(scope, read, until).Build();
        await using var session = await OpenAsync(scope, token);
        await using var command = session.Command(sql, parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync(token);
        var cells = new List<Cell>();
        while (await reader.ReadAsync(token))
            cells.Add(Cell(reader, read.Parts.Count));
        return new Cells(read.Parts, cells);
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
        await using var session = await OpenAsync(scope, token);
        foreach (var kind in CellTraffic.Kinds.Where(kind => (times & kind) != 0))
            await AddTimesAsync(session, new RawStatement(scope, part, until).Times(kind), kind, Key, tally, token);
        if (users)
            await AddUsersAsync(session, new RawStatement(scope, part, until).Users(), Key, tally, token);
    }

    static async Task AddTimesAsync(
        DatabaseSession session, (string Sql, SqlParameters Parameters) statement, CellTimes kind, Func<int, CellKey?> key, Tally tally, CancellationToken token)
    {
        await using var command = session.Command(statement.Sql, statement.Parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            var sketch = tally[reader.GetInt32(0) - 1, key((int)reader.GetInt64(1))].Times(kind);
            foreach (var (bucket, count) in reader.GetFieldValue<int[]>(2).Zip(reader.GetFieldValue<long[]>(3)))
                sketch.AddBucket(bucket - 1, count);
        }
    }

    static async Task AddUsersAsync(
        DatabaseSession session, (string Sql, SqlParameters Parameters) statement, Func<int, CellKey?> key, Tally tally, CancellationToken token)
    {
        await using var command = session.Command(statement.Sql, statement.Parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync(token);
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

    static Cell Cell(NpgsqlDataReader reader, int parts)
    {
        var values = new double?[parts];
        for (var index = 0; index < parts; index++)
            values[index] = reader.IsDBNull(6 + index) ? null : reader.GetDouble(6 + index);
        return new Cell(
            reader.IsDBNull(0) ? 0 : reader.GetInt32(0) - 1,
            reader.GetInt32(1),
            reader.IsDBNull(2) ? 0 : (int)reader.GetInt64(2),
            reader.IsDBNull(3) ? default : new CellKey(reader.GetString(3), reader.GetValue(4)),
            reader.GetInt32(5) == 1,
            values);
    }

    /// <summary>
    /// A transaction with its limits. Percentiles sort: 32 MB keeps a million durations out of temporary files
    /// (0.63 s with the default of 4 MB, 0.43 s with this, one million rows on two cores).
    /// </summary>
    Task<DatabaseSession> OpenAsync(QueryScope scope, CancellationToken token) =>
        database.ReadAsync(scope.Tenant, new ReadLimits(options.StatementTimeout, WorkMemory: "32MB"), token);
}
