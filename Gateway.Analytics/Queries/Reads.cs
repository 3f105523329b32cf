namespace Gateway.Analytics.Queries;

/// <summary>The reads that a planned query needs.</summary>
static class Reads
{
    public static CellRead Of(PlannedQuery query, Window window) => new()
    {
        Window = window,
        OverTime = query.OverTime,
        ByLatency = query.Shape == Shape.Matrix,
        By = query.By,
        Conditions = query.Conditions,
        Order = query.Order,
        Limit = query.Limit,
        EveryValue = query.EveryValue,

        // Requests tell "nothing happened" from "it came to zero".
        Parts = [.. query.Measures.SelectMany(measure => measure.Parts).Prepend(Parts.Requests).Distinct()],
    };

    public static Window Window(PlannedQuery query, ResolvedRange range) => query.OverTime ? range.Series : range.Whole;
}
