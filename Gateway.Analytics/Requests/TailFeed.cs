using Gateway.Analytics.Queries;
using Gateway.Analytics.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Requests;

/// <summary>
/// Requests as they end, over all nodes, for those who watch on this one. While somebody does, it looks every quarter of a second
/// what the writers of all nodes have stored: one look at their checkpoints, and one statement for each tenant that is watched and
/// only when something came, under that tenant's row security. The proxy takes no part in it. Without a watcher it sleeps.
/// Ends when the host stops.
/// </summary>
public sealed partial class TailFeed(AnalyticsDatabase database, INameLookup names, DatabaseReady ready, TimeProvider time, ILogger<TailFeed> log) : BackgroundService
{
    /// <summary>Most watchers of one tenant on a node.</summary>
    public const int MostOfTenant = 50;

    /// <summary>Most watchers on a node.</summary>
    public const int MostOfNode = 200;

    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>A look that takes longer is of no use to who watches.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    readonly RequestNames named = new(new RememberedNames(names, time));
    readonly Dictionary<string, TailPosition> positions = new(StringComparer.Ordinal);
    readonly List<TailWatcher> watchers = [];
    readonly SemaphoreSlim arrival = new(0);
    readonly Lock gate = new();
    bool wasAway;

    /// <summary>A watch that begins now; null when there are too many.</summary>
    public TailWatcher? Join(QueryScope scope, RequestFilters filters)
    {
        lock (gate)
        {
            if (watchers.Count >= MostOfNode || watchers.Count(each => each.Scope.Tenant == scope.Tenant) >= MostOfTenant)
                return null;
            var watcher = new TailWatcher(this, scope, filters);
            watchers.Add(watcher);
            if (watchers.Count == 1)
                arrival.Release();
            return watcher;
        }
    }

    internal void Leave(TailWatcher watcher)
    {
        lock (gate)
            watchers.Remove(watcher);
    }

    public override void Dispose()
    {
        arrival.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var watching = Watching();
                if (watching.Count == 0)
                {
                    positions.Clear();
                    await arrival.WaitAsync(stoppingToken);
                    continue;
                }

                await LookAsync(watching, stoppingToken);
                Answered(watching);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: the next look goes on from where the last one came to.
                Away(Watching(), failed);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    List<TailWatcher> Watching()
    {
        lock (gate)
            return [.. watchers];
    }

    async Task LookAsync(List<TailWatcher> watching, CancellationToken token)
    {
        var marks = await MarksAsync(token);
        foreach (var tenant in positions.Keys.Except(watching.Select(watcher => watcher.Scope.Tenant)).ToList())
            positions.Remove(tenant);
        foreach (var tenant in watching.GroupBy(watcher => watcher.Scope.Tenant))
        {
            // A tenant that was not watched begins with what comes from now on.
            var news = positions.TryGetValue(tenant.Key, out var position) ? position.NewsOf(marks, time.GetUtcNow()) : [];
            var views = tenant.Where(watcher => !watcher.IsPaused).GroupBy(watcher => (watcher.Scope.Identity, watcher.Filters.Identity)).ToList();
            if (news.Count > 0 && views.Count > 0)
                await DeliverAsync([.. views.Select(view => (view.First().View, view.ToList()))], news, token);
            positions[tenant.Key] = new TailPosition(marks);
        }
    }

    async Task<Dictionary<int, SpoolMark>> MarksAsync(CancellationToken token)
    {
        await using var session = await database.ReadAsync("", token);
        await using var command = session.Command("/* gateway:tail/marks */ select number, sequence, watermark from spools");
        await using var reader = await command.ExecuteReaderAsync(token);
        var marks = new Dictionary<int, SpoolMark>();
        while (await reader.ReadAsync(token))
            marks.Add(reader.GetInt32(0), new SpoolMark(reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2)));
        return marks;
    }

    async Task DeliverAsync(IReadOnlyList<(TailView View, List<TailWatcher> Watchers)> views, IReadOnlyList<SpoolNews> news, CancellationToken token)
    {
        var scope = views[0].View.Scope;
        var found = views.Select(_ => (Rows: new List<RequestRow>(), Matched: 0L)).ToArray();
        var (sql, parameters) = TailStatement.Build(scope, [.. views.Select(view => view.View)], news);
        await using (var session = await database.ReadAsync(scope.Tenant, new ReadLimits(Timeout), token))
        {
            await using var command = session.Command(sql, parameters.ToArray());
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
                ref var view = ref found[reader.GetInt32(0)];
                view.Matched = reader.GetInt64(1);
                view.Rows.Add(RequestColumns.Read(reader, first: 2));
            }
        }

        for (var index = 0; index < views.Count; index++)
        {
            var (rows, matched) = found[index];
            if (rows.Count == 0)
                continue;
            var batch = new TailBatch(await named.OfAsync(views[index].View.Scope, rows, token), matched - rows.Count);
            foreach (var watcher in views[index].Watchers)
                watcher.Offer(batch);
        }
    }

    void Answered(List<TailWatcher> watching)
    {
        foreach (var watcher in watching)
            watcher.Become(TailState.Live);
        if (wasAway)
            Log.Back(log);
        wasAway = false;
    }

    void Away(List<TailWatcher> watching, Exception failed)
    {
        foreach (var watcher in watching)
            watcher.Become(TailState.Away);
        if (!wasAway)
            Log.Away(log, failed.Message);
        wasAway = true;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What has come cannot be read for those who watch: {Error}")]
        public static partial void Away(ILogger log, string error);

        [LoggerMessage(LogLevel.Information, "What comes can be read again for those who watch.")]
        public static partial void Back(ILogger log);
    }
}
