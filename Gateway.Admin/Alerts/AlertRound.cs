using System.Diagnostics;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Queries;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Admin.Alerts;

/// <summary>
/// Evaluates what is due, on whichever node gets to it first. Call it about every second; it ends when nothing is due.
/// <code>
/// lease ─► evaluate, some at a time, few of one tenant, each with a time limit ─► write and give back, all that is done at once
///   ▲──────────────────────────── while something runs, what becomes due meanwhile ────────────────────────────┘
/// </code>
/// So a question that hangs keeps its own place until its time is over, and nobody else's.
/// </summary>
sealed partial class AlertRound(
    AlertLeases leases, AlertEvaluation evaluation, AlertRules rules, QueryEngine engine, AlertActivity activity, AlertOptions options, TimeProvider time, ILogger<AlertRound> log)
{
    /// <summary>How long a round that waits for a slow one goes without looking what has become due.</summary>
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Alerts leased for each that runs: what waits for a place takes no statement of its own to get.</summary>
    const int LeasedForEach = 4;

    /// <returns>How many alerts were evaluated.</returns>
    /// <exception cref="NpgsqlException">The store is away. Nothing is lost: leases end, and the next round goes on.</exception>
    public async Task<int> RunAsync(CancellationToken token)
    {
        using var places = new SemaphoreSlim(options.Parallelism);
        var tenants = new Dictionary<string, SemaphoreSlim>(StringComparer.Ordinal);
        var running = new List<(string Tenant, Task<EvaluatedAlert> Task)>();
        var count = 0;
        try
        {
            do
            {
                foreach (var leased in await LeaseAsync(running, token))
                {
                    if (!tenants.TryGetValue(leased.Tenant, out var own))
                        tenants[leased.Tenant] = own = new SemaphoreSlim(options.TenantParallelism);
                    running.Add((leased.Tenant, EvaluateAsync(leased, own, places, token)));
                }

                if (running.Count == 0)
                    break;
                count += await GatherAsync(running, token);
            }
            while (true);
        }
        finally
        {
            // They end with the token or with their time.
            await Task.WhenAll(running.Select(each => (Task)each.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var own in tenants.Values)
                own.Dispose();
        }

        return count;
    }

    async Task<IReadOnlyList<LeasedAlert>> LeaseAsync(List<(string Tenant, Task<EvaluatedAlert> Task)> running, CancellationToken token)
    {
        var room = options.Parallelism * LeasedForEach - running.Count;
        return room <= 0 ? [] : await leases.TakeAsync(
            room, options.TenantParallelism * LeasedForEach, running.CountBy(each => each.Tenant).ToDictionary(), await CompleteAsync(token), token);
    }

    /// <summary>Waits for one of them, then writes all that are done.</summary>
    async Task<int> GatherAsync(List<(string Tenant, Task<EvaluatedAlert> Task)> running, CancellationToken token)
    {
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(running.Select(each => (Task)each.Task).Append(Task.Delay(LookAgain, time, looking.Token)));
        await looking.CancelAsync();
        // Those that end in the same moment share a statement.
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        var done = running.FindAll(each => each.Task.IsCompleted);
        running.RemoveAll(each => each.Task.IsCompleted && done.Contains(each));
        if (done.Count == 0)
            return 0;
        var results = new List<EvaluatedAlert>();
        foreach (var (_, task) in done)
            results.Add(await task);
        var (added, thrownAway) = await leases.GiveBackAsync(results, token);
        activity.Written(added, thrownAway, time.GetUtcNow() - results.Min(result => result.At));
        return results.Count;
    }

    /// <summary>Where it cannot be told, each alert waits as long as it says.</summary>
    async Task<DateTimeOffset?> CompleteAsync(CancellationToken token)
    {
        try
        {
            return await engine.CompleteUntilAsync(token);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException && !token.IsCancellationRequested)
        {
            return null;
        }
    }

    async Task<EvaluatedAlert> EvaluateAsync(LeasedAlert leased, SemaphoreSlim own, SemaphoreSlim places, CancellationToken token)
    {
        await own.WaitAsync(token);
        try
        {
            await places.WaitAsync(token);
            try
            {
                return await EvaluateAsync(leased, token);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            own.Release();
        }
    }

    async Task<EvaluatedAlert> EvaluateAsync(LeasedAlert leased, CancellationToken token)
    {
        var since = Stopwatch.GetTimestamp();
        var states = AlertStates.Read(leased.Instances);
        var (document, rule, unreadable) = rules.Of(leased.Tenant, leased.Id, leased.Number, leased.Content);
        if (rule is null)
        {
            Log.Unreadable(log, leased.Tenant, leased.Id, unreadable);
            // Until somebody saves it again.
            return Result(new StepResult(states, [], false, $"This version does not take it: {unreadable}"), leased.DueAt, null);
        }

        // The newest moment whose traffic is there, or was waited for; those that were missed are past.
        var now = time.GetUtcNow();
        var complete = await CompleteAsync(token) ?? DateTimeOffset.MinValue;
        var latest = complete > now ? now : complete > now - rule.Lag ? complete : now - rule.Lag;
        var tick = rule.Grid.Tick(latest > leased.DueAt ? latest : leased.DueAt);
        var step = await StepAsync(leased, rule, states, tick, token);
        activity.Evaluated(step.Problem is not null, Stopwatch.GetElapsedTime(since));
        return Result(step, tick, tick + rule.Grid.Every);

        EvaluatedAlert Result(StepResult found, DateTimeOffset at, DateTimeOffset? next) => new()
        {
            Tenant = leased.Tenant,
            Id = leased.Id,
            State = found.Worst,
            At = at,
            NextAt = next,
            Took = Stopwatch.GetElapsedTime(since),
            Problem = found.Problem,
            HasMore = found.HasMore,
            Instances = found.States,
            Events = [.. found.Changes.Select(each => AlertEvents.Of(document, leased.Tenant, each.Change, each.Judged))],
        };
    }

    async Task<StepResult> StepAsync(LeasedAlert leased, AlertRule rule, IReadOnlyList<InstanceState> states, DateTimeOffset tick, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            return await evaluation.RunAsync(rule, states, tick, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return AlertEvaluation.Failed(rule, states, tick, $"It was not answered within {options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception failed) when (failed is not OutOfMemoryException and not OperationCanceledException)
        {
            // The edge of one evaluation: the others go on, and the alert says that it failed.
            Log.Failed(log, failed, leased.Tenant, leased.Id);
            return AlertEvaluation.Failed(rule, states, tick, "The gateway made a mistake; its log says which.");
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The alert {Id} of {Tenant} could not be evaluated")]
        public static partial void Failed(ILogger log, Exception failed, string tenant, string id);

        [LoggerMessage(LogLevel.Warning, "The alert {Id} of {Tenant} is not evaluated, this version does not take it: {Error}")]
        public static partial void Unreadable(ILogger log, string tenant, string id, string? error);
    }
}
