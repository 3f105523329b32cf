using Gateway.Admin.Alerts;

namespace Gateway.Jobs;

/// <summary>Evaluates the alerts that are due. Leases share them among the nodes.</summary>
sealed class AlertsJob(AlertRound round) : IJob
{
    public JobPlan Plan { get; } = new("alerts", "Alerts", "Evaluates the alerts that are due.", new JobSchedule.OnEachNode(TimeSpan.FromSeconds(1), JobNeeds.Store));

    public async Task<string?> RunAsync(CancellationToken token) => await round.RunAsync(token) is > 0 and var count ? $"{count} evaluated" : null;
}
