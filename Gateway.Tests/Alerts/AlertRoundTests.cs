using Gateway.Admin.Alerts;
using Gateway.Admin.Store;
using Gateway.Analytics.Events;
using Gateway.Analytics.Storage;
using Gateway.Tests.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>Evaluation over nodes: leases, takeover, late data, failures, limits. Each test has a tenant of its own.</summary>
public sealed class AlertRoundTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    const string Failing = """{"when":{"query":{"measures":["errorRate"]},"reduce":"max","op":">","threshold":0.05},"window":"00:05:00","message":"{value} fail"}""";

    AlertStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => stand = await AlertStand.StartAsync(Start);

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [SetUp]
    public async Task EmptyAsync()
    {
        await stand.GoAsync(Start);
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, default);
        session.Db.Alerts.RemoveRange(session.Db.Alerts);
        await session.CommitAsync(default);
    }

    [Test]
    public async Task Upstream_5xx_fire_the_error_rate_alert_and_refusals_of_the_gateway_do_not()
    {
        await stand.AddAsync("failing", Failing);
        await stand.AddAsync("refusing", Failing);
        await stand.AddAsync("resting", Failing.Replace("""["errorRate"]""", """["errorRate"],"filters":[{"dimension":"reason","op":"isNot","values":["maintenance"]}]""", StringComparison.Ordinal));
        await SampleEvent.StoreAsync(stand.Events,
        [
            .. Traffic("failing", 10, new() { Time = default, Status = 500 }),
            .. Traffic("failing", 90, new() { Time = default }),
            .. Traffic("refusing", 50, new() { Time = default, Status = 401, FailedBy = FailedBy.Policy, Reason = Reason.KeyMissing }),
            .. Traffic("refusing", 50, new() { Time = default, Status = 429, FailedBy = FailedBy.Policy }),
            .. Traffic("resting", 50, new() { Time = default, Status = 503, FailedBy = FailedBy.Policy, Reason = Reason.Maintenance }),
            .. Traffic("resting", 50, new() { Time = default }),
        ]);
        await stand.Node().Round.RunAsync(default);
        Assert.That((await stand.StateAsync("failing")).State, Is.EqualTo("firing"));
        Assert.That((await stand.StateAsync("refusing")).State, Is.EqualTo("ok"));
        Assert.That((await stand.StateAsync("resting")).State, Is.EqualTo("ok"));
        var fired = (await stand.LogAsync("failing")).Single();
        Assert.That((fired.FromState, fired.ToState, fired.Notice, fired.Message), Is.EqualTo(("ok", "firing", "fired", "10 % fail")));
        Assert.That((fired.WindowTo - fired.WindowFrom, fired.WindowTo.Second), Is.EqualTo((TimeSpan.FromMinutes(5), 0)));
    }

    [Test]
    public async Task Two_nodes_evaluate_each_alert_once_for_each_interval()
    {
        for (var number = 0; number < 20; number++)
            await stand.AddAsync("twice", Failing.Insert(1, $"\"id\":\"a{number}\","));
        TestNode[] nodes = [stand.Node(), stand.Node()];
        for (var minute = 1; minute <= 3; minute++)
        {
            await stand.GoAsync(Start.AddMinutes(minute));
            await Task.WhenAll(nodes.Select(node => node.Round.RunAsync(default)));
            // Nothing is due twice.
            await Task.WhenAll(nodes.Select(node => node.Round.RunAsync(default)));
        }

        Assert.That(nodes.Sum(node => node.Activity.Evaluations), Is.EqualTo(3 * 20));
        Assert.That(nodes.Sum(node => node.Activity.Lost), Is.Zero);
    }

    [Test]
    public async Task What_a_node_leased_and_did_not_finish_another_takes_over()
    {
        await stand.AddAsync("killed", Failing);
        await SampleEvent.StoreAsync(stand.Events, [.. Traffic("killed", 10, new() { Time = default, Status = 500 })]);
        var (dead, living) = (stand.Node(), stand.Node());
        var leased = await dead.Leases.TakeAsync(10, 10, new Dictionary<string, int>(), Start, default);
        Assert.That(leased, Has.Count.EqualTo(1));
        Assert.That(await living.Round.RunAsync(default), Is.Zero, "it is leased");

        await stand.GoAsync(Start + AlertLeases.Lease);
        Assert.That(await living.Round.RunAsync(default), Is.EqualTo(1));
        Assert.That((await stand.StateAsync("killed")).State, Is.EqualTo("firing"));

        // It was only slow: what it found is of the past.
        var late = new EvaluatedAlert
        {
            Tenant = "killed", Id = "a", State = default, At = Start, NextAt = Start, Took = default, Problem = null, HasMore = false, Instances = [], Events = [.. await stand.LogAsync("killed")],
        };
        Assert.That(await dead.Leases.GiveBackAsync([late], default), Is.EqualTo((0, 1)));
        Assert.That((await stand.StateAsync("killed")).State, Is.EqualTo("firing"));
        Assert.That(await stand.LogAsync("killed"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Traffic_that_is_late_is_waited_for_and_then_it_is_no_data()
    {
        await stand.AddAsync("late", Failing.Insert(1, "\"noData\":\"alert\",\"lag\":\"00:01:00\","));
        await SampleEvent.StoreAsync(stand.Events, [.. Traffic("late", 10, new() { Time = default })]);
        var node = stand.Node();
        var stuck = Start.AddSeconds(-1);
        await stand.GoAsync(Start.AddSeconds(59), stuck);
        Assert.That(await node.Round.RunAsync(default), Is.Zero, "it is waited for");
        await stand.GoAsync(Start.AddSeconds(60), stuck);
        Assert.That(await node.Round.RunAsync(default), Is.EqualTo(1), "long enough");
        Assert.That((await stand.StateAsync("late")).State, Is.EqualTo("ok"), "most of the window is there");
        for (var minute = 2; minute <= 8; minute++)
        {
            await stand.GoAsync(Start.AddMinutes(minute), stuck);
            await node.Round.RunAsync(default);
        }

        var row = (await stand.LogAsync("late")).Single();
        Assert.That((row.ToState, row.Notice), Is.EqualTo(("noData", "fired")));
        await stand.GoAsync(Start.AddMinutes(9));
        await node.Round.RunAsync(default);
        Assert.That((await stand.LogAsync("late")).Select(each => each.ToState), Is.EqualTo(new[] { "noData" }), "no request at all in the window is no data too");
    }

    [Test]
    public async Task Without_the_database_of_events_it_is_an_error_and_told()
    {
        await stand.AddAsync("away", Failing);
        await using var nothing = new AnalyticsDatabase("Host=127.0.0.1;Port=9;Username=x;Database=x;Timeout=1");
        var node = stand.Node(stand.EngineOn(nothing));
        Assert.That(await node.Round.RunAsync(default), Is.Zero, "what is complete cannot be told, so the lag is waited for");
        await stand.GoAsync(Start.AddSeconds(60));
        await node.Round.RunAsync(default);
        var row = (await stand.LogAsync("away")).Single();
        Assert.That((row.ToState, row.Notice), Is.EqualTo(("error", "fired")));
        Assert.That(row.Message, Does.Contain("The database is away."));
        Assert.That((await stand.StateAsync("away")).Problem, Does.StartWith("The database is away."));

        await stand.GoAsync(Start.AddSeconds(120));
        await stand.Node().Round.RunAsync(default);
        Assert.That((await stand.LogAsync("away")).Select(each => (each.ToState, each.Notice)), Is.EqualTo(new[] { ("error", "fired"), ("ok", "resolved") }));
    }

    [Test]
    public async Task A_question_that_hangs_stops_no_other()
    {
        for (var number = 0; number < 4; number++)
            await stand.AddAsync("hanging", $$"""{"id":"a{{number}}","when":{"query":{"measures":["slow"]},"reduce":"max","op":">","threshold":1} }""");
        await stand.AddAsync("quick", Failing);
        await SampleEvent.StoreAsync(stand.Events, [.. Traffic("hanging", 5, new() { Time = default }), .. Traffic("quick", 5, new() { Time = default, Status = 502 })]);
        var node = stand.Node(options: new AlertOptions { Parallelism = 2, TenantParallelism = 1, Timeout = TimeSpan.FromSeconds(1) });
        var round = node.Round.RunAsync(default);
        await Support.Eventually.HoldsAsync(async () => (await stand.StateAsync("quick")).State == "firing", "the other is evaluated");
        Assert.That(round.IsCompleted, Is.False, "the slow ones still run");
        await round;
        Assert.That((await stand.LogAsync("hanging")).Select(row => (row.ToState, row.Message.Contains("within 1 s", StringComparison.Ordinal))), Is.EqualTo(Enumerable.Repeat(("error", true), 4)));
    }

    [Test]
    public async Task One_change_is_logged_once_however_often_it_is_found()
    {
        await stand.AddAsync("once", Failing);
        await SampleEvent.StoreAsync(stand.Events, [.. Traffic("once", 5, new() { Time = default, Status = 502 })]);
        await stand.Node().Round.RunAsync(default);
        var rows = await stand.LogAsync("once");
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, default);
        var connection = (Npgsql.NpgsqlConnection)Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(session.Db.Database);
        Assert.That(await AlertEvents.AddAsync(connection, rows, default), Is.Zero);
    }

    [Test]
    public async Task A_rule_that_this_version_does_not_take_is_said_and_not_tried_again()
    {
        await stand.AddAsync("old", Failing);
        await using (var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, default))
        {
            session.Db.Alerts.Single(row => row.TenantId == "old").Content = Failing.Insert(1, "\"id\":\"a\",\"name\":\"A\",").Replace("errorRate", "gone", StringComparison.Ordinal);
            await session.CommitAsync(default);
        }

        await stand.Node().Round.RunAsync(default);
        var state = await stand.StateAsync("old");
        Assert.That((state.DueAt, state.Problem), Is.EqualTo(((DateTimeOffset?)null, state.Problem)));
        Assert.That(state.Problem, Does.Contain("'gone' is no measure"));
    }

    // In one minute that the first window holds.
    static IEnumerable<SampleEvent> Traffic(string tenant, int count, SampleEvent like) =>
        Enumerable.Range(0, count).Select(number => like with { Tenant = tenant, Time = Start.UtcDateTime.AddSeconds(-180 + number * 0.5) });
}
