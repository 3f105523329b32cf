using Gateway.Admin.Jobs;
using Gateway.Analytics.Rollups;

namespace Gateway.Jobs;

/// <summary>Drops what is past its time: events and sums by partitions, and what is written row by row.</summary>
sealed class RetentionJob(Retention partitions, OldRows rows) : IJob
{
    public JobPlan Plan { get; } = new(
        "retention", "Retention", "Drops requests, sums, audit entries, changes of alerts and their deliveries that are past their time.",
        new JobSchedule.Shared("0 7 * * * ?", "Every hour, at 7 minutes past"));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        var dropped = await partitions.RunAsync(token);
        var removed = await rows.RemoveAsync(token);
        return dropped.Count + removed == 0 ? "Nothing was due" : $"{dropped.Count} partitions dropped, {removed} rows removed";
    }
}
