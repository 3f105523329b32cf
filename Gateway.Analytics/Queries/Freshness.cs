namespace Gateway.Analytics.Queries;

/// <summary>How long an answer may be given again.</summary>
static class Freshness
{
    /// <summary>What is recorded: it moves all the time, and every batch asks.</summary>
    public static readonly TimeSpan Recorded = TimeSpan.FromSeconds(1);

    /// <summary>A range that is over for longer than this changes only by rows that come late.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    static readonly TimeSpan Closed = TimeSpan.FromMinutes(5);

    static readonly TimeSpan ShortestOpen = TimeSpan.FromSeconds(1);

    static readonly TimeSpan LongestOpen = TimeSpan.FromSeconds(2);

    /// <summary>Whether a range that ends there is over for long.</summary>
    public static bool IsClosed(DateTimeOffset to, Recorded recorded) => to < recorded.Until - Settled;

    /// <summary>A failure is not kept. While a range is open its last bucket moves: a sixtieth of a bucket, 1 to 2 s.</summary>
    public static TimeSpan Of(QueryResult answer, Answering answering)
    {
        if (answer is not ShapedResult shaped)
            return TimeSpan.Zero;
        // What single requests answer now, cells answer soon.
        if (shaped.IsClosed && shaped.Source == Cells.Rollup)
            return Closed;
        var open = answering.Range.Interval.Length / 60;
        return open < ShortestOpen ? ShortestOpen : open > LongestOpen ? LongestOpen : open;
    }
}
