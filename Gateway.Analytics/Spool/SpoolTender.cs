using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Spool;

/// <summary>
/// The work on the disk that appends must not wait for: removes segments that everybody has passed, keeps the size cap, makes
/// the next segment, keeps the pages that will be written next writable, flushes. One thread at a time.
/// </summary>
sealed partial class SpoolTender(SegmentChain chain, IReadOnlyList<SpoolReader> readers, ISpoolDisk disk, SpoolOptions options, ILogger log)
{
    const int SizeMinimum = 1 << 20;
    const int SizeMaximum = 16 << 20;

    /// <summary>How far ahead of the last record pages are kept writable: more than a second's worth at 5,000 events/s.</summary>
    const int Ahead = 2 << 20;

    /// <summary>Size of a segment: an eighth of the cap, within limits.</summary>
    readonly int size = (int)Math.Clamp(options.MaximumBytes / 8, SizeMinimum, SizeMaximum) & ~0xFFFF;

    Segment? flushed;

    /// <summary>Why the disk cannot be used; null while it can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>What the segments take on the disk, bytes.</summary>
    public long Bytes
    {
        get
        {
            var bytes = chain.Ready?.DiskBytes ?? 0;
            for (var segment = chain.Head; segment is not null; segment = segment.Next)
                bytes += segment.DiskBytes;
            return bytes;
        }
    }

    /// <summary>One round.</summary>
    public void Tend()
    {
        while (TryRemove())
        {
        }

        Prepare();
        Try(Flush);
        Try(Touch);
    }

    /// <summary>Sees to it that appends go to the disk, and can go on there.</summary>
    public void Prepare()
    {
        MakeReady();
        if (chain.Tail is MemorySegment bridge && chain.Ready is not null && chain.TryAdvance(bridge))
            MakeReady();
    }

    /// <summary>The last round: leaves in the folder what somebody still has to read.</summary>
    public void Leave()
    {
        if (chain.TakeBack() is { } ready)
            Remove(ready, isQuiet: true);
        Try(Flush);
        if (readers.Any(reader => reader.Counts().Queued > 0))
            return;

        // A request may end late and still be in it: the memory goes with the last reference.
        for (var segment = chain.Head; segment is not null; segment = segment.Next)
            Remove(segment, isQuiet: false);
    }

    bool TryRemove()
    {
        var head = chain.Head;
        if (!chain.TryCut(head, () => readers.All(reader => reader.HasPassed(head))))
            return false;
        Remove(head, isQuiet: true);
        return true;
    }

    void MakeReady()
    {
        if (chain.Ready is not null)
            return;
        while (Bytes + size > options.MaximumBytes && TryDrop())
        {
        }

        try
        {
            chain.Prepare(disk.Create(size));
            if (Trouble is not null)
                Log.Well(log);
            Trouble = null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Say(refused.Message);

            // What only a slow sink still wants must not cost the database events.
            var before = Bytes;
            while (Bytes == before && readers[0].HasPassed(chain.Head) && TryDrop())
            {
            }
        }
    }

    // The oldest segment goes, read or not. Not the tail.
    bool TryDrop()
    {
        var victim = chain.Head;
        if (victim.Next is null)
            return false;
        var before = readers.Sum(reader => reader.Counts().Lost);
        foreach (var reader in readers)
            reader.Lose(victim);
        if (!chain.TryCut(victim, () => readers.All(reader => reader.HasPassed(victim))))
            return false;
        Remove(victim, IsQuiet(victim));
        Log.Dropped(log, options.MaximumBytes, readers.Sum(reader => reader.Counts().Lost) - before);
        return true;
    }

    /// <summary>Whether every record that has a place is published, so that nobody is writing.</summary>
    static bool IsQuiet(Segment segment)
    {
        try
        {
            var walker = new RecordWalker();
            walker.Start(segment, SegmentHeader.Length, -1);
            Step step;
            do
                step = walker.MoveNext();
            while (step == Step.Record);
            return step == Step.End;
        }
        catch (IOException)
        {
            return false;
        }
    }

    void Remove(Segment segment, bool isQuiet)
    {
        try
        {
            segment.Remove(isQuiet);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It is found and passed again by the next process.
            Say(refused.Message);
        }
    }

    void Flush()
    {
        if (options.Durability != SpoolDurability.Disk)
            return;
        var head = chain.Head;
        var from = flushed is null || flushed.First < head.First ? head : flushed;
        for (var segment = from; segment is not null; segment = segment.Next)
        {
            flushed = segment;
            (segment as MappedSegment)?.Flush();
        }
    }

    void Touch()
    {
        if (chain.Tail is MappedSegment tail)
            tail.Touch(Math.Min(tail.Taken.End, tail.Size - 1), Ahead);
        chain.Ready?.Touch(0, Ahead);
    }

    // A disk that refuses here must not be written to: appends go to another segment, and the next one is tried anew.
    void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failing) when (failing is IOException or ObjectDisposedException)
        {
            Say(failing.Message);
            if (chain.TakeBack() is { } ready)
                Remove(ready, isQuiet: true);
            if (chain.Tail is MappedSegment tail)
                chain.TryAdvance(tail, isBroken: true);
        }
    }

    void Say(string trouble)
    {
        if (Trouble is null)
            Log.Ill(log, trouble);
        Trouble = trouble;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The spool's disk cannot be used, events wait in memory: {Error}")]
        public static partial void Ill(ILogger log, string error);

        [LoggerMessage(LogLevel.Information, "The spool's disk can be used again.")]
        public static partial void Well(ILogger log);

        [LoggerMessage(LogLevel.Warning, "The spool is at its cap of {Maximum} bytes: its oldest segment gave way, {Events} events that were not read are lost.")]
        public static partial void Dropped(ILogger log, long maximum, long events);
    }
}
