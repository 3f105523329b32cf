using Gateway.Analytics.Events;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Spool;

/// <summary>
/// The spool in the data folder: what was captured outlives the process. See <see cref="SegmentChain"/> for the hot path,
/// <see cref="SpoolTender"/> for the work beside it, <see cref="SpoolReader"/> for the way out.
/// </summary>
public sealed partial class DiskSpool : ISpool, ISpoolReader, IDisposable
{
    const string Database = "database";

    readonly ISpoolDisk disk;
    readonly TimeProvider time;
    readonly ILogger log;
    readonly SegmentChain chain;
    readonly List<SpoolReader> readers = [];
    readonly SpoolReader reader;
    readonly SpoolTender tender;
    readonly SpoolOptions options;
    readonly SpoolBatch skipping = new(1024);
    readonly Lock gate = new();
    readonly long begun;
    readonly long torn;
    SpoolIdentity identity;
    SpoolIdentity? savedIdentity;
    bool isKnown;
    long claim;
    long committed;
    long recovered;
    long stored;
    long quarantined;

    /// <summary>Opens the spool of the folder, or makes it. Never refuses: without a disk it begins in memory.</summary>
    /// <param name="at">Called at each step of an append; for tests.</param>
    internal DiskSpool(ISpoolDisk disk, SpoolOptions options, TimeProvider time, ILogger log, Action<AppendStep>? at = null)
    {
        (this.disk, this.options, this.time, this.log) = (disk, options, time, log);
        var old = disk.Open();
        savedIdentity = disk.Identity();
        identity = savedIdentity ?? new SpoolIdentity(Guid.NewGuid(), 0);
        var position = disk.Position(Database);
        var last = Math.Max(Math.Max(identity.Floor, position?.Released ?? 0), old.Count == 0 ? 0 : old[^1].First + old[^1].Taken.Indexes - 1);
        claim = position is { Claim: < long.MaxValue } ? position.Value.Claim : last;
        committed = position?.Committed ?? 0;
        begun = last + 1;
        chain = new SegmentChain(old, begun, options.Capacity, at);
        readers.Add(reader = new SpoolReader(chain));
        tender = new SpoolTender(chain, readers, disk, options, log);
        Skip(position?.Released ?? 0);
        stored = 0;
        torn = old.Where(segment => segment.First + segment.Taken.Indexes > reader.Released).Sum(segment => segment.Damaged);
        var (queued, _, damaged, _) = reader.Counts();
        recovered = queued + damaged + torn;
        if (recovered > 0)
            Log.Recovered(log, queued, damaged + torn);
        Save();
        tender.Prepare();
    }

    public Guid Id => identity.Id;

    public ISpoolReader Reader => this;

    public long Next => reader.Released + 1;

    /// <summary>For who tends to it.</summary>
    internal WaitHandle Untended => chain.Untended;

    public bool TryAppend(in RequestEvent captured) => chain.TryAppend(in captured);

    public SpoolState State() => new(tender.Bytes, options.MaximumBytes, chain.EventsInMemory(), tender.Trouble);

    public Task WaitAsync(int count, TimeSpan atMost, CancellationToken token) => reader.WaitAsync(count, atMost, time, token);

    public void Read(SpoolBatch batch) => reader.Read(batch);

    public void Release(long throughSequence, int stored, int quarantined)
    {
        lock (gate)
        {
            if (reader.Release(throughSequence) != stored + quarantined)
                throw new ArgumentOutOfRangeException(nameof(throughSequence), throughSequence, "It was read otherwise.");
            this.stored += stored;
            this.quarantined += quarantined;
            committed = Math.Max(committed, throughSequence);
        }

        Save();
    }

    public bool Resume(SpoolCheckpoint found)
    {
        if (IsForeign(found))
        {
            TakeNewIdentity(found);
            return false;
        }

        var done = Math.Max(found.Sequence, identity.Floor);
        if (done < reader.Released)
            TakeUpAgain(done);
        Skip(done, found.Quarantined);
        (isKnown, claim) = (true, long.MaxValue);
        Save();
        return true;
    }

    public SpoolCounts Counts()
    {
        lock (gate)
        {
            var (queued, lost, damaged, last) = reader.Counts();
            var dropped = Enum.GetValues<DropReason>().ToDictionary(reason => reason, chain.Refused);
            var captured = recovered + (last - begun + 1) + dropped.Values.Sum();
            dropped[DropReason.SpoolFull] += lost;
            dropped[DropReason.Damaged] += damaged + torn;
            return new SpoolCounts(captured, stored, queued, quarantined, dropped, recovered);
        }
    }

    /// <summary>
    /// Adds a reader with a position of its own, kept in the folder under its name. To be called before the first
    /// <see cref="Tend"/>, which removes what nobody wants.
    /// </summary>
    internal SinkReader AddReader(string name)
    {
        var added = new SinkReader(name, new SpoolReader(chain), disk, time);
        readers.Add(added.Inner);
        return added;
    }

    /// <summary>One round of the work beside the hot path.</summary>
    internal void Tend() => tender.Tend();

    /// <summary>Takes nothing more. What waits stays in the folder for the next process.</summary>
    public void Dispose()
    {
        chain.Close();
        Save();
        tender.Leave();
    }

    // A database that has more than this folder can have given it was fed from another copy of the folder; so was one where
    // another process has registered since and gone on from where this one was.
    bool IsForeign(SpoolCheckpoint found) =>
        isKnown ? found.Sequence > chain.Last || (found.HeldByOther && found.Sequence >= reader.Released) : found.Sequence > claim;

    void TakeNewIdentity(SpoolCheckpoint found)
    {
        // Up to the claim the copies are the same, so these are stored. What comes after is this process's own.
        if (!isKnown)
            Skip(Math.Min(found.Sequence, claim), found.Quarantined);
        var former = identity.Id;
        lock (gate)
            (identity, committed) = (new SpoolIdentity(Guid.NewGuid(), reader.Released), 0);
        Save();
        Log.NewIdentity(log, former, identity.Id);
    }

    void TakeUpAgain(long checkpoint)
    {
        lock (gate)
        {
            var before = reader.Counts();
            reader.Rewind();
            var after = reader.Counts();
            recovered += after.Queued + after.Lost - before.Queued - before.Lost;
        }

        var gone = Math.Min(committed, reader.Released) - checkpoint;
        if (gone > 0)
            Log.Gone(log, gone);
        committed = checkpoint;
    }

    /// <summary>Frees what is stored already.</summary>
    void Skip(long throughSequence, int quarantined = 0)
    {
        lock (gate)
        {
            var count = reader.Release(throughSequence);
            int freed;
            do
            {
                reader.Read(skipping);
                freed = reader.Release(throughSequence);
                count += freed;
            }
            while (freed > 0);
            stored += count - Math.Min(quarantined, count);
            this.quarantined += Math.Min(quarantined, count);
            committed = Math.Max(committed, throughSequence);
        }
    }

    void Save()
    {
        try
        {
            if (savedIdentity != identity)
                disk.Save(identity);
            savedIdentity = identity;
            disk.Save(Database, new SpoolPosition(reader.Released, committed, claim));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The database knows better anyway; the tender says what is wrong with the disk.
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The spool holds {Count} events of an earlier process; {Damaged} could not be read.")]
        public static partial void Recovered(ILogger log, long count, long damaged);

        [LoggerMessage(LogLevel.Warning, "The database knows more of spool {Former} than this folder can have given it: the folder was restored or copied. It goes on as spool {Id}.")]
        public static partial void NewIdentity(ILogger log, Guid former, Guid id);

        [LoggerMessage(LogLevel.Warning, "The database was restored to an older state: up to {Count} events that it had are no longer in the spool.")]
        public static partial void Gone(ILogger log, long count);
    }
}
