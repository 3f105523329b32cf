using System.Text.Json;
using Gateway.Admin.Channels;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Admin.Notices;

/// <summary>
/// Takes the notices of this node's own watch, which are about the database among others. While the database answers they take the
/// way of all notices; while it is away they are sent from memory through the channels known last, tried again, and written down when it is back.
/// Each node tells what it sees by itself. One call at a time.
/// </summary>
sealed partial class NodeNoticeSender(
    NodeNotices source, GatewayStore store, AlertChannels kinds, ChannelSecrets secrets, EventNotices notices, ChannelOptions options, TimeProvider time, ILogger<NodeNoticeSender> log)
{
    static readonly TimeSpan RememberEvery = TimeSpan.FromSeconds(15);

    /// <summary>How often it is looked whether the database is back: a look may take as long as opening a connection may.</summary>
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>What waits in memory, and what waits to be written down: the oldest goes.</summary>
    const int Most = 1_000;

    readonly List<InMemory> waiting = [];
    readonly Queue<AlertDelivery> unwritten = [];
    IReadOnlyList<LiveChannel> channels = [];
    IReadOnlyList<LiveSilence> silences = [];
    DateTimeOffset lookedAt = DateTimeOffset.MinValue;
    bool isAway;

    /// <summary>Takes what came, sends what is due; answers how many messages went out from memory.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        await RememberAsync(token);
        while (source.Reader.TryRead(out var notice))
            await TakeAsync(notices.Linked(notice), token);
        var sent = await SendAsync(token);
        if (!isAway)
            await WriteDownAsync(token);
        return sent;
    }

    async Task RememberAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (now - lookedAt < (isAway ? LookEvery : RememberEvery))
            return;
        lookedAt = now;
        try
        {
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
            channels = await NoticeRouter.ChannelsAsync(session.Db, kinds, secrets, token);
            silences = await NoticeRouter.SilencesAsync(session.Db, now, token);
            isAway = false;
        }
        catch (Exception away) when (IsAway(away, token))
        {
            isAway = true;
        }
    }

    async Task TakeAsync(AlertNotice notice, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var deliveries = channels
            .Where(channel => channel.Takes(notice) && (notice.Kind != NoticeKind.Resolved || channel.Content.Resolved))
            .Select(channel => (Channel: channel, Row: Deliveries.For(channel, notice, null, now)))
            .ToList();
        if (!notice.IsTest && NoticeRouter.SilenceOf(silences, notice, now) is { } kept)
        {
            foreach (var (_, row) in deliveries)
            {
                (row.State, row.DueAt, row.DoneAt) = (Deliveries.Skipped, null, now);
                (row.SilenceId, row.Answer) = (kept.Silence.Id, $"Silenced: {kept.Silence.Reason}");
                Keep(row);
            }

            return;
        }

        if (!isAway && await TryStoreAsync([.. deliveries.Select(each => each.Row)], token))
            return;
        foreach (var (channel, row) in deliveries)
        {
            if (waiting.Count == Most)
                waiting.RemoveAt(0);
            waiting.Add(new InMemory(channel, row, now));
        }
    }

    async Task<int> SendAsync(CancellationToken token)
    {
        var sent = 0;
        // In order within a channel, as everywhere.
        foreach (var channel in waiting.GroupBy(each => (each.Channel.Tenant, each.Channel.Id)).ToList())
        {
            foreach (var each in channel)
            {
                if (each.NextTry > time.GetUtcNow())
                    break;
                var answer = await each.Channel.SendAsync([Deliveries.Read(each.Row)], token);
                sent++;
                if (!Close(each, answer))
                    break;
            }
        }

        return sent;
    }

    /// <summary>Whether the next one of the channel may go.</summary>
    bool Close(InMemory each, ChannelAnswer answer)
    {
        var now = time.GetUtcNow();
        each.Row.Attempts++;
        each.Row.Answer = answer.Detail;
        if (answer.Outcome == ChannelOutcome.Again && now - each.Row.CreatedAt < options.GiveUpAfter)
        {
            var pause = NoticeSender.Pause(each.Row.Attempts, Random.Shared.NextDouble());
            each.NextTry = now + (answer.RetryAfter > pause ? answer.RetryAfter.Value : pause);
            return false;
        }

        (each.Row.DueAt, each.Row.DoneAt, each.Row.Message) = (null, now, Guid.CreateVersion7(now));
        each.Row.State = answer.Outcome == ChannelOutcome.Delivered ? Deliveries.Sent : Deliveries.Failed;
        if (each.Row.State == Deliveries.Failed)
            Log.Failed(log, each.Row.Key, each.Row.TenantId, each.Row.ChannelId, answer.Detail);
        waiting.Remove(each);
        Keep(each.Row);
        return true;
    }

    void Keep(AlertDelivery row)
    {
        if (unwritten.Count == Most)
            unwritten.Dequeue();
        unwritten.Enqueue(row);
    }

    async Task WriteDownAsync(CancellationToken token)
    {
        if (unwritten.Count > 0 && await TryStoreAsync([.. unwritten], token))
            unwritten.Clear();
    }

    /// <summary>False: the database is away.</summary>
    async Task<bool> TryStoreAsync(IReadOnlyList<AlertDelivery> rows, CancellationToken token)
    {
        if (rows.Count == 0)
            return true;
        try
        {
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
            // A channel may be gone, and a row may be there from a try that was cut off.
            await session.Db.Database.ExecuteSqlAsync($"""
                /* gateway:notices/remember */
                insert into gateway.alert_deliveries
                  (tenant_id, channel_id, alert_id, key, incident, notice, state, attempts, due_at, created_at, done_at, message, answer, silence_id)
                select row.tenant_id, row.channel_id, row.alert_id, row.key, row.incident, (row.notice)::json, row.state, row.attempts,
                  row.due_at, row.created_at, row.done_at, row.message, row.answer, row.silence_id
                from jsonb_to_recordset({JsonSerializer.Serialize(rows.Select(Columns), ContractJson.Options)}::jsonb) as row
                  (tenant_id text, channel_id text, alert_id text, key text, incident text, notice text, state text, attempts integer,
                   due_at timestamptz, created_at timestamptz, done_at timestamptz, message uuid, answer text, silence_id text)
                join gateway.channels channel on channel.tenant_id = row.tenant_id and channel.id = row.channel_id
                on conflict (tenant_id, channel_id, key) do nothing
                """, token);
            await session.CommitAsync(token);
            return true;
        }
        catch (Exception away) when (IsAway(away, token))
        {
            isAway = true;
            return false;
        }
    }

    static object Columns(AlertDelivery row) => new
    {
        tenant_id = row.TenantId,
        channel_id = row.ChannelId,
        alert_id = row.AlertId,
        key = row.Key,
        incident = row.Incident,
        notice = row.Notice,
        state = row.State,
        attempts = row.Attempts,
        due_at = row.DueAt,
        created_at = row.CreatedAt,
        done_at = row.DoneAt,
        message = row.Message,
        answer = row.Answer,
        silence_id = row.SilenceId,
    };

    static bool IsAway(Exception failed, CancellationToken token) =>
        !token.IsCancellationRequested && failed is NpgsqlException or TimeoutException or DbUpdateException or InvalidOperationException { InnerException: NpgsqlException };

    /// <summary>A notice that is sent without the database.</summary>
    sealed class InMemory(LiveChannel channel, AlertDelivery row, DateTimeOffset nextTry)
    {
        public LiveChannel Channel { get; } = channel;

        public AlertDelivery Row { get; } = row;

        public DateTimeOffset NextTry { get; set; } = nextTry;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The notice {Notice} did not reach the channel {Tenant}/{Channel}: {Answer}")]
        public static partial void Failed(ILogger log, string notice, string tenant, string channel, string answer);
    }
}
