using Gateway.Analytics.Rollups;

namespace Gateway.Jobs;

/// <summary>Builds sums of what has closed. A lease of the fold's own lets one node at a time do it.</summary>
sealed class FoldJob(FoldRounds fold, FoldWatch watch, RollupOptions options, TimeProvider time) : IJob
{
    public JobPlan Plan { get; } = new("fold", "Sums", "Builds the sums of minutes, hours and days that have closed.", new JobSchedule.OnEachNode(options.Interval, JobNeeds.Events));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        await fold.RunAsync(token);
        return watch.Current?.Grains.Max(grain => grain.LagAt(time.GetUtcNow())) is { } lag ? $"{lag.TotalSeconds:0} seconds behind at most" : null;
    }
}
