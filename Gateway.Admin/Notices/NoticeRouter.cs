using Gateway.Admin.Channels;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Notices;

/// <summary>
/// Decides who is told of what the alerts logged. A beginning goes to the channels that the alert names or that ask for its like;
/// an end goes where its beginning went. One node at a time does it, in the order of the log; what it decides is stored
/// in the transaction that marks the event as routed.
/// </summary>
sealed class NoticeRouter(GatewayStore store, AlertChannels kinds, ChannelSecrets secrets, EventNotices notices, TimeProvider time)
{
    /// <summary>Events of one transaction.</summary>
    const int Batch = 200;

    static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    const long Turn = 0x67617465_6E6F7465;

    /// <summary>Routes what is there and lets go what silences kept; answers how much it did. Where another node is at it, nothing.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var db = session.Db;
        // A look that takes no lock: mostly there is nothing.
        var now = time.GetUtcNow();
        if (!await db.AlertEvents.AnyAsync(row => row.Notice != null && row.RoutedAt == null, token)
            && !await db.AlertDeliveries.AnyAsync(row => row.State == Deliveries.Silenced && row.DueAt <= now, token))
            return 0;
        if (!await db.Database.SqlQuery<bool>($"/* gateway:notices/turn */ select pg_try_advisory_xact_lock({Turn}) as \"Value\"").SingleAsync(token))
            return 0;
        var events = await db.AlertEvents.Where(row => row.Notice != null && row.RoutedAt == null).OrderBy(row => row.Id).Take(Batch).ToListAsync(token);
        var channels = await ChannelsAsync(db, kinds, secrets, token);
        var silences = await SilencesAsync(db, now, token);
        foreach (var row in events)
        {
            await RouteAsync(db, row, channels, silences, now, token);
            row.RoutedAt = now;
        }

        var freed = await FreeAsync(db, silences, now, token);
        await session.CommitAsync(token);
        return events.Count + freed;
    }

    /// <summary>All channels that are switched on.</summary>
    public static async Task<IReadOnlyList<LiveChannel>> ChannelsAsync(GatewayDb db, AlertChannels kinds, ChannelSecrets secrets, CancellationToken token)
    {
        var rows = await db.Channels.AsNoTracking().Where(row => row.Enabled).OrderBy(row => row.TenantId).ThenBy(row => row.Id).ToListAsync(token);
        return [.. rows.Select(row => LiveChannel.Of(row, kinds, secrets)).OfType<LiveChannel>()];
    }

    /// <summary>All silences that may hold now.</summary>
    public static async Task<IReadOnlyList<LiveSilence>> SilencesAsync(GatewayDb db, DateTimeOffset now, CancellationToken token) =>
        [.. (await db.Silences.AsNoTracking().Where(row => row.StartsAt <= now && (row.EndsAt == null || row.EndsAt > now)).ToListAsync(token)).Select(LiveSilence.Of)];

    /// <summary>The silence that keeps a notice back the longest.</summary>
    public static (LiveSilence Silence, DateTimeOffset Until)? SilenceOf(IReadOnlyList<LiveSilence> silences, AlertNotice notice, DateTimeOffset now)
    {
        (LiveSilence, DateTimeOffset Until)? longest = null;
        foreach (var silence in silences)
        {
            if (silence.Covers(notice, now) is { } until && (longest is null || until > longest.Value.Until))
                longest = (silence, until);
        }

        return longest;
    }

    async Task RouteAsync(GatewayDb db, AlertEvent row, IReadOnlyList<LiveChannel> channels, IReadOnlyList<LiveSilence> silences, DateTimeOffset now, CancellationToken token)
    {
        var notice = notices.Of(row);
        if (notice.Kind == NoticeKind.Resolved)
        {
            await EndAsync(db, row, notice, channels, now, token);
            return;
        }

        var silence = notice.IsTest ? null : SilenceOf(silences, notice, now);
        foreach (var channel in channels.Where(channel => channel.Takes(notice)))
        {
            var delivery = Deliveries.For(channel, notice, row.Id, now);
            if (silence is { } kept)
            {
                delivery.State = Deliveries.Silenced;
                delivery.DueAt = Looked(kept.Until, now);
                delivery.SilenceId = kept.Silence.Id;
                delivery.Answer = $"Silenced: {kept.Silence.Reason}";
            }

            db.AlertDeliveries.Add(delivery);
        }
    }

    /// <summary>The end of something, for whoever was told of its beginning; whom a silence kept it from hears of neither.</summary>
    async Task EndAsync(GatewayDb db, AlertEvent row, AlertNotice notice, IReadOnlyList<LiveChannel> channels, DateTimeOffset now, CancellationToken token)
    {
        await db.SaveChangesAsync(token);
        var before = await db.AlertDeliveries.Where(old => old.Incident == row.Incident && old.EventId < row.Id).ToListAsync(token);
        foreach (var began in before.GroupBy(old => (old.TenantId, old.ChannelId)).Select(each => each.MaxBy(old => old.EventId)!))
        {
            if (began.State == Deliveries.Silenced)
            {
                (began.State, began.DueAt, began.DoneAt) = (Deliveries.Skipped, null, now);
                began.Answer = $"{began.Answer}. Over before the silence was.";
            }
            else if (Deliveries.Told.Contains(began.State) && Deliveries.Read(began).Kind == NoticeKind.Fired
                && channels.FirstOrDefault(channel => channel.Tenant == began.TenantId && channel.Id == began.ChannelId) is { Content.Resolved: true } channel)
            {
                db.AlertDeliveries.Add(Deliveries.For(channel, notice, row.Id, now));
            }
        }
    }

    /// <summary>What a silence kept goes out when it is over, as long as the alert still fires.</summary>
    static async Task<int> FreeAsync(GatewayDb db, IReadOnlyList<LiveSilence> silences, DateTimeOffset now, CancellationToken token)
    {
        var kept = await db.AlertDeliveries.Where(row => row.State == Deliveries.Silenced && row.DueAt <= now).OrderBy(row => row.Id).Take(Batch).ToListAsync(token);
        foreach (var same in kept.GroupBy(row => (row.TenantId, row.ChannelId, row.Incident)))
        {
            // Of what fired again and again meanwhile, once.
            foreach (var older in same.SkipLast(1))
                (older.State, older.DueAt, older.DoneAt) = (Deliveries.Skipped, null, now);
            var row = same.Last();
            if (SilenceOf(silences, Deliveries.Read(row), now) is { } other)
                (row.SilenceId, row.DueAt) = (other.Silence.Id, Looked(other.Until, now));
            else
                (row.State, row.DueAt) = (Deliveries.Pending, now);
        }

        return kept.Count;
    }

    /// <summary>Sooner than at its end: a silence may be removed before.</summary>
    static DateTimeOffset Looked(DateTimeOffset until, DateTimeOffset now) => until < now + Look ? until : now + Look;
}
