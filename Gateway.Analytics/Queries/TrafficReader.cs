using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries;

/// <summary>
/// Reads what happened, from cells where they hold it and from raw events where not: both are laid side by side over the window
/// and added up in one tally. Where raw events alone answer, their own statement does it, exact to the last figure.
/// </summary>
sealed class TrafficReader(RawEvents events, CellReader cells, QueryOptions options)
{
    const double TimesBound = 0.01;
    const double UsersBound = 0.02;

    readonly CellTraffic fromCells = new(cells, options);

    /// <exception cref="NotCoveredException">What is kept cannot answer it.</exception>
    public Task<Cells> ReadAsync(QueryScope scope, CellRead read, Recorded recorded, CancellationToken token) =>
        ReadAsync(scope, LaidRead.Of(scope, read, recorded), recorded, token);

    /// <inheritdoc cref="ReadAsync(QueryScope, CellRead, Recorded, CancellationToken)"/>
    public async Task<Cells> ReadAsync(QueryScope scope, LaidRead answered, Recorded recorded, CancellationToken token)
    {
        var (read, source, covered) = answered;
        if (covered is null)
            throw new NotCoveredException(recorded.Folds.RawSince!.Value, recorded.Now);
        if (source is null || answered.IsOfEvents)
            return await events.ReadAsync(scope, read, recorded.Until, token);

        var (laid, stretches, isExact) = covered;
        var tally = new Tally();
        await fromCells.AddAsync(scope, laid, source, stretches, tally, token);
        foreach (var stretch in stretches.Where(stretch => stretch.Grain is null))
            await events.AddAsync(scope, laid, stretch, source.Times, source.Users, recorded.Until, tally, token);

        var found = TalliedCells.Of(laid, tally).ToList();
        if (read is { By: not null, OverTime: false })
            found.Add(await TotalAsync(scope, read, recorded, tally, token));
        var usersAreExact = tally.Cells.All(group => group.Value.Users is not { IsExact: false });
        return new Cells(read.Parts, found)
        {
            Source = stretches.Any(stretch => stretch.Grain is null) ? Cells.Both : Cells.Rollup,
            EdgesMoved = !isExact,
            Exact = isExact && !tally.HasOther && source.Times == CellTimes.None && usersAreExact,
            ErrorBound = !usersAreExact ? UsersBound : source.Times != CellTimes.None && !read.ByLatency ? TimesBound : null,
        };
    }

    /// <summary>Reads of one window and equal conditions that raw events alone answer.</summary>
    public Task<IReadOnlyList<Cells>> ReadEventsAsync(QueryScope scope, IReadOnlyList<CellRead> reads, Recorded recorded, CancellationToken token) =>
        events.ReadAsync(scope, reads, recorded.Until, token);

    async Task<Cell> TotalAsync(QueryScope scope, CellRead read, Recorded recorded, Tally tally, CancellationToken token)
    {
        // An exchange in two groups counts in both rows and once in the total.
        if (read.By!.Kind == DimensionKind.Texts)
        {
            var whole = await ReadAsync(scope, read with { By = null, Keys = null }, recorded, token);
            return whole.All[0] with { IsTotal = true };
        }

        var total = new TallyCell();
        foreach (var (_, group) in tally.Cells)
            total.Add(group);
        return TalliedCells.Cell(read, 0, 0, default, true, total);
    }
}
