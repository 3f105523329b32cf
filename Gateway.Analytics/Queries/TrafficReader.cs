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
    readonly RawTallies tallies = new(events);

    /// <summary>What cells hold of a read.</summary>
    public async Task<Tally> TallyAsync(QueryScope scope, LaidRead laid, CancellationToken token)
    {
        var tally = new Tally();
        await fromCells.AddAsync(scope, laid.Covered!.Read, laid.Source!, laid.Covered.Stretches, tally, token);
        return tally;
    }

    /// <summary>What raw events hold beside cells, of stretches with equal <see cref="RawStretch.Rows"/>.</summary>
    public Task<IReadOnlyList<Tally>> TallyAsync(QueryScope scope, IReadOnlyList<RawStretch> stretches, Recorded recorded, CancellationToken token) =>
        tallies.ReadAsync(scope, stretches, recorded.Until, token);

    /// <summary>Reads of one window and equal conditions that raw events alone answer.</summary>
    public Task<IReadOnlyList<Cells>> ReadEventsAsync(QueryScope scope, IReadOnlyList<CellRead> reads, Recorded recorded, CancellationToken token) =>
        events.ReadAsync(scope, reads, recorded.Until, token);

    /// <summary>The answer to a read that cells answered at least in part.</summary>
    /// <param name="laid">The read.</param>
    /// <param name="tally">All that was found.</param>
    /// <param name="whole">The same without its split, where the values overlap.</param>
    public static Cells Answer(LaidRead laid, Tally tally, Cells? whole)
    {
        var (read, source, covered) = (laid.Asked, laid.Source!, laid.Covered!);
        var found = TalliedCells.Of(covered.Read, tally).ToList();
        if (whole is not null)
            found.Add(whole.All[0] with { IsTotal = true });
        else if (read is { By: not null, OverTime: false })
            found.Add(TalliedCells.Cell(read, 0, 0, default, true, tally.Total()));
        var usersAreExact = tally.Cells.All(group => group.Value.Users is not { IsExact: false });
        return new Cells(read.Parts, found)
        {
            Source = covered.Stretches.Any(stretch => stretch.Grain is null) ? Cells.Both : Cells.Rollup,
            Exact = covered.IsExact && !tally.HasOther && source.Times == CellTimes.None && usersAreExact,
            ErrorBound = !usersAreExact ? UsersBound : source.Times != CellTimes.None && !read.ByLatency ? TimesBound : null,
        };
    }
}
