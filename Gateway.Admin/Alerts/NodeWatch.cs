using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Admin.Alerts;

/// <summary>
/// The alerts that look at the gateway itself. Each node runs them by itself, from its memory, so that they work while the database is
/// away: then a notice goes to the sender of this node, and into the log when the database is back. Of what all nodes see alike
/// (a key that expires) the log takes one row, whichever node comes first.
/// </summary>
sealed partial class NodeWatch(GatewayStore store, AlertRules rules, INodeSignals signals, NodeNotices notices, TimeProvider time, ILogger<NodeWatch> log)
{
    static readonly TimeSpan LoadEvery = TimeSpan.FromSeconds(10);

    /// <summary>How long the store may take to take a row; then it is away.</summary>
    static readonly TimeSpan StoreTime = TimeSpan.FromSeconds(3);

    /// <summary>Rows that wait for the store; the oldest go first.</summary>
    const int MostWaiting = 1_000;

    readonly Dictionary<(string Tenant, string Id), Watched> watched = [];
    readonly List<AlertEvent> waiting = [];
    DateTimeOffset loadedAt;

    /// <summary>One look at all that is due. Not at the same time as another.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (now - loadedAt >= LoadEvery || now < loadedAt)
            await TryAsync(LoadAsync, token);
        foreach (var alert in watched.Values)
        {
            var tick = alert.Rule.Grid.Tick(now);
            if (tick > alert.EvaluatedAt)
                await LookAsync(alert, tick, token);
        }

        if (waiting.Count > 0)
            await TryAsync(LogAsync, token);
    }

    async Task LookAsync(Watched alert, DateTimeOffset tick, CancellationToken token)
    {
        alert.EvaluatedAt = tick;
        var readings = signals.Read(alert.Rule.Health!.Kind, alert.Rule.Scope.IsAllTenants ? null : alert.Rule.Scope.Tenant);
        var step = HealthStep.Run(alert.Rule, readings, alert.States, tick);
        alert.States = step.States;
        if (step.Changes.Count == 0)
            return;
        var rows = step.Changes.Select(each => AlertEvents.Of(
            alert.Document, alert.Tenant, each.Change, each.Judged, readings.FirstOrDefault(reading => reading.Instance == each.Change.Instance)?.Moment)).ToList();
        waiting.AddRange(rows);
        alert.IsChanged = true;
        if (await TryAsync(LogAsync, token))
            return;
        foreach (var row in rows.Where(row => row.Notice is not null))
        {
            notices.Add(AlertEvents.NoticeOf(row));
            // Told from here: when the log takes it nobody is told again.
            row.RoutedAt = time.GetUtcNow();
        }

        if (waiting.Count > MostWaiting)
            waiting.RemoveRange(0, waiting.Count - MostWaiting);
    }

    /// <summary>Takes the alerts as they are now; those that are gone are watched no more.</summary>
    async Task LoadAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var rows = await session.Db.Alerts.AsNoTracking()
            .Where(row => row.Enabled && row.State!.DueAt == null)
            .Select(row => new { row.TenantId, row.Id, row.Number, row.Content, row.State!.Instances })
            .ToListAsync(token);
        var found = new HashSet<(string, string)>();
        foreach (var row in rows)
        {
            var (document, rule, _) = rules.Of(row.TenantId, row.Id, row.Number, row.Content);
            if (rule?.Health is null)
                continue;
            found.Add((row.TenantId, row.Id));
            if (!watched.TryGetValue((row.TenantId, row.Id), out var known))
            {
                // What this node found before it stopped goes on.
                var own = AlertStates.Read(row.Instances).Where(IsOwn).ToList();
                watched[(row.TenantId, row.Id)] = new Watched(row.TenantId, document, rule) { Number = row.Number, States = own };
            }
            else if (known.Number != row.Number)
            {
                watched[(row.TenantId, row.Id)] = new Watched(row.TenantId, document, rule) { Number = row.Number, States = known.States };
            }
        }

        foreach (var gone in watched.Keys.Where(key => !found.Contains(key)).ToList())
            watched.Remove(gone);
        loadedAt = time.GetUtcNow();
    }

    /// <summary>Writes the rows that wait and how the alerts stand on this node.</summary>
    async Task LogAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        await AlertEvents.AddAsync((NpgsqlConnection)session.Db.Database.GetDbConnection(), waiting, token);
        var changed = watched.Values.Where(alert => alert.IsChanged).ToList();
        foreach (var alert in changed)
            await WriteStateAsync(alert, session, token);
        await session.CommitAsync(token);
        waiting.Clear();
        foreach (var alert in changed)
            alert.IsChanged = false;
    }

    async Task WriteStateAsync(Watched alert, StoreSession session, CancellationToken token)
    {
        var row = await session.Db.AlertStates
            .FromSql($"/* gateway:alerts/node */ select * from gateway.alert_states where tenant_id = {alert.Tenant} and alert_id = {alert.Document.Id} for update")
            .SingleOrDefaultAsync(token);
        if (row is null)
            return;
        var own = alert.States.Select(state => state.Instance).ToHashSet(StringComparer.Ordinal);
        var all = AlertStates.Read(row.Instances).Where(state => !IsOwn(state) && !own.Contains(state.Instance)).Concat(alert.States).ToList();
        var worst = AlertMessage.Word(all.Select(state => state.Status).DefaultIfEmpty().Max());
        if (row.State != worst)
            (row.State, row.Since) = (worst, alert.EvaluatedAt);
        row.Instances = AlertStates.Write(all);
        row.EvaluatedAt = alert.EvaluatedAt;
    }

    /// <summary>Whether another node does not tell of it: it is this node's, or everybody's.</summary>
    bool IsOwn(InstanceState state) =>
        state.Instance.LastIndexOf('@') is var at && (at < 0 || state.Instance.AsSpan(at + 1).SequenceEqual(signals.Node));

    /// <summary>Whether the store did it. While it is away, that is what the watch is for.</summary>
    async Task<bool> TryAsync(Func<CancellationToken, Task> part, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(StoreTime);
        try
        {
            await part(limit.Token);
            return true;
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or DbUpdateException or InvalidOperationException or OperationCanceledException && !token.IsCancellationRequested)
        {
            Log.Away(log, away.Message);
            return false;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The store does not take what the node watches: {Error}")]
        public static partial void Away(ILogger log, string error);
    }

    /// <summary>One alert and how it stands here.</summary>
    sealed class Watched(string tenant, Contract.AlertDocument document, AlertRule rule)
    {
        public string Tenant => tenant;

        public Contract.AlertDocument Document => document;

        public AlertRule Rule => rule;

        public required int Number { get; init; }

        public required IReadOnlyList<InstanceState> States { get; set; }

        public DateTimeOffset EvaluatedAt { get; set; }

        /// <summary>Whether the store does not know it yet.</summary>
        public bool IsChanged { get; set; }
    }
}
