namespace Gateway.Analytics.Ingest;

/// <summary>Pauses between tries: doubling from 100 ms to the maximum, back to the start after a success.</summary>
sealed class IngestBackoff(TimeSpan maximum)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    TimeSpan next = First;

    public TimeSpan Next()
    {
        var pause = next < maximum ? next : maximum;
        next = pause * 2;
        return pause;
    }

    public void Reset() => next = First;
}
