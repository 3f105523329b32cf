namespace Gateway.Analytics.Rollups;

/// <summary>
/// The hour whose minutes are being built, counted along with them: so its events are read once and not again when it is over.
/// What may have changed behind its back makes it worthless, and then the hour is counted from its events:
/// <list type="bullet">
/// <item>another node built a minute: the next one does not begin where this one stopped;</item>
/// <item>a minute was built again, or events were removed: <c>folds.changes</c> is another;</item>
/// <item>a row came late into a minute that was built: its mark stands among the stale buckets.</item>
/// </list>
/// </summary>
sealed class HourInMemory(EventFold hours)
{
    /// <summary>Some 60 MB, values and combinations together. Past it the hour is let go.</summary>
    const int MostValues = 200_000;

    SpanTally? tally;
    DateTime begin;
    DateTime through;
    long changes;
    DateTime resumed;

    /// <summary>Where the events of a span of minutes have to be counted too; null where that would not make a whole hour.</summary>
    /// <param name="from">Where the minutes begin. They lie in one hour.</param>
    /// <param name="now"><c>folds.changes</c>, read under the lease.</param>
    public SpanTally? For(DateTime from, long now)
    {
        if (tally is null || through != from || changes != now || tally.Values > MostValues)
        {
            Forget();
            if (Grain.Hour.Floor(from) != from)
                return null;
            (tally, begin, through, changes) = (hours.Tally(from, from + Grain.Hour.Length), from, from, now);
        }

        return from < begin + Grain.Hour.Length ? tally : null;
    }

    /// <summary>
    /// Empty, for an hour whose minutes are built up to here: its events so far have to be added. Null the second time in an hour:
    /// what made it worthless may do so again.
    /// </summary>
    public SpanTally? Resume(DateTime here, long now)
    {
        var hour = Grain.Hour.Floor(here).UtcDateTime;
        if (resumed == hour || here == hour)
            return null;
        resumed = hour;
        (tally, begin, through, changes) = (hours.Tally(hour, hour + Grain.Hour.Length), hour, here, now);
        return tally;
    }

    /// <summary>The minutes up to here are counted, and their cells are committed.</summary>
    public void Reached(DateTime to) => through = to;

    /// <summary>The whole hour, to be encoded; null where it is not known. It is given away.</summary>
    public SpanTally? Take(DateTime hour, long now)
    {
        var whole = begin == hour && through == hour + Grain.Hour.Length && changes == now ? tally : null;
        Forget();
        return whole;
    }

    public void Forget() => (tally, begin, through) = (null, default, default);
}
