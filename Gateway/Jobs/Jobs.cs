using Gateway.Admin.Jobs;

namespace Gateway.Jobs;

/// <summary>All jobs.</summary>
static class Jobs
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<IJob, AlertsJob>()
        .AddSingleton<IJob, NodeWatchJob>()
        .AddSingleton<IJob, NoticesJob>()
        .AddSingleton<IJob, NodeNoticesJob>()
        .AddSingleton<IJob, FoldJob>()
        .AddSingleton<IJob, SpoolJob>()
        .AddSingleton<IJob, RetentionJob>()
        .AddSingleton<IJob, PartitionsJob>()
        .AddSingleton<IJob, KeysJob>()
        .AddSingleton<IJob, DeadNodesJob>()
        .AddSingleton<IJob, StatisticsJob>()
        .AddSingleton<JobRunner>()
        .AddSingleton<SchedulerPace>()
        .AddSingleton<Scheduler>()
        .AddHostedService(provider => provider.GetRequiredService<Scheduler>())
        .AddSingleton<NodeJobs>()
        .AddHostedService(provider => provider.GetRequiredService<NodeJobs>())
        .AddSingleton<IJobDesk, JobDesk>();
}
