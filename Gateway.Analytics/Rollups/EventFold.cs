namespace Gateway.Analytics.Rollups;

/// <summary>
/// How the events of a span are counted: minutes by the few dimensions that live views need; hours by all, and their totals by the
/// quarter too.
/// </summary>
sealed class EventFold
{
    readonly int valuesPerCell;

    /// <param name="grain">Minutes, or hours with their quarters.</param>
    /// <param name="valuesPerCell">How many values a cell keeps.</param>
    /// <param name="table">Where the events are.</param>
    public EventFold(Grain grain, int valuesPerCell, string table = "events")
    {
        (Grain, this.valuesPerCell) = (grain, valuesPerCell);
        var parts = grain == Grain.Hour ? 4 : 1;
        Traffic = ScopePlan.Of(grain, parts, ScopeKind.Tenant, ScopeKind.Team, ScopeKind.Route);
        Keys = Matrix.Find(grain, ScopeKind.Key, CellDimensions.Total) is null ? null : ScopePlan.Of(grain, parts, ScopeKind.Key);
        IEnumerable<CellDimension> dimensions = [.. Traffic.Entries.Select(entry => entry.Dimension), .. Keys is null ? [] : Keys.Entries.Select(entry => entry.Dimension)];
        Feed = new EventFeed(Keys is null ? [.. dimensions] : [.. dimensions, CellDimensions.Key], table);
    }

    public Grain Grain { get; }

    /// <summary>What is counted of tenants, teams and routes.</summary>
    public ScopePlan Traffic { get; }

    /// <summary>What is counted of keys, if anything.</summary>
    public ScopePlan? Keys { get; }

    /// <summary>Reads what it counts, and no more.</summary>
    public EventFeed Feed { get; }

    /// <summary>An empty tally of a span.</summary>
    public SpanTally Tally(DateTime from, DateTime to) => new(this, from, to, Budget());

    public FoldBudget Budget() => new(valuesPerCell);
}
