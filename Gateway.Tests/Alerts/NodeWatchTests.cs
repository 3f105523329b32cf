using Gateway.Admin.Alerts;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>Alerts about the gateway itself: from memory, and through the store while there is one.</summary>
public sealed class NodeWatchTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    AlertStand stand = null!;

    [SetUp]
    public async Task StartAsync() => stand = await AlertStand.StartAsync(Start);

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_database_that_is_away_is_told_from_memory_and_logged_when_it_is_back()
    {
        await stand.AddAsync(GatewayStore.PlatformTenant, """{"when":{"health":"databaseAway"},"every":"00:00:01","for":"00:00:05"}""");
        var (node, notices) = Node("one");
        await node.Watch.RunAsync(default);
        await AllowAsync(false);
        node.Signals.Readings = [new HealthReading("database@one", 1)];
        for (var second = 1; second <= 8; second++)
        {
            stand.Time.Now = Start.AddSeconds(second);
            await node.Watch.RunAsync(default);
        }

        Assert.That(notices.Reader.TryRead(out var notice));
        Assert.That((notice!.Kind, notice.To, notice.Instance), Is.EqualTo((NoticeKind.Fired, AlertStatus.Firing, "database@one")));
        Assert.That(notices.Reader.TryRead(out _), Is.False, "one notice");

        await AllowAsync(true);
        node.Signals.Readings = [new HealthReading("database@one", 0)];
        stand.Time.Now = Start.AddSeconds(20);
        await node.Watch.RunAsync(default);
        var log = await stand.LogAsync(GatewayStore.PlatformTenant);
        Assert.That(log.Select(row => (row.ToState, row.Notice, row.RoutedAt is not null)), Is.EqualTo(new[]
        {
            ("pending", null, false), ("firing", "fired", true), ("ok", "resolved", false),
        }), "what was told from memory is not routed again, its end goes the usual way");
        Assert.That(log[1].Key, Is.EqualTo(notice.Key));
        Assert.That(log[2].Incident, Is.EqualTo(notice.Incident));
    }

    [Test]
    public async Task What_all_nodes_see_alike_is_told_once_and_what_each_sees_by_each()
    {
        await stand.AddAsync("acme", """{"id":"key","when":{"health":"keyExpiry"},"every":"00:00:01"}""");
        await stand.AddAsync("acme", """{"id":"down","when":{"health":"destinationDown"},"every":"00:00:01"}""");
        var expires = Start.AddDays(3);
        foreach (var name in new[] { "one", "two" })
        {
            var (node, _) = Node(name);
            node.Signals.ByKind[HealthKind.KeyExpiry] = [new HealthReading("mobile", 3, expires)];
            node.Signals.ByKind[HealthKind.DestinationDown] = [new HealthReading($"main@{name}", 1)];
            await node.Watch.RunAsync(default);
            stand.Time.Now = stand.Time.Now.AddSeconds(1);
        }

        var log = await stand.LogAsync("acme");
        Assert.That(log.Select(row => row.Instance), Is.EquivalentTo(new[] { "mobile", "main@one", "main@two" }));
        var state = AlertStates.Read((await stand.StateAsync("acme", "down")).Instances);
        Assert.That(state.Select(each => each.Instance), Is.EquivalentTo(new[] { "main@one", "main@two" }));
        Assert.That((await stand.StateAsync("acme", "down")).State, Is.EqualTo("firing"));
    }

    [Test]
    public async Task A_node_that_starts_again_goes_on_where_it_was()
    {
        await stand.AddAsync("acme", """{"when":{"health":"destinationDown"},"every":"00:00:01"}""");
        var (before, _) = Node("one");
        before.Signals.Readings = [new HealthReading("main@one", 1)];
        await before.Watch.RunAsync(default);

        stand.Time.Now = Start.AddSeconds(30);
        var (after, _) = Node("one");
        after.Signals.Readings = [new HealthReading("main@one", 1)];
        await after.Watch.RunAsync(default);
        Assert.That(await stand.LogAsync("acme"), Has.Count.EqualTo(1), "it fired before");
        after.Signals.Readings = [];
        stand.Time.Now = Start.AddSeconds(31);
        await after.Watch.RunAsync(default);
        Assert.That((await stand.LogAsync("acme")).Select(row => row.ToState), Is.EqualTo(new[] { "firing", "ok" }), "a cluster that is gone is over");
    }

    ((NodeWatch Watch, FakeSignals Signals) Node, NodeNotices Notices) Node(string name)
    {
        var (signals, notices) = (new FakeSignals(name), new NodeNotices());
        return ((new NodeWatch(stand.Store, new AlertRules(new RuleReader(stand.Catalogue)), signals, notices, stand.Time, NullLogger<NodeWatch>.Instance), signals), notices);
    }

    /// <summary>Lets nobody into the database, or everybody again.</summary>
    async Task AllowAsync(bool allow)
    {
        var login = new NpgsqlConnectionStringBuilder(stand.Storage.AdministratorConnectionString) { Database = "postgres" };
        await using var connection = new NpgsqlConnection(login.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"alter database {stand.Storage.Name} with allow_connections {(allow ? "true" : "false")}; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{stand.Storage.Name}'", connection);
        await command.ExecuteNonQueryAsync();
    }

    sealed class FakeSignals(string node) : INodeSignals
    {
        public string Node => node;

        public IReadOnlyList<HealthReading> Readings { get; set; } = [];

        public Dictionary<HealthKind, IReadOnlyList<HealthReading>> ByKind { get; } = [];

        public IReadOnlyList<HealthReading> Read(HealthKind kind, string? tenant) => ByKind.GetValueOrDefault(kind, Readings);
    }
}
