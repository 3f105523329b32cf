using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries;

/// <summary>A span that is read, and the edges of its buckets where it is split by time.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">The instant after the last.</param>
/// <param name="Edges">Edges of the buckets, one more than buckets; the outer ones may lie outside of the span.</param>
sealed record Window(DateTimeOffset From, DateTimeOffset To, DateTimeOffset[] Edges)
{
    public int Buckets => Math.Max(0, Edges.Length - 1);

    /// <summary>A window with the buckets of an interval that touch it.</summary>
    public static Window Of(DateTimeOffset from, DateTimeOffset to, Interval interval, ZoneClock clock)
    {
        var edges = new List<DateTimeOffset>();
        var edge = interval.Floor(from, clock);
        for (; edge < to; edge = interval.Next(edge, clock))
            edges.Add(edge);
        edges.Add(edge);
        return new Window(from, to, [.. edges]);
    }
}

/// <summary>What is known to be recorded: from the first event on, completely until the oldest mark of the live writers.</summary>
/// <param name="First">The scope's first event that is still kept.</param>
/// <param name="CompleteUntil">Null where no writer has reported yet.</param>
/// <param name="Folds">How far the cells go, and since when raw events are kept.</param>
/// <param name="Now">When the question was asked.</param>
sealed record Recorded(DateTimeOffset? First, DateTimeOffset? CompleteUntil, FoldStatus Folds, DateTimeOffset Now)
{
    /// <summary>The end of what is complete.</summary>
    public DateTimeOffset Until => CompleteUntil < Now ? CompleteUntil.Value : Now;

    /// <summary>Whether a span lies, at least in part, where absence means zero.</summary>
    public bool Covers(DateTimeOffset from, DateTimeOffset to) => First is { } first && to > first && from < Until;

    /// <summary>The part of a span that counts for rates.</summary>
    public double Seconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, ((to < Until ? to : Until) - from).TotalSeconds);
}
