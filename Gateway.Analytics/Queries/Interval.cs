using System.Diagnostics.CodeAnalysis;

namespace Gateway.Analytics.Queries;

/// <summary>
/// A length of bucket. Up to an hour buckets have that length and begin where the wall clock shows a multiple of it; longer ones
/// are parts of the local calendar, so a day has 23 or 25 hours when the clock changes. Weeks begin on Monday.
/// </summary>
public sealed record Interval
{
    /// <summary>An answer has at most this many buckets.</summary>
    public const int MostPoints = 750;

    const int FewestPoints = 60;

    Interval(string name, TimeSpan length) => (Name, Length) = (name, length);

    /// <summary>All intervals, finest first.</summary>
    public static IReadOnlyList<Interval> All { get; } =
    [
        new("1m", TimeSpan.FromMinutes(1)),
        new("5m", TimeSpan.FromMinutes(5)),
        new("15m", TimeSpan.FromMinutes(15)),
        new("1h", TimeSpan.FromHours(1)),
        new("6h", TimeSpan.FromHours(6)),
        new("1d", TimeSpan.FromDays(1)),
        new("1w", TimeSpan.FromDays(7)),
        new("1M", TimeSpan.FromDays(30)),
    ];

    /// <summary>The interval of that name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Interval? interval) =>
        (interval = All.FirstOrDefault(each => each.Name == name)) is not null;

    public string Name { get; }

    /// <summary>The usual length.</summary>
    public TimeSpan Length { get; }

    /// <summary>The coarsest that gives 60 to 750 buckets; the finest for short spans.</summary>
    public static Interval Auto(TimeSpan span) => All.LastOrDefault(interval => span / interval.Length >= FewestPoints) ?? All[0];

    /// <summary>Whether a span has few enough buckets.</summary>
    public bool Fits(TimeSpan span) => span / Length <= MostPoints;

    /// <summary>The last edge at or before the instant.</summary>
    internal DateTimeOffset Floor(DateTimeOffset instant, ZoneClock clock)
    {
        var local = clock.Local(instant);
        if (Length > TimeSpan.FromHours(1))
            return clock.Instant(Floor(local));

        var edge = instant.ToUniversalTime().AddTicks(-(local.Ticks % Length.Ticks));
        for (var next = Next(edge, clock); next <= instant; next = Next(edge, clock))
            edge = next;
        return edge;
    }

    /// <summary>The first edge at or after the instant.</summary>
    internal DateTimeOffset Ceiling(DateTimeOffset instant, ZoneClock clock)
    {
        var floor = Floor(instant, clock);
        return floor == instant ? floor : Next(floor, clock);
    }

    /// <summary>The edge after an edge.</summary>
    internal DateTimeOffset Next(DateTimeOffset edge, ZoneClock clock)
    {
        var local = clock.Local(edge);
        return Length > TimeSpan.FromHours(1)
            ? clock.Instant(Step(Floor(local), 1))
            : edge.AddTicks(Length.Ticks - local.Ticks % Length.Ticks);
    }

    /// <summary>The edge so many buckets before.</summary>
    internal DateTimeOffset Back(DateTimeOffset edge, int count, ZoneClock clock) => Length > TimeSpan.FromHours(1)
        ? clock.Instant(Step(Floor(clock.Local(edge)), -count))
        : Floor(edge - Length * count, clock);

    DateTime Floor(DateTime local) => Name switch
    {
        "1M" => new DateTime(local.Year, local.Month, 1),
        "1w" => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
        _ => local.AddTicks(-(local.TimeOfDay.Ticks % Length.Ticks)),
    };

    DateTime Step(DateTime local, int count) => Name == "1M" ? local.AddMonths(count) : local + Length * count;
}
