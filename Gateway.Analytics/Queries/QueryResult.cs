using System.Text.Json.Serialization;

namespace Gateway.Analytics.Queries;

/// <summary>The answer to a batch: results by the name of their query, or what is wrong with the request.</summary>
public sealed record QueryAnswer
{
    public required IReadOnlyDictionary<string, QueryResult> Results { get; init; }

    /// <summary>Path of a field → what is wrong and what is accepted. When not empty, nothing was run.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, List<string>> Errors { get; init; } = new Dictionary<string, List<string>>();
}

/// <summary>One result. A failed query has its error in place of a shape.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "shape")]
[JsonDerivedType(typeof(NumberResult), "number")]
[JsonDerivedType(typeof(SeriesResult), "series")]
[JsonDerivedType(typeof(RankingResult), "ranking")]
[JsonDerivedType(typeof(TableResult), "table")]
[JsonDerivedType(typeof(MatrixResult), "matrix")]
[JsonDerivedType(typeof(FailedResult))]
public abstract record QueryResult;

/// <summary>A query that failed alone; the others of its batch still answer.</summary>
public sealed record FailedResult(QueryProblem Error) : QueryResult;

/// <summary>What went wrong, as a problem (RFC 9457).</summary>
public sealed record QueryProblem(int Status, string Title, string? Detail = null)
{
    /// <summary>Errors by path of the field, for a query that was refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, List<string>>? Errors { get; init; }

    /// <summary>For a question that what is kept cannot answer: from here on it can be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CoveredFrom { get; init; }
}

/// <summary>What every shape says about itself.</summary>
public abstract record ShapedResult : QueryResult
{
    /// <summary>The unit that all figures share; null when they differ.</summary>
    public string? Unit { get; init; }

    public DateTimeOffset From { get; init; }
    public DateTimeOffset To { get; init; }
    public string Zone { get; init; } = "";

    /// <summary>Null for shapes without time.</summary>
    public string? Interval { get; init; }

    /// <summary>Until here nothing is missing; null when no writer has ever reported.</summary>
    public DateTimeOffset? CompleteUntil { get; init; }

    /// <summary>Whether the range has been over for so long that only rows that come late change the answer.</summary>
    [JsonIgnore]
    public bool IsClosed { get; init; }

    /// <summary>The store that answered.</summary>
    public string Source { get; init; } = "";

    public bool Exact { get; init; }

    /// <summary>Whether buckets begin and end elsewhere than asked for, because only coarser sums are left.</summary>
    [JsonIgnore]
    public bool EdgesMoved { get; init; }

    /// <summary>The largest relative error; null where the answer is exact.</summary>
    public double? ErrorBound { get; init; }

    /// <summary>Why the answer is empty; null when it is not.</summary>
    public string? Reason { get; init; }

    /// <summary>Why the span that was to be compared with is left out: what is kept cannot answer for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotCompared { get; init; }
}

/// <summary>One figure.</summary>
public sealed record NumberResult : ShapedResult
{
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required double? Value { get; init; }

    /// <summary>The figure of the span compared with.</summary>
    public required double? Previous { get; init; }

    /// <summary>Value less previous, in the figure's unit.</summary>
    public required double? Delta { get; init; }

    /// <summary>Delta by previous; null where previous is 0.</summary>
    public required double? Change { get; init; }
}

/// <summary>Lines over time. A null is a bucket in which nothing was recorded.</summary>
public sealed record SeriesResult : ShapedResult
{
    /// <summary>Beginnings of the buckets; the last one ends at <see cref="ShapedResult.To"/> or later.</summary>
    public required IReadOnlyList<DateTimeOffset> Buckets { get; init; }

    /// <summary>What splits the lines beside time, and what is then counted; both null where each line is a measure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Dimension { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Measure { get; init; }

    public required IReadOnlyList<SeriesLine> Series { get; init; }

    /// <summary>The lines of the span compared with, aligned by position.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesComparison? Compare { get; init; }
}

public sealed record SeriesComparison(IReadOnlyList<DateTimeOffset> Buckets, IReadOnlyList<SeriesLine> Series);

/// <summary>One line: a measure, or one value of a dimension.</summary>
public sealed record SeriesLine
{
    /// <summary>The measure's name, or the value (<c>(none)</c>, <c>(other)</c> for the rest).</summary>
    public required string Name { get; init; }

    public required string Label { get; init; }
    public required string Unit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tenant { get; init; }

    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>Buckets that are not wholly inside the range and the record.</summary>
    public required IReadOnlyList<bool> Partial { get; init; }
}

/// <summary>The first values of a dimension, the rest added up exactly, and the total.</summary>
public sealed record RankingResult : ShapedResult
{
    public required string Dimension { get; init; }
    public required IReadOnlyList<Column> Measures { get; init; }
    public required IReadOnlyList<RankingRow> Rows { get; init; }

    /// <summary>All values that have no row; null when every value has one.</summary>
    public required IReadOnlyDictionary<string, double?>? Other { get; init; }

    public required IReadOnlyDictionary<string, double?> Total { get; init; }
}

/// <summary>A measure or a column of a table.</summary>
public sealed record Column(string Name, string Label, string Unit);

public sealed record RankingRow
{
    /// <summary>The value; null for "none".</summary>
    public required string? Key { get; init; }

    public required string Label { get; init; }

    /// <summary>Whose value it is, where ids of several tenants are seen.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tenant { get; init; }

    public required IReadOnlyDictionary<string, double?> Values { get; init; }

    /// <summary>The figures of the span compared with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double?>? Previous { get; init; }
}

/// <summary>Several figures: a row for each measure, with <c>value</c>, and <c>previous</c>, <c>delta</c>, <c>change</c> where compared.</summary>
public sealed record TableResult : ShapedResult
{
    public required IReadOnlyList<string> Columns { get; init; }
    public required IReadOnlyList<TableRow> Rows { get; init; }
}

public sealed record TableRow(string Key, string Label, string Unit, IReadOnlyDictionary<string, double?> Values);

/// <summary>Requests by time and band of duration.</summary>
public sealed record MatrixResult : ShapedResult
{
    /// <summary>Beginnings of the buckets.</summary>
    public required IReadOnlyList<DateTimeOffset> X { get; init; }

    /// <summary>Names of the bands.</summary>
    public required IReadOnlyList<string> Y { get; init; }

    /// <summary>The bands as values of the dimension <c>latencyBand</c>, to filter by one.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Lower bounds of the bands in milliseconds.</summary>
    public required IReadOnlyList<double> LowerMs { get; init; }

    /// <summary>Rows are bands, columns are buckets.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Values { get; init; }

    public required IReadOnlyList<bool> Partial { get; init; }
}
