namespace Gateway.Analytics.Queries;

/// <summary>What to compare with.</summary>
enum Comparison
{
    None,

    /// <summary>The span of equal length just before.</summary>
    Previous,

    /// <summary>The same hours of the day before.</summary>
    Day,

    /// <summary>The same days of the week before.</summary>
    Week,
}

/// <summary>
/// A range with its interval. An end that moves with <c>now</c> is moved outward to an edge, so equal views ask for equal spans;
/// an absolute end stays where it is and may leave a partial bucket.
/// </summary>
/// <param name="Clock">The zone.</param>
/// <param name="Interval">Length of the buckets.</param>
/// <param name="Whole">For answers without time: its ends lie on edges of the automatic interval.</param>
/// <param name="Series">For answers over time.</param>
/// <param name="Now">When the question was asked.</param>
sealed record ResolvedRange(ZoneClock Clock, Interval Interval, Window Whole, Window Series, DateTimeOffset Now)
{
    TimePoint Begin { get; init; }

    TimePoint End { get; init; }

    /// <summary>Whether the question names the interval.</summary>
    bool IsChosen { get; init; }

    /// <param name="from">First instant.</param>
    /// <param name="to">The instant after the last.</param>
    /// <param name="chosen">The interval that the question names; null where it leaves that to us.</param>
    /// <param name="clock">The zone.</param>
    /// <param name="now">When the question was asked.</param>
    public static ResolvedRange Of(TimePoint from, TimePoint to, Interval? chosen, ZoneClock clock, DateTimeOffset now)
    {
        var auto = Interval.Auto(to.Time - from.Time);
        var whole = Snap(from, to, auto, clock);
        return new ResolvedRange(clock, auto, new Window(whole.From, whole.To, []), Cut(from, to, auto, clock), now)
        {
            Begin = from,
            End = to,
            IsChosen = chosen is not null,
        }.Cut(chosen);
    }

    /// <summary>A range in buckets of one's own, which may begin anywhere.</summary>
    public static ResolvedRange Of(IReadOnlyList<DateTimeOffset> edges, DateTimeOffset now) =>
        new(ZoneClock.Utc, Interval.All[0], new Window(edges[0], edges[^1], []), new Window(edges[0], edges[^1], [.. edges]), now)
        {
            Begin = new TimePoint(edges[0], Relative: false),
            End = new TimePoint(edges[^1], Relative: false),
            IsChosen = true,
        };

    /// <summary>The range in buckets of this length, unless the question names another one or they would be too many.</summary>
    public ResolvedRange Usually(Interval? interval) =>
        IsChosen || interval?.Fits(End.Time - Begin.Time) == false ? this : Cut(interval);

    ResolvedRange Cut(Interval? interval) =>
        interval is null ? this : this with { Interval = interval, Series = Cut(Begin, End, interval, Clock) };

    static Window Cut(TimePoint from, TimePoint to, Interval interval, ZoneClock clock)
    {
        var series = Snap(from, to, interval, clock);
        return Window.Of(series.From, series.To, interval, clock);
    }

    static (DateTimeOffset From, DateTimeOffset To) Snap(TimePoint from, TimePoint to, Interval interval, ZoneClock clock) =>
        (from.Relative ? interval.Floor(from.Time, clock) : from.Time, to.Relative ? interval.Ceiling(to.Time, clock) : to.Time);

    /// <summary>Equal for ranges that give equal answers.</summary>
    public string Identity => $"{Clock.Name} {Interval.Name} {Whole.From.UtcTicks}-{Whole.To.UtcTicks} {Series.From.UtcTicks}-{Series.To.UtcTicks}/{Series.Buckets}";

    /// <summary>The window to compare with.</summary>
    public Window Compared(Window window, Comparison with)
    {
        if (window.Buckets > 0)
            return ComparedBuckets(window, with);
        var until = window.To < Now ? window.To : Now > window.From ? Now : window.To;
        return with == Comparison.Previous
            ? new Window(window.From - (until - window.From), window.From, [])
            : new Window(Shift(window.From, with), Shift(until, with), []);
    }

    /// <summary>As many buckets as the window has, so that the two lie on each other by position.</summary>
    Window ComparedBuckets(Window window, Comparison with)
    {
        var first = window.Edges[0];
        var edge = with == Comparison.Previous
            ? Interval.Back(first, window.Buckets, Clock)
            : Interval.Floor(Shift(first, with), Clock);
        var edges = new DateTimeOffset[window.Edges.Length];
        for (var index = 0; index < edges.Length; index++, edge = Interval.Next(edge, Clock))
            edges[index] = edge;
        return new Window(edges[0], edges[^1], edges);
    }

    DateTimeOffset Shift(DateTimeOffset instant, Comparison with) =>
        Clock.Instant(Clock.Local(instant).AddDays(with == Comparison.Day ? -1 : -7));
}
