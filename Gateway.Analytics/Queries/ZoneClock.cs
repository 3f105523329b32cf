using System.Diagnostics.CodeAnalysis;

namespace Gateway.Analytics.Queries;

/// <summary>Between instants and the wall clock of a zone, with every change of the clock.</summary>
sealed class ZoneClock(string name, TimeZoneInfo zone)
{
    /// <summary>The name as asked for.</summary>
    public string Name => name;

    public static ZoneClock Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    public static bool TryFind(string name, [NotNullWhen(true)] out ZoneClock? clock)
    {
        clock = null;
        if (name is "UTC" or "Etc/UTC" or "Z")
        {
            clock = Utc;
            return true;
        }

        // A zone is a file below one folder: only the letters of IANA names get that far.
        if (name.Length is 0 or > 60 || !char.IsAsciiLetter(name[0]) || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+'))
            return false;
        try
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
                return false;
            clock = new ZoneClock(name, zone);
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            // A folder of the zone database, such as "Europe".
            return false;
        }
    }

    /// <summary>The instant with the zone's offset.</summary>
    public DateTimeOffset Show(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>What the wall clock shows at the instant.</summary>
    public DateTime Local(DateTimeOffset instant) => Show(instant).DateTime;

    /// <summary>
    /// The first instant at which the wall clock shows this time. Where the clock is set back it is the earlier one; where the
    /// clock jumps over the time it is the moment of the jump.
    /// </summary>
    public DateTimeOffset Instant(DateTime local)
    {
        var wall = new DateTimeOffset(local.Ticks, TimeSpan.Zero);
        var before = zone.GetUtcOffset(wall.AddDays(-1));
        var after = zone.GetUtcOffset(wall.AddDays(1));
        var early = wall - (before > after ? before : after);
        var late = wall - (before > after ? after : before);
        if (Local(early) == local)
            return early;
        if (Local(late) == local)
            return late;

        // Jumped over: the jump lies between the two; the clock has the later offset from there on.
        var (low, high) = (early.Ticks / TimeSpan.TicksPerSecond, late.Ticks / TimeSpan.TicksPerSecond);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (zone.GetUtcOffset(new DateTimeOffset(middle * TimeSpan.TicksPerSecond, TimeSpan.Zero)) == after)
                high = middle;
            else
                low = middle;
        }

        return new DateTimeOffset(high * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }
}
