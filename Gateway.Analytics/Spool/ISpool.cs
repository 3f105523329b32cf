using Gateway.Analytics.Events;

namespace Gateway.Analytics.Spool;

/// <summary>
/// Holds captured events between the request and the database. Many append at once and never wait; readers take them in order,
/// each with a position of its own.
/// </summary>
public interface ISpool
{
    /// <summary>Random identity of this spool: the key of its checkpoint. Sequences grow within it, with gaps where a process died.</summary>
    Guid Id { get; }

    /// <summary>Keeps the event, or counts why not. Never waits, never throws, allocates nothing.</summary>
    bool TryAppend(in RequestEvent captured);

    /// <summary>The reader for the database: its counts are the sum check.</summary>
    ISpoolReader Reader { get; }

    /// <summary>Where the spool stands with its disk.</summary>
    SpoolState State();
}

/// <summary>The reader of a spool that feeds the database.</summary>
public interface ISpoolReader
{
    /// <summary>Completes when about <paramref name="count"/> events wait or <paramref name="atMost"/> has passed.</summary>
    Task WaitAsync(int count, TimeSpan atMost, CancellationToken token);

    /// <summary>Copies the oldest unreleased events into the batch, as many as lie together and have room, without freeing them.</summary>
    void Read(SpoolBatch batch);

    /// <summary>Frees what was read up to the sequence and counts what became of it, as one step.</summary>
    void Release(long throughSequence, int stored, int quarantined);

    /// <summary>The first sequence that has not been released.</summary>
    long Next { get; }

    /// <summary>
    /// Goes on from what the database knows: frees what it has, takes up again what it has lost (a restored backup) and is
    /// still here. False when that cannot be this spool's own past: it has taken a new <see cref="ISpool.Id"/>, to be
    /// registered instead.
    /// </summary>
    bool Resume(SpoolCheckpoint found);

    /// <summary>All counts at one moment: they always add up.</summary>
    SpoolCounts Counts();
}

/// <summary>What the database knows of a spool.</summary>
/// <param name="Sequence">Everything up to it is done with; 0 when it knows nothing.</param>
/// <param name="Quarantined">How many of those that the spool still holds were set aside.</param>
/// <param name="HeldByOther">Another process has registered the spool since this one did.</param>
public sealed record SpoolCheckpoint(long Sequence, int Quarantined, bool HeldByOther);

/// <summary>
/// What this process took over and captured, and what became of it: <c>captured = stored + queued + quarantined + dropped</c>.
/// Counts begin anew with each process: what it finds in the spool counts as captured, so nothing is lost between two of them.
/// </summary>
/// <param name="Captured">Events that this process captured or found in the spool.</param>
/// <param name="Recovered">Those of them that it found: left by an earlier process, or taken up again for a restored database.</param>
public sealed record SpoolCounts(
    long Captured, long Stored, long Queued, long Quarantined, IReadOnlyDictionary<DropReason, long> Dropped, long Recovered = 0)
{
    /// <summary>The sum check.</summary>
    public bool Balanced => Captured == Stored + Queued + Quarantined + Dropped.Values.Sum();
}

/// <summary>Where the spool stands with its disk.</summary>
/// <param name="Bytes">What its segments take in the data folder.</param>
/// <param name="MaximumBytes">What they may take.</param>
/// <param name="InMemory">Events that only memory holds.</param>
/// <param name="Trouble">Why the disk cannot be used; null while it can.</param>
public sealed record SpoolState(long Bytes, long MaximumBytes, long InMemory, string? Trouble);

/// <summary>A reusable room for one read.</summary>
public sealed class SpoolBatch(int room)
{
    public RequestEvent[] Events { get; } = new RequestEvent[room];

    /// <summary>Sequence of each event; growing, with gaps where a process died.</summary>
    public long[] Sequences { get; } = new long[room];

    public int Count { get; internal set; }

    /// <summary>True when nothing was left unread.</summary>
    public bool Drained { get; internal set; }

    public long LastSequence => Sequences[Count - 1];
}
