using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Gateway.Analytics.Events;

namespace Gateway.Analytics.Spool;

/// <summary>Where in an append a test may stop the world.</summary>
enum AppendStep
{
    Encoded,
    Reserved,
    Written,
    Published,
}

/// <summary>
/// The segments in order, and the hot path that writes to the last of them:
/// 1 encode on the stack; 2 reserve a place and its number in one step; 3 write the body; 4 publish; 5 wake who waits.
/// <code>
/// head ─► … ─► tail ◄─ appends       ready: made ahead, takes over when the tail is full
/// </code>
/// No step waits for a disk. When no segment is ready one in memory takes its place; when that room is used up the event is
/// refused and counted.
/// </summary>
sealed class SegmentChain
{
    const int UsualLength = 2048;

    readonly Lock gate = new();
    readonly int memoryLimit;
    readonly Action<AppendStep>? at;
    readonly long[] refused = new long[Enum.GetValues<DropReason>().Length];
    readonly ulong memorySalt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    volatile OpenSegment tail;
    MappedSegment? ready;
    Segment head;
    bool isClosed;
    long wakeAt = long.MaxValue;

    /// <summary>A chain of what an earlier process left, in order, and a first segment of its own in memory.</summary>
    /// <param name="old">Segments that are only read.</param>
    /// <param name="first">The next sequence.</param>
    /// <param name="memoryLimit">How many events may be in memory.</param>
    /// <param name="at">Called at each step of an append; for tests.</param>
    public SegmentChain(IReadOnlyList<OldSegment> old, long first, int memoryLimit, Action<AppendStep>? at)
    {
        (this.memoryLimit, this.at) = (memoryLimit, at);
        tail = MemorySegment.Create(memorySalt);
        tail.Begin(first, memoryLimit);
        head = tail;
        foreach (var segment in old.Reverse())
            (segment.Next, head) = (head, segment);
    }

    /// <summary>Somebody's <see cref="WakeAtMost"/> was reached.</summary>
    public event Action? Reached;

    /// <summary>There is something to tend to: the ready segment was taken, or one is done with.</summary>
    public AutoResetEvent Untended { get; } = new(false);

    public Segment Head
    {
        get
        {
            lock (gate)
                return head;
        }
    }

    public OpenSegment Tail => tail;

    public MappedSegment? Ready => Volatile.Read(ref ready);

    /// <summary>The last sequence that was given out.</summary>
    public long Last
    {
        get
        {
            var now = tail;
            return now.First + now.Taken.Indexes - 1;
        }
    }

    /// <summary>How many events were refused for the reason.</summary>
    public long Refused(DropReason reason) => Interlocked.Read(ref refused[(int)reason]);

    [SkipLocalsInit]
    public bool TryAppend(in RequestEvent captured)
    {
        // :: Step 1
        Span<byte> usual = stackalloc byte[UsualLength];
        var length = EventCodec.Encode(in captured, usual);
        if (length >= 0)
            return TryAppend(usual[..length]);

        var large = ArrayPool<byte>.Shared.Rent(EventCodec.LengthMaximum);
        length = EventCodec.Encode(in captured, large.AsSpan(0, EventCodec.LengthMaximum));
        var isKept = length >= 0 ? TryAppend(large.AsSpan(0, length)) : Refuse(DropReason.TooLarge);
        ArrayPool<byte>.Shared.Return(large);
        return isKept;
    }

    bool TryAppend(ReadOnlySpan<byte> body)
    {
        var check = SpoolRecord.BodyCheck(body);
        at?.Invoke(AppendStep.Encoded);
        while (true)
        {
            // :: Step 2
            var segment = tail;
            if (!segment.TryReserve(SpoolRecord.Room(body.Length), segment.IndexLimit, out var offset, out var index))
            {
                if (TryAdvance(segment))
                    continue;
                return Refuse(DropReason.MemoryFull);
            }

            // :: Step 3
            at?.Invoke(AppendStep.Reserved);
            segment.Write(offset, index, body, check);

            // :: Step 4
            at?.Invoke(AppendStep.Written);
            segment.Publish(offset, body.Length);

            // :: Step 5
            at?.Invoke(AppendStep.Published);
            if (segment.First + index >= Volatile.Read(ref wakeAt))
                Wake();
            return true;
        }
    }

    /// <summary>
    /// Puts another segment behind the given one, unless that has happened. False when there is none to put; with
    /// <paramref name="isBroken"/> nothing more goes into the given one even so.
    /// </summary>
    public bool TryAdvance(OpenSegment from, bool isBroken = false)
    {
        lock (gate)
        {
            if (tail != from)
                return true;
            if (isBroken)
                from.Seal();
            var limit = ready is null ? (int)(memoryLimit - EventsInMemory()) : int.MaxValue;
            if (isClosed || limit <= 0)
                return false;
            OpenSegment next = ready is { } file ? file : MemorySegment.Create(memorySalt);
            next.Begin(from.First + from.Seal().Indexes, limit);
            from.Next = next;
            tail = next;
            ready = null;
        }

        Untended.Set();
        return true;
    }

    /// <summary>Gives the chain the segment to go on with.</summary>
    public void Prepare(MappedSegment segment)
    {
        lock (gate)
            ready = segment;
    }

    /// <summary>Takes that segment back, unless appends have gone on with it.</summary>
    public MappedSegment? TakeBack()
    {
        lock (gate)
        {
            var taken = ready;
            ready = null;
            return taken;
        }
    }

    /// <summary>Removes the head, if it is the given segment, not the tail, and <paramref name="mayGo"/> says so.</summary>
    public bool TryCut(Segment segment, Func<bool> mayGo)
    {
        lock (gate)
        {
            if (segment != head || segment.Next is not { } next || !mayGo())
                return false;
            head = next;
            return true;
        }
    }

    /// <summary>Calls with the head, which is not removed meanwhile.</summary>
    public void AtHead(Action<Segment> use)
    {
        lock (gate)
            use(head);
    }

    /// <summary>Nothing is taken any more.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            tail.Seal();
        }
    }

    public long EventsInMemory()
    {
        var events = 0L;
        for (var segment = Head; segment is not null; segment = segment.Next)
            events += segment is MemorySegment ? segment.Taken.Indexes : 0;
        return events;
    }

    /// <summary>Asks for <see cref="Reached"/> once the sequence has been given out.</summary>
    public void WakeAtMost(long sequence)
    {
        var seen = Volatile.Read(ref wakeAt);
        while (seen > sequence)
        {
            var found = Interlocked.CompareExchange(ref wakeAt, sequence, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    void Wake()
    {
        Volatile.Write(ref wakeAt, long.MaxValue);
        Reached?.Invoke();
    }

    bool Refuse(DropReason reason)
    {
        Interlocked.Increment(ref refused[(int)reason]);
        return false;
    }
}
