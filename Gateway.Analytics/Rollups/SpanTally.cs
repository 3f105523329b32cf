namespace Gateway.Analytics.Rollups;

/// <summary>Counts the events of a span by bucket, in memory.</summary>
sealed class SpanTally
{
    static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly EventFold fold;
    readonly FoldBudget budget;
    readonly DateTime from;
    readonly long start;
    readonly long length;
    readonly long part;
    readonly BucketTally?[] buckets;

    public SpanTally(EventFold fold, DateTime from, DateTime to, FoldBudget budget)
    {
        (this.fold, this.from, this.budget) = (fold, from, budget);
        start = (from.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        length = fold.Grain.Length.Ticks / TimeSpan.TicksPerMicrosecond;
        part = length / fold.Traffic.Parts;
        buckets = new BucketTally?[(to.Ticks - from.Ticks) / fold.Grain.Length.Ticks];
    }

    /// <summary>How many values it holds in memory.</summary>
    public int Values => budget.Held;

    /// <summary>Counts an event of the span.</summary>
    public void Add(FoldEvent each)
    {
        var at = each.Time - start;
        (buckets[at / length] ??= new BucketTally(fold.Traffic, fold.Keys, budget)).Add(each, (int)(at % length / part));
    }

    /// <summary>Adds the cells to the rows that will be written. Nothing may be added after.</summary>
    /// <param name="encoder">Takes the cells.</param>
    /// <param name="built">Whose cells are wanted: a grain past its retention is not.</param>
    public void Encode(CellEncoder encoder, Grain[] built)
    {
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            if (buckets[bucket] is { } tally)
                Encode(from + bucket * fold.Grain.Length, tally, encoder, built);
            buckets[bucket] = null;
        }
    }

    /// <summary>Adds the cells of the first bucket as far as it is counted, under that time; more may be added after.</summary>
    public void EncodeSoFar(CellEncoder encoder, DateTime through)
    {
        foreach (var (kind, tenant, id, scope) in buckets[0]?.Scopes(apart: fold.Budget()) ?? [])
            encoder.Write(fold.Grain, through, kind, tenant, id, scope.Total(), scope.Users, scope.Values);
    }

    void Encode(DateTime bucket, BucketTally tally, CellEncoder encoder, Grain[] built)
    {
        foreach (var (kind, tenant, id, scope) in tally.Scopes())
        {
            if (built.Contains(fold.Grain))
                encoder.Write(fold.Grain, bucket, kind, tenant, id, scope.Total(), scope.Users, scope.Values);
            if (built.Contains(Grain.Quarter) && Matrix.Find(Grain.Quarter, kind, CellDimensions.Total) is not null)
                encoder.WriteQuarters(bucket, kind, tenant, id, scope.Parts);
        }
    }
}
