using Gateway.Admin.Channels;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Notices;

/// <summary>
/// Sends what waits, channel by channel and within a channel in order: whoever got "resolved" before "firing" would be left with
/// an incident that nothing ends. A lease on the channel keeps other nodes away; it ends by itself when the node dies. A notice is sent at
/// least once; twice only when the node dies between sending and writing that down.
/// </summary>
sealed partial class NoticeSender(
    GatewayStore store, AlertChannels kinds, ChannelSecrets secrets, ChannelOptions options, TimeProvider time, ILogger<NoticeSender> log)
{
    /// <summary>Longer than a message may take.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Channels at the same time.</summary>
    const int AtOnce = 8;

    /// <summary>Messages of one channel in a row; then others have their turn.</summary>
    const int InARow = 20;

    /// <summary>Notices of one message.</summary>
    const int Gathered = 50;

    readonly Guid owner = Guid.NewGuid();

    /// <summary>Sends what is due; answers how many messages went out. Where another node sends, nothing.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        var sent = 0;
        await Parallel.ForEachAsync(await DueAsync(token), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (channel, stop) =>
            Interlocked.Add(ref sent, await SendAllAsync(channel.Tenant, channel.Id, stop)));
        return sent;
    }

    /// <summary>How long to wait after so many failures in a row: twice as long each time, with a fifth more or less so that nodes and channels do not march in step.</summary>
    public static TimeSpan Pause(int failures, double random)
    {
        var pause = Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 20)));
        return TimeSpan.FromSeconds(pause * (0.8 + (0.4 * random)));
    }

    async Task<List<(string Tenant, string Id)>> DueAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var due = await session.Db.AlertDeliveries
            .Where(row => row.DueAt <= now && (row.State == Deliveries.Pending || row.State == Deliveries.Held))
            .Select(row => new { row.TenantId, row.ChannelId })
            .Distinct()
            .Where(row => !session.Db.ChannelStates.Any(state =>
                state.TenantId == row.TenantId && state.Id == row.ChannelId && (state.RetryAt > now || state.LeaseUntil > now)))
            .Take(100)
            .ToListAsync(token);
        return [.. due.Select(row => (row.TenantId, row.ChannelId))];
    }

    async Task<int> SendAllAsync(string tenant, string id, CancellationToken token)
    {
        var sent = 0;
        var alone = false;
        try
        {
            while (sent < InARow && await NextAsync(tenant, id, alone, token) is { } message)
            {
                var answer = await message.Channel.SendAsync([.. message.Rows.Select(Deliveries.Read)], token);
                sent++;
                // One of them may be what the other side does not take; it must not take the others with it.
                if (answer.Outcome == ChannelOutcome.Refused && message.Rows.Count > 1)
                    alone = true;
                else if (!await RecordAsync(message, answer, token))
                    break;
            }
        }
        finally
        {
            await LeaveAsync(tenant, id);
        }

        return sent;
    }

    /// <summary>The next message of the channel, with the lease on it; null: there is none, or another node is at it.</summary>
    async Task<Message?> NextAsync(string tenant, string id, bool alone, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var db = session.Db;
        var taken = await db.Database.ExecuteSqlAsync($"""
            /* gateway:notices/lease */
            insert into gateway.channel_states as state (tenant_id, id, lease_owner, lease_until, failures)
            select tenant_id, id, {owner}, {now + Lease}, 0
            from gateway.channels
            where tenant_id = {tenant} and id = {id}
            on conflict (tenant_id, id) do update
            set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
            where (state.lease_until is null or state.lease_until <= {now} or state.lease_owner = {owner})
              and (state.retry_at is null or state.retry_at <= {now})
            """, token);
        if (taken == 0)
            return null;
        var waiting = db.AlertDeliveries.Where(row => row.TenantId == tenant && row.ChannelId == id && (row.State == Deliveries.Pending || row.State == Deliveries.Held));
        var channel = await db.Channels.AsNoTracking().SingleOrDefaultAsync(row => row.TenantId == tenant && row.Id == id, token) is { } found
            && found.Enabled ? LiveChannel.Of(found, kinds, secrets) : null;
        if (channel is null)
        {
            await waiting.ExecuteUpdateAsync(set => set
                .SetProperty(row => row.State, Deliveries.Skipped)
                .SetProperty(row => row.DueAt, (DateTimeOffset?)null)
                .SetProperty(row => row.DoneAt, now)
                .SetProperty(row => row.Answer, "The channel is switched off."), token);
            await session.CommitAsync(token);
            return null;
        }

        var rows = await PickAsync(db, channel, waiting, alone, now, token);
        await session.CommitAsync(token);
        return rows.Count == 0 ? null : new Message(channel, rows, Guid.CreateVersion7(now));
    }

    async Task<List<AlertDelivery>> PickAsync(GatewayDb db, LiveChannel channel, IQueryable<AlertDelivery> waiting, bool alone, DateTimeOffset now, CancellationToken token)
    {
        var hour = now.AddHours(-1);
        var messages = await db.AlertDeliveries
            .Where(row => row.TenantId == channel.Tenant && row.ChannelId == channel.Id && row.State == Deliveries.Sent && row.DoneAt > hour)
            .GroupBy(row => row.Message)
            .Select(each => each.Min(row => row.DoneAt)!.Value)
            .ToListAsync(token);
        var isFull = messages.Count >= channel.Content.PerHour;
        var pending = await waiting.Where(row => row.State == Deliveries.Pending).OrderBy(row => row.Id).Take(isFull ? 1000 : Gathered).ToListAsync(token);
        if (isFull)
        {
            // Where each notice opens or ends an incident, its end always goes out: nothing else would end it.
            var end = channel.Kind.Kind.Gathers ? null : pending.Find(row => Deliveries.Read(row).Kind == Analytics.Alerts.NoticeKind.Resolved);
            foreach (var row in pending.Where(row => row != end))
            {
                (row.State, row.DueAt) = (Deliveries.Held, messages.Min().AddHours(1));
                row.Answer = $"Held back: the channel takes {channel.Content.PerHour} messages an hour.";
            }

            return end is null ? [] : [end];
        }

        var held = await waiting.Where(row => row.State == Deliveries.Held).ToListAsync(token);
        if (held.Count > 0)
        {
            var summary = HeldBack.Summary(channel, held, now);
            foreach (var row in held)
                (row.State, row.DueAt, row.DoneAt) = (Deliveries.SummedUp, null, now);
            db.AlertDeliveries.Add(summary);
            await db.SaveChangesAsync(token);
            return [summary];
        }

        return pending.Exists(row => row.DueAt <= now) ? [.. pending.Take(alone || !channel.Kind.Kind.Gathers ? 1 : Gathered)] : [];
    }

    /// <summary>Writes down what came of a message; false: nothing more is to be sent for now. As long as the database is away it tries again: what is not written down is sent again.</summary>
    async Task<bool> RecordAsync(Message message, ChannelAnswer answer, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return await WriteAsync(message, answer, token);
            }
            catch (Exception away) when (away is Npgsql.NpgsqlException or InvalidOperationException { InnerException: Npgsql.NpgsqlException } or TimeoutException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, token);
            }
        }
    }

    async Task<bool> WriteAsync(Message message, ChannelAnswer answer, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var db = session.Db;
        var (tenant, id) = (message.Channel.Tenant, message.Channel.Id);
        var state = await db.ChannelStates.SingleOrDefaultAsync(row => row.TenantId == tenant && row.Id == id, token);
        // The channel was removed meanwhile, and with it what waited.
        if (state is null)
            return false;
        (state.LastAt, state.LastAnswer) = (now, answer.Detail);
        (state.Failures, state.RetryAt) = answer.Outcome == ChannelOutcome.Delivered ? (0, null) : (state.Failures + 1, (DateTimeOffset?)null);
        if (answer.Outcome == ChannelOutcome.Delivered)
            state.DeliveredAt = now;
        if (answer.Outcome == ChannelOutcome.Again)
        {
            var pause = Pause(state.Failures, Random.Shared.NextDouble());
            state.RetryAt = now + (answer.RetryAfter > pause ? answer.RetryAfter.Value : pause);
        }

        var ids = message.Rows.Select(row => row.Id).ToList();
        foreach (var row in await db.AlertDeliveries.Where(row => ids.Contains(row.Id)).ToListAsync(token))
            Close(row, message.Id, answer, state.RetryAt, now);
        await session.CommitAsync(token);
        return answer.Outcome != ChannelOutcome.Again;
    }

    void Close(AlertDelivery row, Guid message, ChannelAnswer answer, DateTimeOffset? retryAt, DateTimeOffset now)
    {
        row.Attempts++;
        row.Answer = answer.Detail;
        if (answer.Outcome == ChannelOutcome.Again && now - row.CreatedAt < options.GiveUpAfter)
        {
            row.DueAt = retryAt;
            return;
        }

        (row.DueAt, row.DoneAt, row.Message) = (null, now, message);
        row.State = answer.Outcome == ChannelOutcome.Delivered ? Deliveries.Sent : Deliveries.Failed;
        if (row.State == Deliveries.Sent)
            return;
        if (answer.Outcome == ChannelOutcome.Again)
            row.Answer = $"Given up after {row.Attempts} tries. {answer.Detail}";
        Log.Failed(log, row.Key, row.TenantId, row.ChannelId, row.Answer);
    }

    async Task LeaveAsync(string tenant, string id)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, limit.Token);
            await session.Db.ChannelStates
                .Where(state => state.TenantId == tenant && state.Id == id && state.LeaseOwner == owner)
                .ExecuteUpdateAsync(set => set.SetProperty(state => state.LeaseUntil, (DateTimeOffset?)null), limit.Token);
            await session.CommitAsync(limit.Token);
        }
        catch (Exception away) when (away is not OutOfMemoryException)
        {
            // It ends by itself.
            Log.NotLeft(log, tenant, id, away.Message);
        }
    }

    /// <summary>Some notices on their way in one message.</summary>
    sealed record Message(LiveChannel Channel, IReadOnlyList<AlertDelivery> Rows, Guid Id);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The notice {Notice} did not reach the channel {Tenant}/{Channel}: {Answer}")]
        public static partial void Failed(ILogger log, string notice, string tenant, string channel, string answer);

        [LoggerMessage(LogLevel.Debug, "The lease on channel {Tenant}/{Channel} was not given back and ends by itself: {Error}")]
        public static partial void NotLeft(ILogger log, string tenant, string channel, string error);
    }
}
