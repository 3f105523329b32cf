using System.Globalization;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Notices;

/// <summary>When a silence holds. Hours of the week are by the wall clock of their zone, so a night stays a night when clocks change.</summary>
static class SilenceTimes
{
    static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Until when it holds that holds at this moment; null: it does not hold. The end of time where nothing ends it.</summary>
    public static DateTimeOffset? HoldsUntil(DateTimeOffset from, DateTimeOffset? to, WeeklyDocument? weekly, DateTimeOffset now)
    {
        if (now < from || now >= to)
            return null;
        var end = to ?? DateTimeOffset.MaxValue;
        if (weekly is null)
            return end;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(weekly.Zone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        // One that began yesterday may go on.
        foreach (var day in new[] { today, today.AddDays(-1) })
        {
            if (!weekly.Days.Contains(Days[(int)day.DayOfWeek]))
                continue;
            var ends = day + weekly.To + (weekly.To <= weekly.From ? TimeSpan.FromDays(1) : TimeSpan.Zero);
            if (Instant(day + weekly.From, zone) <= now && now < Instant(ends, zone))
                return Instant(ends, zone) < end ? Instant(ends, zone) : end;
        }

        return null;
    }

    public static void Check(SilenceDocument silence, FieldErrors errors, Func<string, string> at)
    {
        if (silence.To <= silence.From)
            errors.Add(at("to"), "must come after from");
        if (silence.To is null && silence.Weekly is null)
            errors.Add(at("to"), "is required but for weekly ones: a silence that nothing ends is forgotten");
        if (silence.Weekly is not { } weekly)
            return;
        if (weekly.Days.Count == 0)
            errors.Add(at("weekly.days"), $"must name at least one of {string.Join(", ", Days.Skip(1))}, sun");
        for (var i = 0; i < weekly.Days.Count; i++)
        {
            if (!Days.Contains(weekly.Days[i]))
                errors.Add(at(string.Create(CultureInfo.InvariantCulture, $"weekly.days[{i}]")), $"must be one of {string.Join(", ", Days.Skip(1))}, sun");
        }

        foreach (var (name, time) in new[] { ("from", weekly.From), ("to", weekly.To) })
        {
            if (time < TimeSpan.Zero || time >= TimeSpan.FromDays(1))
                errors.Add(at($"weekly.{name}"), "goes from 00:00:00 to 23:59:59");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(weekly.Zone, out _))
            errors.Add(at("weekly.zone"), "must be an IANA time zone, such as Europe/Paris");
    }

    /// <summary>An hour that the clock skips begins when it has skipped it; of one that comes twice it is the second.</summary>
    static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddHours(-3))).ToUniversalTime();
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
