namespace Gateway.Analytics.Queries;

/// <summary>From a range as written to instants and buckets, with every error at its path.</summary>
static class RangeResolver
{
    const int MostYears = 5;
    const string Auto = "auto";

    /// <summary>Null when there are errors.</summary>
    public static ResolvedRange? Resolve(TimeRange? range, DateTimeOffset now, Dictionary<string, List<string>> errors)
    {
        range ??= new TimeRange();
        if (range.Edges is { } edges)
            return ResolvedRange.Of(edges, now);
        var known = errors.Count;
        if (!ZoneClock.TryFind(range.Zone ?? "UTC", out var clock))
            errors.Report("range.zone", $"{range.Zone.Quote()} is no time zone; an IANA name such as Europe/Paris or UTC is.");
        var from = Point(range.From ?? "now-24h", "range.from", now, clock, errors);
        var to = Point(range.To ?? "now", "range.to", now, clock, errors);
        Interval? chosen = null;
        if (range.Interval is not (null or Auto) && !Interval.TryFind(range.Interval, out chosen))
            errors.Report("range.interval", $"{range.Interval.Quote()} is no interval; accepted: {Auto}, {FieldErrors.Names(Interval.All.Select(interval => interval.Name))}.");
        if (errors.Count > known || clock is null)
            return null;

        var span = to.Time - from.Time;
        if (span <= TimeSpan.Zero)
            errors.Report("range.from", "The range ends before it begins: from must be before to.");
        else if (from.Time < to.Time.AddYears(-MostYears).AddDays(-1))
            errors.Report("range.from", $"The range is longer than {MostYears} years.");
        else if (chosen is not null && !chosen.Fits(span))
            errors.Report("range.interval", $"{chosen.Name} gives more than {Interval.MostPoints} points over this range; {Interval.All.First(interval => interval.Fits(span)).Name} or longer is accepted.");
        if (errors.Count > known)
            return null;

        return ResolvedRange.Of(from, to, chosen, clock, now);
    }

    /// <summary>The range to its ends as written, for what is not cut into buckets. Null when there are errors, whose paths are <c>from</c>, <c>to</c> and <c>zone</c>.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Exact(TimeRange range, DateTimeOffset now, Dictionary<string, List<string>> errors)
    {
        var known = errors.Count;
        if (!ZoneClock.TryFind(range.Zone ?? "UTC", out var clock))
            errors.Report("zone", $"{range.Zone.Quote()} is no time zone; an IANA name such as Europe/Paris or UTC is.");
        var from = Point(range.From ?? "now-24h", "from", now, clock, errors);
        var to = Point(range.To ?? "now", "to", now, clock, errors);
        if (errors.Count > known)
            return null;
        if (from.Time < to.Time)
            return (from.Time, to.Time);
        errors.Report("from", "The range ends before it begins: from must be before to.");
        return null;
    }

    static TimePoint Point(string text, string path, DateTimeOffset now, ZoneClock? clock, Dictionary<string, List<string>> errors)
    {
        if (!TimeGrammar.TryParse(text, now, clock ?? ZoneClock.Utc, out var point))
            errors.Report(path, $"{text.Quote()} is no time; accepted: {TimeGrammar.Accepted}.");
        return point;
    }
}
