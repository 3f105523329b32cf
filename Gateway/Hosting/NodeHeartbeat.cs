using System.Reflection;
using Gateway.Admin.Nodes;
using Gateway.Admin.Store;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Spool;
using Gateway.Policies;
using Gateway.Proxy;
using Microsoft.EntityFrameworkCore;
using Yarp.ReverseProxy;

namespace Gateway.Hosting;

/// <summary>
/// Says every few seconds that the node lives and what it serves, and when keys were last used. Ends with the host; then it
/// takes the node out of the registry.
/// </summary>
sealed partial class NodeHeartbeat(
    NodeRegistry registry,
    GatewayStore store,
    ConfigFeed feed,
    KeyRing keys,
    DataFolder folder,
    ISpool spool,
    IProxyStateLookup destinations,
    NodeReport report,
    NodeName name,
    StoreReady database,
    TimeProvider time,
    ILogger<NodeHeartbeat> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>A configuration that was just taken is said at once: people wait for it.</summary>
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    static readonly TimeSpan KeyUseEvery = TimeSpan.FromSeconds(10);

    readonly DateTimeOffset startedAt = time.GetUtcNow();
    readonly Dictionary<(string, string), long> reportedUse = [];
    DateTimeOffset usesReportedAt;
    FeedStatus? saidStatus;
    DateTimeOffset saidAt;

    /// <summary>The product's version.</summary>
    public static string Version { get; } =
        typeof(NodeHeartbeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await database.Task.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(Look, time);
            do
            {
                if (!ReferenceEquals(feed.Status, saidStatus) || time.GetUtcNow() - saidAt >= Every)
                    await BeatAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    async Task BeatAsync(CancellationToken token)
    {
        (saidStatus, saidAt) = (feed.Status, time.GetUtcNow());
        try
        {
            await registry.ReportAsync(Row(), feed.Status.RefusedVersion, token);
            if (time.GetUtcNow() - usesReportedAt >= KeyUseEvery)
                await ReportUsesAsync(token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException and not OperationCanceledException)
        {
            // The edge of the loop: a missed beat is what the others see.
            Log.Missed(log, failed.Message);
        }
    }

    Node Row() => new()
    {
        Id = folder.Node.Id,
        Name = name.Value,
        Version = Version,
        SpoolId = spool.Id,
        AppliedVersion = feed.Status.Version,
        Refusal = feed.Status.Refusal,
        SnapshotFrom = feed.Status.SnapshotFrom,
        Unhealthy = UnhealthyDestinations.Of(destinations),
        Health = report.Write(),
        StartedAt = startedAt,
        SeenAt = time.GetUtcNow(),
    };

    async Task ReportUsesAsync(CancellationToken token)
    {
        usesReportedAt = time.GetUtcNow();
        var used = keys.Current.Entries
            .Where(key => key.LastUsedTicks > reportedUse.GetValueOrDefault((key.Tenant, key.Id)))
            .Select(key => (key.Tenant, key.Id, Ticks: key.LastUsedTicks))
            .ToList();
        if (used.Count == 0)
            return;
        var tenants = used.Select(key => key.Tenant).ToArray();
        var ids = used.Select(key => key.Id).ToArray();
        var times = used.Select(key => new DateTime(key.Ticks, DateTimeKind.Utc)).ToArray();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        await session.Db.Database.ExecuteSqlAsync($"""
            /* gateway:keys/used */
            insert into gateway.key_uses as old (tenant_id, id, last_used_at)
            select used.tenant_id, used.id, used.last_used_at
            from unnest({tenants}, {ids}, {times}) as used (tenant_id, id, last_used_at)
            join gateway.keys using (tenant_id, id)
            on conflict (tenant_id, id) do update set last_used_at = greatest(old.last_used_at, excluded.last_used_at)
            """, token);
        await session.CommitAsync(token);
        foreach (var key in used)
            reportedUse[(key.Tenant, key.Id)] = key.Ticks;
    }

    async Task LeaveAsync()
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
            await registry.LeaveAsync(folder.Node.Id, deadline.Token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The row goes stale; the others see the node as dead.
            Log.Missed(log, failed.Message);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The node could not report: {Error}")]
        public static partial void Missed(ILogger log, string error);
    }
}
