namespace Gateway.Analytics.Requests;

/// <summary>How far a spool's events were stored at one moment: all up to the sequence, and all that ended before the watermark.</summary>
readonly record struct SpoolMark(long Sequence, DateTime? Watermark);

/// <summary>Events of one spool that were stored between two looks.</summary>
/// <param name="Spool">The spool's number.</param>
/// <param name="After">The last sequence of before.</param>
/// <param name="Through">The last sequence of now.</param>
/// <param name="Since">None of them ended earlier.</param>
readonly record struct SpoolNews(int Spool, long After, long Through, DateTime Since);

/// <summary>
/// Up to where a tail has read. The checkpoint of a spool is written in the transaction of its rows, so between two looks at the
/// checkpoints lie exactly the rows that came, each once; the watermark of the earlier look says how far back in time these can be.
/// </summary>
sealed class TailPosition(IReadOnlyDictionary<int, SpoolMark> marks)
{
    /// <summary>
    /// How old an event may be that is still live. After an outage a node stores what it kept; who watches then wants to see now,
    /// and the list has the rest.
    /// </summary>
    static readonly TimeSpan Live = TimeSpan.FromMinutes(1);

    /// <summary>What came since, with a spool that was not there before from its first event on. Empty when nothing did.</summary>
    public IReadOnlyList<SpoolNews> NewsOf(IReadOnlyDictionary<int, SpoolMark> current, DateTimeOffset now)
    {
        var oldest = (now - Live).UtcDateTime;
        var news = new List<SpoolNews>();
        foreach (var (spool, mark) in current)
        {
            var before = marks.GetValueOrDefault(spool);
            if (mark.Sequence > before.Sequence)
                news.Add(new SpoolNews(spool, before.Sequence, mark.Sequence, before.Watermark is { } since && since > oldest ? since : oldest));
        }

        return news;
    }
}
