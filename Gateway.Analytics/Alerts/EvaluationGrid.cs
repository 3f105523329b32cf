using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>
/// The moments at which an alert is evaluated and the window that each looks at. Both follow from the alert alone, never from when
/// somebody got round to it, so live evaluation and back-test look at the same.
/// <code>
/// ticks      |----every----|----every----|        at whole multiples of every, moved by up to 10 s so that not all meet
/// window  [--window--) ends at the last edge before the tick
/// buckets [b)[b)[b)[b)     all whole, so that none is measured by a part of its time
/// </code>
/// Who looks each minute or more rarely gets whole minutes, which the sums hold ready; who looks more often gets windows of single
/// requests that end to the second.
/// </summary>
public sealed record EvaluationGrid
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Longest window that may end within a minute: it is read from single requests.</summary>
    static readonly TimeSpan LongestFine = TimeSpan.FromMinutes(15);

    static readonly TimeSpan MostMoved = TimeSpan.FromSeconds(10);

    /// <param name="window">Length of the window.</param>
    /// <param name="every">Time between two evaluations.</param>
    /// <param name="name">Of the alert; those with different names are spread over some seconds.</param>
    public EvaluationGrid(TimeSpan window, TimeSpan every, string name)
    {
        (Window, Every) = (window, every);
        Bucket = window <= Minute ? window : BucketOf(window);
        Step = every < Minute && window <= LongestFine ? StepOf(every) : Bucket > Minute ? Bucket : Minute;
        var most = (long)Math.Min(MostMoved.TotalSeconds, every.TotalSeconds);
        Moved = TimeSpan.FromSeconds(StableHash(name) % (ulong)Math.Max(1, most));
    }

    public TimeSpan Window { get; }

    public TimeSpan Every { get; }

    /// <summary>Length of the buckets that a window is cut into.</summary>
    public TimeSpan Bucket { get; }

    /// <summary>Windows end at multiples of this.</summary>
    public TimeSpan Step { get; }

    internal TimeSpan Moved { get; }

    public int Buckets => (int)(Window / Bucket);

    /// <summary>Lengths of bucket that windows may have, and from which window on.</summary>
    internal static TimeSpan BucketOf(TimeSpan window) =>
        window <= TimeSpan.FromHours(12) ? Minute : window <= TimeSpan.FromDays(1) ? TimeSpan.FromMinutes(5) : TimeSpan.FromMinutes(15);

    /// <summary>The last tick at or before the moment.</summary>
    public DateTimeOffset Tick(DateTimeOffset moment) => Floor(moment - Moved, Every) + Moved;

    /// <summary>The end of the window of a tick.</summary>
    public DateTimeOffset EndOf(DateTimeOffset tick) => Floor(tick, Step);

    /// <summary>The earlier window's end.</summary>
    internal static DateTimeOffset EndOf(DateTimeOffset end, TimeSpan window, Earlier against, ZoneClock clock) => against switch
    {
        Earlier.Previous => end - window,
        Earlier.Day => clock.Instant(clock.Local(end).AddDays(-1)).ToUniversalTime(),
        _ => clock.Instant(clock.Local(end).AddDays(-7)).ToUniversalTime(),
    };

    /// <summary>The largest part of a minute that is no longer than the time between two ticks.</summary>
    static TimeSpan StepOf(TimeSpan every)
    {
        var seconds = (int)every.TotalSeconds;
        while (60 % seconds != 0)
            seconds--;
        return TimeSpan.FromSeconds(seconds);
    }

    internal static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan length) =>
        new(instant.UtcTicks - instant.UtcTicks % length.Ticks, TimeSpan.Zero);

    // FNV-1a: equal on every node and in every version.
    static ulong StableHash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in name)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
