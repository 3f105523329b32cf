using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Jobs;

/// <summary>Takes out of the registry what has been silent for a day.</summary>
sealed class DeadNodesJob(GatewayStore store, TimeProvider time) : IJob
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public JobPlan Plan { get; } = new(
        "dead-nodes", "Dead nodes", "Takes nodes out of the list that have been silent for a day.",
        new JobSchedule.Shared("0 3/10 * * * ?", "Every 10 minutes"));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var before = time.GetUtcNow() - Kept;
        var removed = await session.Db.Nodes.Where(node => node.SeenAt < before).ExecuteDeleteAsync(token);
        await session.Db.JobRuns.Where(run => run.Scope != "" && run.StartedAt < before).ExecuteDeleteAsync(token);
        await session.CommitAsync(token);
        return removed == 0 ? "None" : $"{removed} taken out";
    }
}
