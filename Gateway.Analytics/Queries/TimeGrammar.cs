using System.Globalization;

namespace Gateway.Analytics.Queries;

/// <summary>A point in time that a text named, and whether it moves with <c>now</c>.</summary>
readonly record struct TimePoint(DateTimeOffset Time, bool Relative);

/// <summary>
/// Times as people write them: an ISO time with offset, or <c>now</c> followed by steps. A step adds or takes away a number of
/// units (<c>-90m</c>) or goes back to the beginning of one (<c>/d</c>): <c>now-1d/d</c> is yesterday's midnight. Seconds,
/// minutes and hours are exact; days, weeks, months and years follow the wall clock of the zone. Weeks begin on Monday.
/// </summary>
static class TimeGrammar
{
    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted = "an ISO time with offset (2026-11-20T08:00:00+01:00), or now with steps such as now-90m, now/d, now-1d/d (units s m h d w M y)";

    static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    const int MostYears = 200;

    static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Latest = new(2190, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool TryParse(string text, DateTimeOffset now, ZoneClock clock, out TimePoint point)
    {
        point = default;
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            if (!TrySteps(text.AsSpan(3), now, clock, out var moved))
                return false;
            point = new TimePoint(moved.ToUniversalTime(), Relative: true);
            return true;
        }

        if (!DateTimeOffset.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || !InRange(time))
            return false;

        // The database knows microseconds.
        point = new TimePoint(time.ToUniversalTime().AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)), Relative: false);
        return true;
    }

    static bool TrySteps(ReadOnlySpan<char> rest, DateTimeOffset now, ZoneClock clock, out DateTimeOffset time)
    {
        time = now;
        for (var steps = 0; rest.Length > 0; steps++)
        {
            if (steps == 10 || rest.Length < 2)
                return false;
            var sign = rest[0];
            var digits = 0;
            while (digits < 6 && 1 + digits < rest.Length && char.IsAsciiDigit(rest[1 + digits]))
                digits++;
            if (1 + digits == rest.Length || (digits == 0) != (sign == '/'))
                return false;

            var unit = rest[1 + digits];
            var moved = sign switch
            {
                '/' => Begin(time, unit, clock),
                '+' => Add(time, int.Parse(rest.Slice(1, digits), CultureInfo.InvariantCulture), unit, clock),
                '-' => Add(time, -int.Parse(rest.Slice(1, digits), CultureInfo.InvariantCulture), unit, clock),
                _ => null,
            };
            if (moved is not { } point || !InRange(point))
                return false;
            time = point;
            rest = rest[(2 + digits)..];
        }

        return true;
    }

    static DateTimeOffset? Add(DateTimeOffset time, int count, char unit, ZoneClock clock) => unit switch
    {
        's' => time.AddSeconds(count),
        'm' => time.AddMinutes(count),
        'h' => time.AddHours(count),
        'd' => Days(time, count, clock),
        'w' => Days(time, count * 7, clock),
        'M' => Months(time, count, clock),
        'y' => Months(time, count * 12, clock),
        _ => null,
    };

    /// <summary>The same time on the wall clock some days or months away.</summary>
    static DateTimeOffset? Days(DateTimeOffset time, int count, ZoneClock clock) =>
        Math.Abs(count) > MostYears * 366 ? null : clock.Instant(clock.Local(time).AddDays(count));

    static DateTimeOffset? Months(DateTimeOffset time, int count, ZoneClock clock) =>
        Math.Abs(count) > MostYears * 12 ? null : clock.Instant(clock.Local(time).AddMonths(count));

    static DateTimeOffset? Begin(DateTimeOffset time, char unit, ZoneClock clock)
    {
        var local = clock.Local(time);
        return unit switch
        {
            's' => time.AddTicks(-(local.Ticks % TimeSpan.TicksPerSecond)),
            'm' => time.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute)),
            'h' => time.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour)),
            'd' => clock.Instant(local.Date),
            'w' => clock.Instant(local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7))),
            'M' => clock.Instant(new DateTime(local.Year, local.Month, 1)),
            'y' => clock.Instant(new DateTime(local.Year, 1, 1)),
            _ => null,
        };
    }

    static bool InRange(DateTimeOffset time) => time >= Earliest && time < Latest;
}
