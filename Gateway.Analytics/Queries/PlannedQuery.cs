namespace Gateway.Analytics.Queries;

/// <summary>The shapes of answers.</summary>
enum Shape
{
    Number,
    Table,
    Series,
    Ranking,
    Matrix,
}

/// <summary>What a ranking is ordered by; no measure means the order of the values themselves.</summary>
sealed record Order(Measure? By, bool Ascending);

/// <summary>A query that can run: everything is checked and resolved except who asks.</summary>
sealed record PlannedQuery
{
    public required string Ref { get; init; }
    public string? Preset { get; init; }
    public required IReadOnlyList<Measure> Measures { get; init; }
    public required Shape Shape { get; init; }

    /// <summary>The dimension of a ranking, or of the lines of a series.</summary>
    public Dimension? By { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }
    public required Order Order { get; init; }
    public required int Limit { get; init; }

    /// <summary>The preset's own length of buckets.</summary>
    public Interval? Interval { get; init; }

    /// <summary>As <see cref="Preset.EveryValue"/>.</summary>
    public bool EveryValue { get; init; }

    /// <summary>Equal for queries that give equal answers over the same range.</summary>
    public string Identity => string.Join('|', [
        $"{Shape} {By?.Name} {Order.By?.Name} {Order.Ascending} {Limit} {EveryValue}",
        string.Join(' ', Measures.Select(measure => measure.Name)),
        .. Conditions.Select(condition => condition.Identity),
    ]);

    public bool OverTime => Shape is Shape.Series or Shape.Matrix;

    /// <summary>The unit that all measures share, else null.</summary>
    public string? Unit => Measures.Select(measure => measure.Unit).Distinct().ToArray() is [var only] ? only : null;
}

/// <summary>A batch: its common range and its queries, each planned or with its errors.</summary>
sealed record PlannedBatch(
    ResolvedRange Range,
    Comparison Compare,
    IReadOnlyList<PlannedQuery> Queries,
    IReadOnlyList<RefusedQuery> Refused);

/// <summary>A query that cannot run, with its errors by path.</summary>
sealed record RefusedQuery(string Ref, Dictionary<string, List<string>> Errors);
