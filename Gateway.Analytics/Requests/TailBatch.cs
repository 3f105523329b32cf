namespace Gateway.Analytics.Requests;

/// <summary>Requests that ended, newest first, as all watchers of the same view get them.</summary>
/// <param name="items">At most as many as are shown of one look.</param>
/// <param name="missed">How many more there were.</param>
public sealed class TailBatch(IReadOnlyList<RequestRow> items, long missed)
{
    byte[]? written;

    public IReadOnlyList<RequestRow> Items => items;

    public long Missed => missed;

    /// <summary>The batch as it is sent, written once for all that get it.</summary>
    public ReadOnlyMemory<byte> Written(Func<TailBatch, byte[]> write) =>
        LazyInitializer.EnsureInitialized(ref written, () => write(this));
}
