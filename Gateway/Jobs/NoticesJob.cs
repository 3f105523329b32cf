using Gateway.Admin.Notices;

namespace Gateway.Jobs;

/// <summary>Routes what alerts logged and sends what waits. Leases share the work among the nodes.</summary>
sealed class NoticesJob(NoticeRouter router, NoticeSender sender) : IJob
{
    public JobPlan Plan { get; } = new(
        "notices", "Notices", "Routes changes of alerts to channels and sends what waits.", new JobSchedule.OnEachNode(TimeSpan.FromSeconds(1), JobNeeds.Store));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        var routed = await router.RunAsync(token);
        var sent = await sender.RunAsync(token);
        return routed + sent == 0 ? null : $"{routed} routed, {sent} messages sent";
    }
}
