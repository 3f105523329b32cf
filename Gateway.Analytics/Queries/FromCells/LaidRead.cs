namespace Gateway.Analytics.Queries.FromCells;

/// <summary>A read with what will answer it. Laying it out walks all its buckets, so it is done once.</summary>
/// <param name="Asked">The read as it was asked.</param>
/// <param name="Source">The cells; null: none have it.</param>
/// <param name="Covered">What of it is answered from what; null: neither cells nor raw events hold it.</param>
sealed record LaidRead(CellRead Asked, CellSource? Source, Covered? Covered)
{
    /// <summary>Whether raw events alone answer it.</summary>
    public bool IsOfEvents { get; } = Covered is not null && (Source is null || Covered.Stretches.All(stretch => stretch.Grain is null));

    /// <summary>What raw events answer of it beside cells.</summary>
    public IEnumerable<RawStretch> RawStretches => Source is null || IsOfEvents ? []
        : Covered!.Stretches.Where(stretch => stretch.Grain is null).Select(stretch => new RawStretch(Covered.Read, stretch, Source.Times, Source.Users));

    /// <summary>The smallest cells that hold the read to its edges, else the smallest that hold it at all, else raw events.</summary>
    public static LaidRead Of(QueryScope scope, CellRead read, Recorded recorded)
    {
        LaidRead? nearly = null;
        foreach (var source in CellSource.All(scope, read).DefaultIfEmpty())
        {
            if (Coverage.Of(read, source, recorded) is not { } covered)
                continue;
            if (covered.IsExact)
                return new LaidRead(read, source, covered);
            nearly ??= new LaidRead(read, source, covered);
        }

        return nearly ?? new LaidRead(read, null, null);
    }
}
