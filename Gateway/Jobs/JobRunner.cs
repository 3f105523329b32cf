using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Admin.Jobs;
using Gateway.Admin.Store;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Storage;
using Gateway.Hosting;

namespace Gateway.Jobs;

/// <summary>Runs a job and keeps how it went: in memory for this node, and in the store for all.</summary>
sealed partial class JobRunner(IEnumerable<IJob> jobs, JobLog store, DataFolder folder, NodeName node, StageFaults faults, TimeProvider time, ILogger<JobRunner> log)
{
    /// <summary>How often the store hears of runs that come every second or so.</summary>
    static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(15);

    readonly ConcurrentDictionary<string, JobRun> own = new();
    readonly ConcurrentDictionary<string, DateTimeOffset> toldAt = new();
    readonly ConcurrentDictionary<string, bool> failing = new();

    /// <summary>In the order of the list.</summary>
    public IReadOnlyList<IJob> All { get; } = [.. jobs];

    /// <summary>What this node knows of the jobs that it runs by itself.</summary>
    public IReadOnlyDictionary<string, JobRun> Own => own;

    /// <summary>The node's place among those that run a job by themselves.</summary>
    public string Scope => folder.Node.Id.ToString("N");

    /// <summary>Null: this version of the gateway has no such job.</summary>
    public IJob? Find(string id) => All.FirstOrDefault(job => job.Plan.Id == id);

    /// <summary>Runs a job that the nodes share. What fails is logged and kept; nothing is thrown but what cancels.</summary>
    public async Task RunSharedAsync(IJob job, DateTimeOffset? next, CancellationToken token)
    {
        var began = new JobRun { Job = job.Plan.Id, Scope = "", Node = node.Value, StartedAt = time.GetUtcNow(), NextAt = next };
        await TellAsync(began, token);
        await RunAsync(job, began, token);
        began.Runs = 1;
        began.Failures = began.Error is null ? 0 : 1;
        await TellAsync(began, token);
    }

    /// <summary>Runs a job that each node runs by itself.</summary>
    public async Task RunOwnAsync(IJob job, TimeSpan every, CancellationToken token)
    {
        var before = own.GetValueOrDefault(job.Plan.Id);
        var run = new JobRun { Job = job.Plan.Id, Scope = Scope, Node = node.Value, StartedAt = time.GetUtcNow(), Runs = before?.Runs ?? 0, Failures = before?.Failures ?? 0, Result = before?.Result };
        await RunAsync(job, run, token);
        run.Runs++;
        if (run.Error is not null)
            run.Failures++;
        run.NextAt = run.EndedAt + every;
        own[job.Plan.Id] = run;
        if (run.EndedAt - toldAt.GetValueOrDefault(job.Plan.Id) < TellEvery && run.Error is null == before?.Error is null)
            return;
        toldAt[job.Plan.Id] = run.EndedAt!.Value;
        await TellAsync(run, token);
    }

    async Task RunAsync(IJob job, JobRun run, CancellationToken token)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            run.Result = await job.RunAsync(token) ?? run.Result;
            faults.Works(job.Plan.Id);
            if (failing.TryRemove(job.Plan.Id, out _))
                Log.Recovered(log, job.Plan.Id);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The edge of every job: it comes again in its turn.
            (run.Error, run.FailedAt) = (failed.Message, time.GetUtcNow());
            faults.Failed(job.Plan.Id, failed.Message);
            if (failing.TryAdd(job.Plan.Id, true))
                Log.Failed(log, job.Plan.Id, failed.Message, failed);
        }

        run.EndedAt = run.StartedAt + Stopwatch.GetElapsedTime(since);
    }

    async Task TellAsync(JobRun run, CancellationToken token)
    {
        try
        {
            await store.WriteAsync(run, token);
        }
        catch (Exception away) when (away is not OutOfMemoryException && !token.IsCancellationRequested)
        {
            // What is known of jobs is for people to read; no job fails for it.
            Log.Untold(log, run.Job, away.Message);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The job {Job} failed and comes again in its turn: {Error}")]
        public static partial void Failed(ILogger log, string job, string error, Exception exception);

        [LoggerMessage(LogLevel.Information, "The job {Job} works again.")]
        public static partial void Recovered(ILogger log, string job);

        [LoggerMessage(LogLevel.Debug, "How the job {Job} went was not written down: {Error}")]
        public static partial void Untold(ILogger log, string job, string error);
    }
}
