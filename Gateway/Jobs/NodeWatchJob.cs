using Gateway.Admin.Alerts;

namespace Gateway.Jobs;

/// <summary>Looks at the node for the alerts that are about it, from memory: the database may be what is away.</summary>
sealed class NodeWatchJob(NodeWatch watch) : IJob
{
    public JobPlan Plan { get; } = new(
        "node-watch", "Watch of the node", "Evaluates the alerts about the node itself, also while the database is away.",
        new JobSchedule.OnEachNode(TimeSpan.FromSeconds(1), JobNeeds.Nothing));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        await watch.RunAsync(token);
        return null;
    }
}
