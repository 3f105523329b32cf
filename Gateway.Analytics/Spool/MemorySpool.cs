using Gateway.Analytics.Events;

namespace Gateway.Analytics.Spool;

/// <summary>
/// A bounded spool in memory. Events lie in blocks that are made as needed and reused, so a quiet gateway holds one block and
/// a steady one allocates nothing per event. Its id is new with each process, as what it holds dies with the process.
/// </summary>
public sealed class MemorySpool(SpoolOptions options, TimeProvider time) : ISpool, ISpoolReader
{
    const int BlockSize = 1024;

    readonly Lock gate = new();
    readonly List<RequestEvent[]> blocks = [];
    readonly Stack<RequestEvent[]> free = [];
    readonly long[] dropped = new long[Enum.GetValues<DropReason>().Length];

    // Sequences: [1 … released] are done, (released … appended] are held. The block list starts at `origin`.
    long origin = 1;
    long released;
    long appended;
    long captured;
    long stored;
    long quarantined;
    long wakeAt = long.MaxValue;
    TaskCompletionSource? wake;

    public Guid Id { get; } = Guid.NewGuid();

    public ISpoolReader Reader => this;

    public bool TryAppend(in RequestEvent captured)
    {
        TaskCompletionSource? signal = null;
        lock (gate)
        {
            this.captured++;
            if (appended - released >= options.Capacity)
            {
                dropped[(int)DropReason.SpoolFull]++;
                return false;
            }

            var offset = appended + 1 - origin;
            var block = (int)(offset / BlockSize);
            if (block == blocks.Count)
                blocks.Add(free.TryPop(out var reused) ? reused : new RequestEvent[BlockSize]);
            blocks[block][offset % BlockSize] = captured;
            appended++;
            if (appended >= wakeAt)
                (signal, wake, wakeAt) = (wake, null, long.MaxValue);
        }

        signal?.TrySetResult();
        return true;
    }

    public async Task WaitAsync(int count, TimeSpan atMost, CancellationToken token)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            if (appended - released >= count)
                return;
            wake = signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wakeAt = released + count;
        }

        try
        {
            await signal.Task.WaitAsync(atMost, time, token);
        }
        catch (TimeoutException)
        {
            // Time is up: what is there is the batch.
        }
    }

    public void Read(SpoolBatch batch)
    {
        lock (gate)
        {
            batch.FirstSequence = released + 1;
            batch.Count = (int)Math.Min(batch.Events.Length, appended - released);
            batch.Drained = batch.Count == appended - released;
            for (var copied = 0; copied < batch.Count;)
            {
                var offset = batch.FirstSequence + copied - origin;
                var inBlock = (int)(offset % BlockSize);
                var run = Math.Min(BlockSize - inBlock, batch.Count - copied);
                blocks[(int)(offset / BlockSize)].AsSpan(inBlock, run).CopyTo(batch.Events.AsSpan(copied));
                copied += run;
            }
        }
    }

    public void Release(long throughSequence, int stored, int quarantined)
    {
        lock (gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(throughSequence, appended);
            this.stored += stored;
            this.quarantined += quarantined;
            released = throughSequence;

            var done = (int)((released + 1 - origin) / BlockSize);
            for (var block = 0; block < done; block++)
            {
                // Let go of the texts, keep a few blocks for the next peak.
                Array.Clear(blocks[block]);
                if (free.Count < 16)
                    free.Push(blocks[block]);
            }

            blocks.RemoveRange(0, done);
            origin += (long)done * BlockSize;
        }
    }

    public SpoolCounts Counts()
    {
        lock (gate)
        {
            var byReason = new Dictionary<DropReason, long>();
            for (var reason = 0; reason < dropped.Length; reason++)
                byReason[(DropReason)reason] = dropped[reason];
            return new SpoolCounts(captured, stored, appended - released, quarantined, byReason);
        }
    }
}
