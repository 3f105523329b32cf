using System.Threading.Channels;

namespace Gateway.Analytics.Alerts;

/// <summary>
/// The door for notices that cannot go through the database because they are about it: what watches this node writes, the sender
/// reads. Bounded, newest first kept: who stopped sending hears of the end of an outage rather than of its beginning.
/// </summary>
public sealed class NodeNotices
{
    const int Most = 1_000;

    readonly Channel<AlertNotice> notices = Channel.CreateBounded<AlertNotice>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ChannelReader<AlertNotice> Reader => notices.Reader;

    /// <summary>Never waits.</summary>
    public void Add(AlertNotice notice) => notices.Writer.TryWrite(notice);
}
