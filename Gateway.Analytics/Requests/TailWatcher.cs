using System.Threading.Channels;
using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Requests;

/// <summary>How a watch stands.</summary>
public enum TailState
{
    /// <summary>It has not begun: what ends now may be left out.</summary>
    Starting,

    Live,

    /// <summary>The last look failed: the database is away or slow.</summary>
    Away,
}

/// <summary>
/// Somebody who watches. Batches wait for it in a queue that is short: for one that reads too slowly they are counted as missed,
/// and nobody else waits. Disposing ends the watch.
/// </summary>
public sealed class TailWatcher : IDisposable
{
    /// <summary>Two seconds of looks.</summary>
    const int Room = 8;

    readonly Channel<TailBatch?> queue = Channel.CreateBounded<TailBatch?>(new BoundedChannelOptions(Room) { SingleReader = true });
    readonly TailFeed feed;
    volatile RequestFilters filters;
    volatile TailState state;
    volatile bool isPaused;
    long missed;

    internal TailWatcher(TailFeed feed, QueryScope scope, RequestFilters filters) => (this.feed, Scope, this.filters) = (feed, scope, filters);

    public QueryScope Scope { get; }

    /// <summary>What it wants; another set holds from the next look on.</summary>
    public RequestFilters Filters
    {
        get => filters;
        set => filters = value;
    }

    /// <summary>While it is, nothing is put into its queue and nothing counts as missed.</summary>
    public bool IsPaused
    {
        get => isPaused;
        set => isPaused = value;
    }

    public TailState State => state;

    /// <summary>What came, in order. Null only wakes the reader: something else is to be told.</summary>
    public ChannelReader<TailBatch?> Batches => queue.Reader;

    /// <summary>How many requests it wanted and did not get since it was asked last.</summary>
    public long TakeMissed() => Interlocked.Exchange(ref missed, 0);

    /// <summary>Makes the reader look. One that has batches to read does so anyway.</summary>
    public void Wake() => queue.Writer.TryWrite(null);

    public void Dispose() => feed.Leave(this);

    internal TailView View => new(Scope, filters);

    internal void Offer(TailBatch batch)
    {
        var isTaken = queue.Writer.TryWrite(batch);
        var left = batch.Missed + (isTaken ? 0 : batch.Items.Count);
        if (left > 0)
            Interlocked.Add(ref missed, left);
    }

    internal void Become(TailState next)
    {
        if (state == next)
            return;
        state = next;
        Wake();
    }
}
