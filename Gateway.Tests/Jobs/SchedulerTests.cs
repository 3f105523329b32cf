using System.Collections.Concurrent;
using Gateway.Admin.Store;
using Gateway.Jobs;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Jobs;

/// <summary>Shared jobs over several nodes on one database. The nodes watch each other more closely than they do in earnest.</summary>
public sealed class SchedulerTests
{
    static readonly SchedulerPace Close = new()
    {
        After = TimeSpan.Zero,
        CheckIn = TimeSpan.FromSeconds(1),
        DeadAfter = TimeSpan.FromSeconds(1),
        Misfire = TimeSpan.FromSeconds(1),
        Idle = TimeSpan.FromSeconds(1),
    };

    // Nodes of one database share it.
    string secret = null!;

    [OneTimeSetUp]
    public void Write()
    {
        secret = Path.GetTempFileName();
        File.WriteAllText(secret, Convert.ToBase64String(new byte[32]));
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [OneTimeTearDown]
    public void Remove() => File.Delete(secret);

    [Test]
    public async Task Two_nodes_run_each_firing_once()
    {
        var tick = new Probe("probe", "* * * * * ?");
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var first = await StartAsync(database, tick);
        await using var second = await StartAsync(database, tick);
        await Eventually.HoldsAsync(() => tick.Runs.Count >= 5, "it ran some times");
        var runs = tick.Runs.ToList();
        Assert.That(tick.AtOnce, Is.EqualTo(1));
        Assert.That(runs.Zip(runs.Skip(1), (one, next) => next - one), Is.All.GreaterThan(TimeSpan.FromMilliseconds(300)), "a firing is nobody's twice");
    }

    [Test]
    public async Task What_fell_due_while_no_node_ran_is_made_up_for_once()
    {
        var yearly = new Probe("probe", "0 0 0 1 1 ?");
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using (await StartAsync(database, yearly))
        {
            await Eventually.HoldsAsync(async () => await CountAsync(database, "select count(*) from quartz.qrtz_triggers where trigger_name = 'probe'") == 1, "it is planned");
        }

        // Ten minutes ago nobody was there.
        var missed = TimeProvider.System.GetUtcNow().AddMinutes(-10).UtcTicks;
        await ExecuteAsync(database, $"update quartz.qrtz_triggers set next_fire_time = {missed} where trigger_name = 'probe'");
        await using var second = await StartAsync(database, yearly);
        await Eventually.HoldsAsync(() => yearly.Runs.Count == 1, "it is made up for");
        var planned = await CountAsync(database, "select next_fire_time from quartz.qrtz_triggers where trigger_name = 'probe'");
        Assert.That((planned > TimeProvider.System.GetUtcNow().UtcTicks, yearly.Runs.Count), Is.EqualTo((true, 1)), "and no more than once");
    }

    [Test]
    public async Task What_a_dead_node_left_another_takes_over()
    {
        var yearly = new Probe("probe", "0 0 0 1 1 ?");
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using (await StartAsync(database, yearly))
        {
            await Eventually.HoldsAsync(async () => await CountAsync(database, "select count(*) from quartz.qrtz_triggers where trigger_name = 'probe'") == 1, "it is planned");
        }

        // A node that was killed in the middle of the job leaves these.
        var then = TimeProvider.System.GetUtcNow().AddMinutes(-1).UtcTicks;
        await ExecuteAsync(database, $"""
            insert into quartz.qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval) values ('gateway', 'dead', {then}, 1000);
            insert into quartz.qrtz_fired_triggers
              (sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, priority, state, job_name, job_group, is_nonconcurrent, requests_recovery)
            values ('gateway', 'left', 'probe', 'DEFAULT', 'dead', {then}, {then}, 5, 'EXECUTING', 'probe', 'DEFAULT', true, true)
            """);
        await using var other = await StartAsync(database, yearly);
        await Eventually.HoldsAsync(() => yearly.Runs.Count == 1, "another node runs it");
        Assert.That(await CountAsync(database, "select count(*) from quartz.qrtz_scheduler_state where instance_name = 'dead'"), Is.Zero);
    }

    [Test]
    public async Task A_job_that_fails_says_why_and_comes_again()
    {
        var failing = new Probe("probe", "* * * * * ?") { Failure = "no luck" };
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await StartAsync(database, failing);
        var root = ApiCaller.Root(gateway);
        async Task<(string? Error, long Failures)> StateAsync()
        {
            var job = (await root.GetAsync("jobs"))["items"]!.AsArray().Single(each => each!["id"]!.ToString() == "probe")!;
            return (job["error"]?.ToString(), job["failures"]!.GetValue<long>());
        }

        await Eventually.HoldsAsync(async () => await StateAsync() is ("no luck", >= 2), "it failed twice");
        failing.Failure = null;
        await Eventually.HoldsAsync(async () => (await StateAsync()).Error is null, "it works again");
    }

    [Test]
    public async Task With_the_database_away_the_gateway_starts_and_stops_as_ever()
    {
        var gateway = await TestGateway.StartAsync("Host=127.0.0.1;Port=1;Username=nobody;Database=none");
        var since = TimeProvider.System.GetTimestamp();
        await gateway.DisposeAsync();
        Assert.That(TimeProvider.System.GetElapsedTime(since), Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    async Task<TestGateway> StartAsync(TestDatabase database, Probe probe)
    {
        var gateway = await TestGateway.StartWithAsync(
            services => services.AddSingleton(Close).AddSingleton<Gateway.Jobs.IJob>(probe), database.ConnectionString, null, $"Gateway:SecretFile={secret}");
        await gateway.Services.GetRequiredService<StoreReady>().Task.WaitAsync(TimeSpan.FromSeconds(60));
        return gateway;
    }

    static async Task<long> CountAsync(TestDatabase database, string sql)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(database.ConnectionString);
            await using var command = source.CreateCommand(sql);
            return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return -1;
        }
    }

    static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A job that only counts.</summary>
    sealed class Probe(string id, string cron) : Gateway.Jobs.IJob
    {
        int now;

        public JobPlan Plan { get; } = new(id, "Probe", "Counts.", new JobSchedule.Shared(cron, "As told"));

        public ConcurrentQueue<DateTimeOffset> Runs { get; } = [];

        public string? Failure { get; set; }

        public int AtOnce { get; private set; }

        public async Task<string?> RunAsync(CancellationToken token)
        {
            AtOnce = Math.Max(AtOnce, Interlocked.Increment(ref now));
            Runs.Enqueue(TimeProvider.System.GetUtcNow());
            // Long enough to meet another one, were it let in.
            await Task.Delay(TimeSpan.FromMilliseconds(200), token);
            Interlocked.Decrement(ref now);
            return Failure is null ? "counted" : throw new InvalidOperationException(Failure);
        }
    }
}
