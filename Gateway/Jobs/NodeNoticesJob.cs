using Gateway.Admin.Notices;

namespace Gateway.Jobs;

/// <summary>Tells of what this node sees of itself, also while the database is away.</summary>
sealed class NodeNoticesJob(NodeNoticeSender sender) : IJob
{
    public JobPlan Plan { get; } = new(
        "node-notices", "Notices of the node", "Tells of what the node sees of itself, also while the database is away.",
        new JobSchedule.OnEachNode(TimeSpan.FromSeconds(1), JobNeeds.Nothing));

    public async Task<string?> RunAsync(CancellationToken token) =>
        await sender.RunAsync(token) is > 0 and var sent ? $"{sent} messages sent from memory" : null;
}
