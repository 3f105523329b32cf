namespace Gateway.Analytics.Spool;

/// <summary>
/// One reader's way along the chain. What it has read stays until it is released; what it has not read when the size cap takes
/// a segment is lost to it alone. Read, Release and Resume are for one thread at a time, the counts for any.
/// </summary>
sealed class SpoolReader
{
    readonly Lock gate = new();
    readonly SegmentChain chain;
    readonly RecordWalker walker = new();
    readonly EventTexts texts = new();

    // Where the next event to release is: in this segment, at this offset, after so many of its events.
    volatile Segment segment;
    int offset = SegmentHeader.Length;
    int index = -1;
    int done;

    // What Read has handed out and Release has not taken back, all of one segment.
    List<Handed> handed = [];
    List<Handed> reading = [];
    Segment? handedFrom;

    // Handed out, and the segment went meanwhile: not lost yet, since their batch may still be stored.
    int limbo;
    long lost;
    long damaged;
    long released;
    TaskCompletionSource? wake;
    long wakeFrom;

    /// <summary>A reader at the chain's head.</summary>
    public SpoolReader(SegmentChain chain)
    {
        this.chain = chain;
        segment = chain.Head;
        released = segment.First - 1;
        chain.Reached += Wake;
    }

    /// <summary>Everything up to this sequence is done with.</summary>
    public long Released
    {
        get
        {
            lock (gate)
                return released;
        }
    }

    /// <summary>Whether it is past the segment.</summary>
    public bool HasPassed(Segment other) => segment != other;

    /// <inheritdoc cref="ISpoolReader.WaitAsync"/>
    public async Task WaitAsync(int count, TimeSpan atMost, TimeProvider time, CancellationToken token)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            wake = signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wakeFrom = released + count;
        }

        chain.WakeAtMost(wakeFrom);
        Wake();
        try
        {
            await signal.Task.WaitAsync(atMost, time, token);
        }
        catch (TimeoutException)
        {
            // Time is up: what is there is the batch.
        }
    }

    /// <inheritdoc cref="ISpoolReader.Read"/>
    /// <exception cref="IOException">Nothing can be read, and there is no way around it yet.</exception>
    public void Read(SpoolBatch batch)
    {
        while (true)
        {
            var (from, at, before) = Begin();
            var isLast = from == chain.Tail;
            var isOver = from.Taken.IsSealed;
            var step = Step.End;
            (batch.Count, batch.Drained) = (0, false);
            reading.Clear();
            try
            {
                walker.Start(from, at, before);
                while (batch.Count < batch.Events.Length && (step = walker.MoveNext()) == Step.Record)
                    Take(batch, from);
                batch.Drained = isLast && !isOver && step == Step.End;
            }
            catch (Exception failing) when (failing is IOException or ObjectDisposedException)
            {
                // The segment has gone meanwhile, or its disk fails: the rest of it is stepped over. The tail has to be one that
                // nobody writes to any more for that.
                if (isLast && !chain.TryAdvance((OpenSegment)from, isBroken: true))
                    throw;
                (isOver, step) = (true, Step.End);
            }

            if (!TryHandOut(from))
                continue;
            if (batch.Count > 0 || step == Step.Waiting || !isOver || !TryLeave(from))
                return;
        }
    }

    /// <summary>Frees what was read up to the sequence; answers how many events that was.</summary>
    public int Release(long throughSequence)
    {
        lock (gate)
        {
            var count = handed.FindLastIndex(one => one.Sequence <= throughSequence) + 1;
            if (count == 0)
                return 0;
            var end = handed[count - 1];
            if (handedFrom == segment)
                (offset, index, done) = (end.Offset, end.Index, done + count);
            else
                limbo -= count;
            handed.RemoveRange(0, count);
            released = Math.Max(released, end.Sequence);
            return count;
        }
    }

    /// <summary>Goes back to the oldest event that is still there.</summary>
    public void Rewind()
    {
        lock (gate)
        {
            lost += limbo;
            (limbo, handedFrom) = (0, null);
            handed.Clear();
            chain.AtHead(GoTo);
            released = segment.First - 1;
        }
    }

    /// <summary>Goes on after a sequence of before; what is no longer there is lost to this reader.</summary>
    public void GoOn(long afterSequence)
    {
        lock (gate)
            lost += Math.Max(0, segment.First - 1 - afterSequence);
        var batch = new SpoolBatch(1024);
        do
            Read(batch);
        while (Release(afterSequence) > 0);
    }

    /// <summary>The cap takes a segment: what was not read of it is lost to this reader.</summary>
    public void Lose(Segment victim)
    {
        lock (gate)
        {
            if (segment != victim || victim.Next is not { } next)
                return;
            var underway = handedFrom == victim ? handed.Count : 0;
            limbo += underway;
            lost += Unread(victim, victim.Taken, done) - underway;
            GoTo(next);
            released = Math.Max(released, next.First - 1);
        }
    }

    /// <summary>What is left to read, what was lost, what was damaged, and the last sequence they are about; one moment.</summary>
    public (long Queued, long Lost, long Damaged, long Last) Counts()
    {
        lock (gate)
        {
            var tail = chain.Tail;
            var end = tail.Taken;
            var queued = (long)limbo;
            for (var (one, skipped) = (segment, done); ; (one, skipped) = (one.Next!, 0))
            {
                queued += Unread(one, one == tail ? end : one.Taken, skipped);
                if (one == tail)
                    break;
            }

            return (queued, lost, damaged, tail.First + end.Indexes - 1);
        }
    }

    static long Unread(Segment one, Extent taken, int done) => taken.Indexes - one.Missing - done;

    void Take(SpoolBatch batch, Segment from)
    {
        var sequence = from.First + walker.Index;
        batch.Events[batch.Count] = EventCodec.Decode(walker.Body, texts);
        batch.Sequences[batch.Count++] = sequence;
        reading.Add(new Handed(sequence, walker.Offset, walker.Index));
    }

    (Segment From, int Offset, int Index) Begin()
    {
        lock (gate)
        {
            // Their segment has gone and their batch was not stored: they will not come again.
            lost += limbo;
            limbo = 0;
            handed.Clear();
            return (segment, offset, index);
        }
    }

    bool TryHandOut(Segment from)
    {
        lock (gate)
        {
            if (segment != from)
                return false;
            (handed, reading, handedFrom) = (reading, handed, from);
            return true;
        }
    }

    bool TryLeave(Segment from)
    {
        lock (gate)
        {
            if (segment != from)
                return true;
            if (from.Next is not { } next)
                return false;
            // All that could be read has been released; what is missing could not.
            damaged += Unread(from, from.Taken, done);
            GoTo(next);
        }

        chain.Untended.Set();
        return true;
    }

    void GoTo(Segment next) => (segment, offset, index, done) = (next, SegmentHeader.Length, -1, 0);

    void Wake()
    {
        TaskCompletionSource? signal;
        lock (gate)
        {
            if (wake is null)
                return;
            if (chain.Last < wakeFrom)
            {
                chain.WakeAtMost(wakeFrom);
                return;
            }

            (signal, wake) = (wake, null);
        }

        signal.TrySetResult();
    }

    readonly record struct Handed(long Sequence, int Offset, int Index);
}
