using Gateway.Analytics.Queries.FromCells;

namespace Gateway.Analytics.Queries;

/// <summary>What the queries of one batch have in common while they are answered.</summary>
/// <param name="Scope">Who asks.</param>
/// <param name="Batch">What is asked.</param>
/// <param name="Range">The batch's range, in the buckets of the query that is answered.</param>
/// <param name="Recorded">What is known.</param>
/// <param name="Reads">Of the batch.</param>
/// <param name="Labels">Names.</param>
sealed record Answering(QueryScope Scope, PlannedBatch Batch, ResolvedRange Range, Recorded Recorded, SharedReads Reads, Labels Labels)
{
    public bool Compares => Batch.Compare != Comparison.None;

    public DateTimeOffset Show(DateTimeOffset instant) => Range.Clock.Show(instant);

    /// <summary>Why an answer without a matching request is empty.</summary>
    string? Reason(Window window, bool anyRequest) =>
        anyRequest ? null
        : Recorded.First is null ? "nothing recorded yet"
        : Recorded.Covers(window.From, window.To) ? "no request in this range matches"
        : "nothing recorded in this range";

    /// <summary>A figure of a span, with the difference between zero and nothing.</summary>
    public double? Figure(Cells cells, Cell? cell, Measure measure, DateTimeOffset from, DateTimeOffset to)
    {
        if (cell is not null && cells.Value(cell, Parts.Requests) > 0)
            return cells.Value(cell, measure, Recorded.Seconds(from, to));
        return Recorded.Covers(from, to) ? measure.Empty : null;
    }

    public static IReadOnlyList<Column> Columns(PlannedQuery query) =>
        [.. query.Measures.Select(measure => new Column(measure.Name, measure.Label, measure.Unit))];

    /// <summary>What is read of the span to compare with, or why it is left out: the answer itself stands without it.</summary>
    public static async Task<(T? Found, string? Missing)> ComparedAsync<T>(Task<T>? reading)
        where T : class
    {
        try
        {
            return (reading is null ? null : await reading, null);
        }
        catch (NotCoveredException missing)
        {
            return (null, missing.Advice);
        }
    }

    /// <summary>Adds what every shape says about itself.</summary>
    public ShapedResult Frame(ShapedResult result, PlannedQuery query, Window window, Cells cells, bool anyRequest) => result with
    {
        Unit = query.Unit,
        From = Show(window.From),
        To = Show(window.To),
        Zone = Range.Clock.Name,
        Interval = query.OverTime ? Range.Interval.Name : null,
        CompleteUntil = Recorded.CompleteUntil is { } until ? Show(until) : null,
        IsClosed = Freshness.IsClosed(window.To, Recorded),
        Source = cells.Source,
        Exact = cells.Exact,
        EdgesMoved = cells.EdgesMoved,
        ErrorBound = cells.ErrorBound,
        Reason = Reason(window, anyRequest),
    };
}
