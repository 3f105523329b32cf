using Gateway.Admin.Store;
using Gateway.Hosting;
using Npgsql;
using Quartz;

namespace Gateway.Jobs;

/// <summary>
/// The jobs that the nodes share, on Quartz: the only file that knows it. Its tables are in schema <c>quartz</c>, where one node
/// takes each firing, another takes over what a dead node left, and what fell due while no node ran is found again.
/// It starts beside the gateway once the database answers, and when the gateway stops it is waited for no longer than
/// <see cref="StopLimit"/>; neither start, proxy nor stop depends on it. Ends with the host.
/// </summary>
sealed partial class Scheduler(
    JobRunner runner, DatabaseAddress address, DataFolder folder, StoreReady store, SchedulerPace pace, ILoggerFactory loggers, TimeProvider time) : BackgroundService
{
    const string Prefix = "quartz.qrtz_";
    const long SetUp = 0x67617465_6A6F6273;

    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    readonly ILogger log = loggers.CreateLogger<Scheduler>();
    volatile IScheduler? running;

    string ConnectionString => new NpgsqlConnectionStringBuilder(address.ConnectionString)
    {
        ApplicationName = "gateway-jobs",
        MaxPoolSize = 4,
        Timeout = 5,
    }.ConnectionString;

    /// <summary>When the job is due next, by its expression.</summary>
    public static DateTimeOffset? NextOf(JobSchedule.Shared schedule, DateTimeOffset now) => new CronExpression(schedule.Cron, TimeZoneInfo.Utc).GetNextValidTimeAfter(now);

    /// <summary>Has one of the nodes run the job as soon as possible; false: the scheduler has not started yet, or its tables do not answer.</summary>
    public async Task<bool> TriggerAsync(string id, CancellationToken token)
    {
        if (running is not { } scheduler)
            return false;
        try
        {
            await scheduler.TriggerJob(new JobKey(id), cancellationToken: token);
            return true;
        }
        catch (SchedulerException away)
        {
            Log.NotTriggered(log, id, away.Message);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await store.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(pace.After, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var said = false;
        while (!stoppingToken.IsCancellationRequested && running is null)
        {
            try
            {
                await ProvisionAsync(stoppingToken);
                running = await StartSchedulerAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: the database may be away again.
                if (!said)
                    Log.NotStarted(log, failed.Message);
                said = true;
                await Task.Delay(Retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndAsync();
    }

    async Task<IScheduler> StartSchedulerAsync(CancellationToken token)
    {
        var scheduler = await QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.Services.AddSingleton(loggers);
            quartz.Services.AddSingleton(runner);
            quartz.Services.AddSingleton(time);
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "gateway";
                // Of this run: one that comes back after a crash is another, and takes over what the crash left.
                options.InstanceId = $"{folder.Node.Id:N}-{Guid.NewGuid():N}"[..41];
                options.IdleWaitTime = pace.Idle;
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 3);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, ConnectionString);
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = Prefix;
                    options.StoreJobDataAsStrings = true;
                    options.SchemaProvisioning = SchemaProvisioning.None;
                    options.MisfireThreshold = pace.Misfire;
                    options.RecoverFiringsCancelledByShutdown = true;
                });
                store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (pace.CheckIn, pace.DeadAfter));
            });
        }).BuildScheduler(token);
        try
        {
            await PlanAsync(scheduler, token);
            await scheduler.Start(token);
            return scheduler;
        }
        catch
        {
            await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Brings the stored plan to this version's; a trigger that is as it should be stays, and with it what it missed.</summary>
    async Task PlanAsync(IScheduler scheduler, CancellationToken token)
    {
        var shared = runner.All.Where(job => job.Plan.Schedule is JobSchedule.Shared).ToList();
        foreach (var stored in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), token))
        {
            if (shared.All(job => job.Plan.Id != stored.Name))
                await scheduler.DeleteJob(stored, token);
        }

        foreach (var job in shared)
        {
            var schedule = (JobSchedule.Shared)job.Plan.Schedule;
            var key = new TriggerKey(job.Plan.Id);
            var detail = JobBuilder.Create<Firing>().WithIdentity(job.Plan.Id).StoreDurably().RequestRecovery().Build();
            await scheduler.AddJob(detail, new AddJobOptions { Replace = true }, token);
            var trigger = TriggerBuilder.Create().ForJob(job.Plan.Id).WithIdentity(key)
                .WithCronSchedule(schedule.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
                .Build();
            var stored = await scheduler.GetTrigger(key, token);
            if (stored is null)
                await scheduler.ScheduleJob(trigger, cancellationToken: token);
            else if ((stored as ICronTrigger)?.CronExpressionString != schedule.Cron)
                await scheduler.RescheduleJob(key, trigger, token);
        }
    }

    /// <summary>Makes the tables where they are not there. Under a lock, as nodes start together.</summary>
    async Task ProvisionAsync(CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using var command = new NpgsqlCommand($"/* gateway:jobs/lock */ select pg_advisory_xact_lock({SetUp})", connection, transaction);
        await command.ExecuteNonQueryAsync(token);
        command.CommandText = "/* gateway:jobs/tables */ select to_regclass('quartz.qrtz_triggers') is not null";
        if (await command.ExecuteScalarAsync(token) is true)
            return;
        command.CommandText = $"/* gateway:jobs/create */ create schema if not exists quartz; {Tables()}";
        await command.ExecuteNonQueryAsync(token);
        await transaction.CommitAsync(token);
    }

    /// <summary>The statements that Quartz ships.</summary>
    static string Tables()
    {
        using var reader = new StreamReader(typeof(IScheduler).Assembly.GetManifestResourceStream("Quartz.Impl.AdoJobStore.Schema.create_postgres.sql")!);
        return reader.ReadToEnd()
            .Replace("{0}", Prefix, StringComparison.Ordinal)
            .Replace("{1}", Prefix.Split('.')[1], StringComparison.Ordinal);
    }

    async Task EndAsync()
    {
        if (running is not { } scheduler)
            return;
        running = null;
        try
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).AsTask().WaitAsync(StopLimit, time);
        }
        catch (Exception stuck) when (stuck is not OutOfMemoryException)
        {
            // Its place in the cluster ends by itself, and another node takes over.
            Log.NotStopped(log, stuck.Message);
        }

        await using var pooled = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(pooled);
    }

    /// <summary>A job as Quartz sees it: its id.</summary>
    [DisallowConcurrentExecution]
    sealed class Firing(JobRunner runner, TimeProvider time) : Quartz.IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            // An older node may be asked for a job that it does not know yet.
            if (runner.Find(context.JobDetail.Key.Name) is { Plan.Schedule: JobSchedule.Shared schedule } job)
                await runner.RunSharedAsync(job, NextOf(schedule, time.GetUtcNow()), cancellationToken);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Shared jobs wait, the scheduler cannot start and tries again: {Error}")]
        public static partial void NotStarted(ILogger log, string error);

        [LoggerMessage(LogLevel.Information, "The job {Job} could not be started: {Error}")]
        public static partial void NotTriggered(ILogger log, string job, string error);

        [LoggerMessage(LogLevel.Information, "The scheduler did not end in time: {Error}")]
        public static partial void NotStopped(ILogger log, string error);
    }
}

/// <summary>How closely the nodes watch each other.</summary>
sealed record SchedulerPace
{
    /// <summary>How long after the database answered it starts: nothing that it does is urgent, and a gateway that starts has better to do.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a node says that it lives.</summary>
    public TimeSpan CheckIn { get; init; } = TimeSpan.FromSeconds(7.5);

    /// <summary>How long after that it counts as dead.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How late a firing counts as missed.</summary>
    public TimeSpan Misfire { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the scheduler sleeps when it finds nothing to do.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);
}
