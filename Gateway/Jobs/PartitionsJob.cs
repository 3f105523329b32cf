using Gateway.Analytics.Storage;

namespace Gateway.Jobs;

/// <summary>Makes the partitions of the next days before anybody needs them.</summary>
sealed class PartitionsJob(AnalyticsDatabase database, TimeProvider time) : IJob
{
    const int Ahead = 3;

    public JobPlan Plan { get; } = new(
        "partitions", "Partitions ahead", "Makes the partitions of today and the next days, so that the writer never waits for one.",
        new JobSchedule.Shared("0 17 * * * ?", "Every hour, at 17 minutes past"));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        // Of its own: the writer's may be in use.
        await new Partitions(database).EnsureAsync(Enumerable.Range(0, Ahead + 1).Select(today.AddDays), token);
        return $"There up to {today.AddDays(Ahead):yyyy-MM-dd}";
    }
}
