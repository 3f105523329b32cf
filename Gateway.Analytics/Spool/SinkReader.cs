namespace Gateway.Analytics.Spool;

/// <summary>
/// Reads the spool beside the database's reader, at a pace of its own. Its position is kept in the spool's folder after each
/// release, so after a crash the last batch may come again.
/// </summary>
public sealed class SinkReader
{
    readonly string name;
    readonly ISpoolDisk disk;
    readonly TimeProvider time;
    long delivered;
    long skipped;

    internal SinkReader(string name, SpoolReader inner, ISpoolDisk disk, TimeProvider time)
    {
        (this.name, Inner, this.disk, this.time) = (name, inner, disk, time);
        if (disk.Position(name) is { } position)
            inner.GoOn(position.Released);
    }

    internal SpoolReader Inner { get; }

    /// <inheritdoc cref="ISpoolReader.WaitAsync"/>
    public Task WaitAsync(int count, TimeSpan atMost, CancellationToken token) => Inner.WaitAsync(count, atMost, time, token);

    /// <inheritdoc cref="ISpoolReader.Read"/>
    public void Read(SpoolBatch batch) => Inner.Read(batch);

    /// <summary>Frees what was read up to the sequence, for this reader.</summary>
    /// <param name="throughSequence">Of an event of the last batch.</param>
    /// <param name="skipped">How many of them the sink gave up on.</param>
    public void Release(long throughSequence, int skipped)
    {
        var count = Inner.Release(throughSequence);
        Interlocked.Add(ref delivered, count - skipped);
        Interlocked.Add(ref this.skipped, skipped);
        try
        {
            disk.Save(name, new SpoolPosition(Inner.Released, 0, 0));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // After a crash more than the last batch comes again; the spool says what is wrong with the disk.
        }
    }

    /// <summary>What became of this reader's events since the process began.</summary>
    public SinkCounts Counts()
    {
        var (queued, lost, damaged, _) = Inner.Counts();
        return new SinkCounts(name, Interlocked.Read(ref delivered), queued, lost + damaged, Interlocked.Read(ref skipped));
    }
}

/// <summary>A sink's events since the process began.</summary>
/// <param name="Delivered">Taken by the sink.</param>
/// <param name="Queued">Waiting in the spool.</param>
/// <param name="Lost">Gone from the spool before the sink was there: it was too slow for too long.</param>
/// <param name="Skipped">Refused by the sink for what they are.</param>
public sealed record SinkCounts(string Name, long Delivered, long Queued, long Lost, long Skipped);
