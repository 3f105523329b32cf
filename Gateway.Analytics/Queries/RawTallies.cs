using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Queries;

/// <summary>A stretch of a read that raw events answer beside cells.</summary>
/// <param name="Read">Which read.</param>
/// <param name="Stretch">The part of its window.</param>
/// <param name="Times">Latency sketches that are needed.</param>
/// <param name="Users">Whether the different users are needed.</param>
sealed record RawStretch(CellRead Read, Stretch Stretch, CellTimes Times, bool Users)
{
    /// <summary>Stretches of which this is equal look for the same raw events; null where one looks for some of its own.</summary>
    public string? Rows => Read.Keys is not null ? null : string.Join('|', [
        $"{Stretch.From.UtcTicks}-{Stretch.To.UtcTicks}",
        .. Read.Conditions.Select(condition => condition.Identity),
    ]);
}

/// <summary>
/// Adds up raw events as cells would: what is not in cells yet, and what lies along their edges. Reads that look for the same
/// events are one statement for their counts and one for their sketches, so the events are looked for twice at most.
/// </summary>
sealed class RawTallies(RawEvents events)
{
    /// <summary>Values of a stretch that are known apart; far more than any cell holds, and no attack on the memory.</summary>
    const int MostValues = 10_000;

    static readonly Order MostRequests = new(Measures.Requests, Ascending: false);

    /// <summary>The tally of each: its first values with their parts, sketches and users, and the rest under no value.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="asked">Of one stretch and equal conditions.</param>
    /// <param name="until">The end of what is recorded.</param>
    /// <param name="token">Cancels.</param>
    public async Task<IReadOnlyList<Tally>> ReadAsync(QueryScope scope, IReadOnlyList<RawStretch> asked, DateTimeOffset until, CancellationToken token)
    {
        var reads = asked.Select(each => each.Read with
        {
            Window = each.Read.Window with { From = each.Stretch.From, To = each.Stretch.To },
            ByLatency = false,
            Order = MostRequests,
            Limit = MostValues,
            Parts = Parts.AddingUp,
        }).ToList();
        var counted = (await events.ReadAsync(scope, reads, until, token)).Zip(reads, (cells, read) => new CountedStretch(read, cells)).ToList();
        await AddSketchesAsync(scope, asked, counted, until, token);
        return [.. counted.Select(each => each.Tally)];
    }

    async Task AddSketchesAsync(QueryScope scope, IReadOnlyList<RawStretch> asked, List<CountedStretch> counted, DateTimeOffset until, CancellationToken token)
    {
        var times = counted.Index().SelectMany(each => CellTraffic.Kinds.Where(kind => (asked[each.Index].Times & kind) != 0).Select(kind => (each.Index, Kind: kind))).ToList();
        var users = counted.Index().Where(each => asked[each.Index].Users).Select(each => each.Index).ToList();
        List<ReadStatement> statements = [];
        if (times.Count > 0)
            statements.Add(Statement("times", times, each => each.Index, (statement, each) => statement.Times(each.Kind)));
        if (users.Count > 0)
            statements.Add(Statement("users", users, each => each, (statement, _) => statement.Users()));
        if (statements.Count == 0)
            return;

        await using var reading = await events.AskAsync(scope, statements, token);
        var reader = reading.Reader;
        while (times.Count > 0 && await reader.ReadAsync(token))
        {
            var (index, kind) = times[reader.GetInt32(0)];
            var sketch = counted[index][reader.GetInt32(1) - 1, (int)reader.GetInt64(2)].Times(kind);
            foreach (var (bucket, count) in reader.GetFieldValue<int[]>(3).Zip(reader.GetFieldValue<long[]>(4)))
                sketch.AddBucket(bucket - 1, count);
        }

        if (statements.Count > 1)
            await reader.NextResultAsync(token);
        while (users.Count > 0 && await reader.ReadAsync(token))
        {
            var sketch = counted[users[reader.GetInt32(0)]][reader.GetInt32(1) - 1, (int)reader.GetInt64(2)].MoreUsers();
            foreach (var user in reader.GetFieldValue<long[]>(3))
                sketch.Add(user);
        }

        ReadStatement Statement<T>(string name, List<T> selects, Func<T, int> indexOf, Func<RawStatement, T, string> build)
        {
            var parameters = new SqlParameters();
            var reads = selects.Select(each => counted[indexOf(each)].Read).ToList();
            var sql = RawRows.Union(name, scope, reads, parameters, (rows, number) =>
                $"select {number}, found.*\nfrom (\n{build(new RawStatement(rows, reads[number], until, parameters), selects[number])}) as found");
            return new ReadStatement(sql, parameters.ToArray());
        }
    }

    /// <summary>A stretch whose counts are known.</summary>
    sealed class CountedStretch
    {
        readonly List<CellKey> keys;

        public CountedStretch(CellRead read, Cells cells)
        {
            foreach (var cell in cells.All.Where(cell => !cell.IsTotal))
                Tally[cell.Bucket, read.By is null ? default(CellKey) : cell.Position > 0 ? cell.Key : null].Add(Counts(cell), cell.Values[1] ?? 0);
            Tally.HasOther = read is { By: not null, Keys: null } && cells.All.Any(cell => cell is { IsTotal: false, Position: 0 });

            // Given keys without a request here have no cell: the positions of what follows are those of the ones that have.
            keys = [.. cells.All.Where(cell => cell.Position > 0).DistinctBy(cell => cell.Position).OrderBy(cell => cell.Position).Select(cell => cell.Key)];
            Read = read with { Keys = keys };
        }

        /// <summary>For the sketches: of the values that were counted.</summary>
        public CellRead Read { get; }

        public Tally Tally { get; } = new();

        public TallyCell this[int bucket, int position] =>
            Tally[bucket, Read.By is null ? default(CellKey) : position > 0 ? keys[position - 1] : null];

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
    }
}
