using Gateway.Analytics.Events;

namespace Gateway.Analytics.Spool;

/// <summary>
/// Holds captured events between the request and the database. Many append at once and never wait; one reader takes them in
/// order and frees them only after its commit.
/// </summary>
public interface ISpool
{
    /// <summary>Random identity of this spool: the key of its checkpoint. Sequences count from 1 within it.</summary>
    Guid Id { get; }

    /// <summary>Keeps the event, or counts why not. Never waits, never throws.</summary>
    bool TryAppend(in RequestEvent captured);

    /// <summary>The reading side.</summary>
    ISpoolReader Reader { get; }
}

/// <summary>The one reader of a spool.</summary>
public interface ISpoolReader
{
    /// <summary>Completes when at least <paramref name="count"/> events wait or <paramref name="atMost"/> has passed.</summary>
    Task WaitAsync(int count, TimeSpan atMost, CancellationToken token);

    /// <summary>Copies up to the batch's room of the oldest unreleased events into it, without freeing them.</summary>
    void Read(SpoolBatch batch);

    /// <summary>Frees everything up to the sequence and counts what became of it, as one step.</summary>
    void Release(long throughSequence, int stored, int quarantined);

    /// <summary>All counts at one moment: they always add up.</summary>
    SpoolCounts Counts();
}

/// <summary>What went in and what became of it: <c>captured = stored + queued + quarantined + dropped</c>.</summary>
public sealed record SpoolCounts(
    long Captured, long Stored, long Queued, long Quarantined, IReadOnlyDictionary<DropReason, long> Dropped)
{
    /// <summary>The sum check.</summary>
    public bool Balanced => Captured == Stored + Queued + Quarantined + Dropped.Values.Sum();
}

/// <summary>A reusable room for one read.</summary>
public sealed class SpoolBatch(int room)
{
    public RequestEvent[] Events { get; } = new RequestEvent[room];

    public int Count { get; set; }

    /// <summary>Sequence of the first event; the others follow without gaps.</summary>
    public long FirstSequence { get; set; }

    /// <summary>True when nothing was left unread.</summary>
    public bool Drained { get; set; }

    public long LastSequence => FirstSequence + Count - 1;
}
