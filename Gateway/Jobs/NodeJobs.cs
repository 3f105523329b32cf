using System.Collections.Concurrent;
using Gateway.Admin.Store;
using Gateway.Analytics.Storage;

namespace Gateway.Jobs;

/// <summary>Drives the jobs that each node runs by itself, each in a loop of its own. Ends when the host stops.</summary>
sealed class NodeJobs(JobRunner runner, StoreReady store, DatabaseReady database, TimeProvider time) : BackgroundService
{
    /// <summary>A job that fails is left alone for at least so long.</summary>
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<string, TaskCompletionSource> wakes = new();

    /// <summary>Runs the job as soon as it is not running.</summary>
    public void Wake(string id)
    {
        if (wakes.TryGetValue(id, out var wake))
            wake.TrySetResult();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(runner.All.Where(job => job.Plan.Schedule is JobSchedule.OnEachNode).Select(job => LoopAsync(job, (JobSchedule.OnEachNode)job.Plan.Schedule, stoppingToken)));

    async Task LoopAsync(IJob job, JobSchedule.OnEachNode schedule, CancellationToken token)
    {
        await Task.Yield();
        try
        {
            var needed = schedule.Needs switch { JobNeeds.Store => store.Task, JobNeeds.Events => database.Task, _ => Task.CompletedTask };
            await needed.WaitAsync(token);
            while (!token.IsCancellationRequested)
            {
                var wake = wakes[job.Plan.Id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await runner.RunOwnAsync(job, schedule.Every, token);
                var pause = runner.Own[job.Plan.Id].Error is not null && schedule.Every < AfterFailure ? AfterFailure : schedule.Every;
                using var ends = CancellationTokenSource.CreateLinkedTokenSource(token);
                await Task.WhenAny(Task.Delay(pause, time, ends.Token), wake.Task);
                await ends.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
