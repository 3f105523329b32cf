using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Counts the events of a span: streams them out once and adds each to its bucket in memory. Minutes are counted by the few
/// dimensions that live views need; hours by all, and their totals by the quarter too.
/// </summary>
sealed class EventFold
{
    static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly Grain grain;
    readonly int valuesPerCell;
    readonly ScopePlan traffic;
    readonly ScopePlan? keys;
    readonly EventFeed feed;

    /// <param name="grain">Minutes, or hours with their quarters.</param>
    public EventFold(Grain grain, int valuesPerCell)
    {
        (this.grain, this.valuesPerCell) = (grain, valuesPerCell);
        var parts = grain == Grain.Hour ? 4 : 1;
        traffic = ScopePlan.Of(grain, parts, ScopeKind.Tenant, ScopeKind.Team, ScopeKind.Route);
        keys = Matrix.Find(grain, ScopeKind.Key, CellDimensions.Total) is null ? null : ScopePlan.Of(grain, parts, ScopeKind.Key);
        IEnumerable<CellDimension> dimensions = [.. traffic.Entries.Select(entry => entry.Dimension), .. keys is null ? [] : keys.Entries.Select(entry => entry.Dimension)];
        feed = new EventFeed(keys is null ? [.. dimensions] : [.. dimensions, CellDimensions.Key]);
    }

    /// <summary>Counts the span and adds its cells to the rows that will be written; answers how many events it read.</summary>
    /// <param name="encoder">Takes the cells.</param>
    /// <param name="built">Whose cells are wanted: a grain past its retention is not.</param>
    public async Task<long> RunAsync(DatabaseSession session, DateTime from, DateTime to, CellEncoder encoder, Grain[] built, CancellationToken token)
    {
        var budget = new FoldBudget(valuesPerCell);
        var length = grain.Length.Ticks / TimeSpan.TicksPerMicrosecond;
        var part = length / traffic.Parts;
        var start = (from.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var buckets = new BucketTally?[(to.Ticks - from.Ticks) / grain.Length.Ticks];
        var events = await feed.ReadAsync(session, from, to, each =>
        {
            var at = each.Time - start;
            (buckets[at / length] ??= new BucketTally(traffic, keys, budget)).Add(each, (int)(at % length / part));
        }, token);

        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            if (buckets[bucket] is { } tally)
                Encode(from + bucket * grain.Length, tally, encoder, built);
            buckets[bucket] = null;
        }

        return events;
    }

    void Encode(DateTime bucket, BucketTally tally, CellEncoder encoder, Grain[] built)
    {
        foreach (var (kind, tenant, id, scope) in tally.Scopes())
        {
            if (built.Contains(grain))
                encoder.Write(grain, bucket, kind, tenant, id, scope.Total(), scope.Users, scope.Values);
            if (built.Contains(Grain.Quarter) && Matrix.Find(Grain.Quarter, kind, CellDimensions.Total) is not null)
                encoder.WriteQuarters(bucket, kind, tenant, id, scope.Parts);
        }
    }
}
