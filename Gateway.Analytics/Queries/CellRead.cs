namespace Gateway.Analytics.Queries;

/// <summary>A key of a dimension as it is stored: a text or a number, with its tenant where ids of tenants may be equal.</summary>
readonly record struct CellKey(string Tenant, object Value);

/// <summary>
/// What has to be read for an answer: parts, grouped. Shapes are made from its cells, whatever store they came from.
/// </summary>
sealed record CellRead
{
    public required Window Window { get; init; }

    /// <summary>Whether cells are apart by bucket.</summary>
    public bool OverTime { get; init; }

    /// <summary>Whether cells are apart by band of <see cref="LatencyBands"/>.</summary>
    public bool ByLatency { get; init; }

    /// <summary>The dimension whose first values get cells of their own; the others share one.</summary>
    public Dimension? By { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }
    public required Order Order { get; init; }
    public required int Limit { get; init; }

    /// <summary>When not null, the values that get cells of their own, in place of the first ones.</summary>
    public IReadOnlyList<CellKey>? Keys { get; init; }

    /// <summary>As <see cref="Preset.EveryValue"/>.</summary>
    public bool EveryValue { get; init; }

    public required IReadOnlyList<Part> Parts { get; init; }

    /// <summary>Whether all parts add up; the others need the rows in order, and much more time.</summary>
    public bool AddsUp => Parts.All(part => part.Merge != Merge.None) && (By is null || Order.By is null || Order.By.Parts.All(part => part.Merge != Merge.None));

    /// <summary>Whether only raw events can answer it.</summary>
    public bool OfEvents => Parts.Any(part => part.OfEvents) || (By is not null && Order.By?.Parts.Any(part => part.OfEvents) == true);

    /// <summary>
    /// Reads of equal identity differ in their parts only and are done as one. Cheap and expensive ones stay apart, so a count
    /// does not fail with a percentile.
    /// </summary>
    public string Identity => string.Join('|', [
        $"{Window.From.UtcTicks}-{Window.To.UtcTicks}/{(OverTime ? Window.Buckets : 0)}",
        $"{ByLatency}{AddsUp}{OfEvents}",
        By is null ? "" : $"{By.Name} {Limit} {Order.By?.Name} {Order.Ascending} {EveryValue}",
        .. Conditions.Select(condition => condition.Identity),
    ]);

    /// <summary>Reads of which this is equal look for the same raw events; null where they look for some of their own.</summary>
    public string? Rows => OfEvents || Keys is not null ? null : string.Join('|', [
        $"{Window.From.UtcTicks}-{Window.To.UtcTicks}",
        .. Conditions.Select(condition => condition.Identity),
    ]);
}

/// <summary>The parts of one group, in the order of the read.</summary>
/// <param name="Bucket">Number of the bucket, from 0.</param>
/// <param name="Band">Number of the latency band, from 0.</param>
/// <param name="Position">Place in the order of values from 1; 0 for the rest.</param>
/// <param name="Key">The value at that position.</param>
/// <param name="IsTotal">Whether it is the sum over all values.</param>
/// <param name="Values">The parts.</param>
sealed record Cell(int Bucket, int Band, int Position, CellKey Key, bool IsTotal, double?[] Values);

/// <summary>Cells of a read, and which of their values is which part.</summary>
sealed record Cells(IReadOnlyList<Part> Parts, IReadOnlyList<Cell> All)
{
    public const string Raw = "raw";
    public const string Rollup = "rollup";

    /// <summary>Cells, and raw events for what is not in them yet or lies along the edges.</summary>
    public const string Both = "rollup and raw";

    /// <summary>The store that they came from.</summary>
    public string Source { get; init; } = Raw;

    public bool Exact { get; init; } = true;

    /// <summary>Whether edges lie elsewhere than asked for, because only coarser cells are left.</summary>
    public bool EdgesMoved { get; init; }

    /// <summary>The largest relative error of a figure; null where none is known.</summary>
    public double? ErrorBound { get; init; }

    public double? Value(Cell cell, Part part)
    {
        for (var index = 0; index < Parts.Count; index++)
        {
            if (Parts[index] == part)
                return cell.Values[index];
        }

        throw new InvalidOperationException($"{part.Name} was not read.");
    }

    public double? Value(Cell cell, Measure measure, double seconds) => measure.Value(part => Value(cell, part), seconds);
}
