using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>The database away: traffic flows, keys hold, and afterwards every event is there once.</summary>
public sealed class OutageTests
{
    [Test]
    [Category("Slow")]
    public async Task Thirty_seconds_without_the_database_under_load_fail_no_request_and_lose_no_event()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ApplyAsync(Sample.Config(upstream.Address));
        var secret = await gateway.KeyAsync(new { id = "k", tenant = "acme", name = "K" });

        using var load = new Load(gateway.Client, "/orders/1", ("X-Api-Key", secret));
        load.Start(workers: 4);
        await load.SentAsync(200);
        await server.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(30));
        var duringOutage = load.Sent;
        await server.StartAsync();
        await load.SentAsync(duringOutage + 200);
        await load.StopAsync();

        Assert.That(load.Failures, Is.Empty, "no request fails for the database");
        await gateway.DrainedAsync(load.Sent);
        Assert.That(await StoredAsync(database), Is.EqualTo((load.Sent, load.Sent)), "stored, and distinct");
    }

    [Test]
    public async Task A_node_starts_from_its_snapshot_while_the_database_is_away_and_checks_keys()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        var first = await TestGateway.StartAsync(database.ConnectionString);
        await first.ApplyAsync(Sample.Config(upstream.Address));
        var secret = await first.KeyAsync(new { id = "k", tenant = "acme", name = "K" });
        var snapshot = Path.Combine(first.Folder, "snapshot", "config.json");
        await Eventually.HoldsAsync(() => File.Exists(snapshot) && File.ReadAllText(snapshot).Contains("\"id\":\"k\"", StringComparison.Ordinal), "the key is in the snapshot");
        Assert.That(File.ReadAllText(snapshot), Does.Not.Contain(secret), "the snapshot holds no secret");
        await first.StopAsync();
        await server.StopAsync();

        await using var second = await TestGateway.StartAsync(database.ConnectionString, first.Folder);
        await second.ServingAsync();
        Assert.That(await StatusAsync(second, secret), Is.EqualTo(200));
        Assert.That(await StatusAsync(second, "wrong"), Is.EqualTo(401));
        using var health = new HttpClient();
        var ready = await health.GetStringAsync(new Uri(second.Metrics, "/ready"));
        Assert.That(ready, Does.Contain("degraded").And.Contain("snapshot"));
        using var api = await second.Api.GetAsync("routes");
        Assert.That((int)api.StatusCode, Is.EqualTo(503), "the store is away: 503, not 401 and not empty");

        await server.StartAsync();
        await second.DrainedAsync(captured: 2);
        Assert.That(await StoredAsync(database), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Hostile_events_are_set_aside_and_all_others_are_stored_within_five_seconds()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ReadyAsync();
        var spool = gateway.Services.GetRequiredService<ISpool>();
        var time = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime, DateTimeKind.Utc);
        const int Total = 5000;
        for (var i = 0; i < Total; i++)
        {
            // Past the cleaning of capture on purpose: the last wall has to hold alone.
            var hostile = (i % 1000) switch
            {
                100 when i < 1000 => Some.Event(time) with { Path = "/nul\0" },
                100 when i < 2000 => Some.Event(time) with { Host = "lone\uD800" },
                100 when i < 3000 => Some.Event(time) with { Consumer = "\uDC00" },
                100 when i < 4000 => Some.Event(new DateTime(2031, 5, 17, 0, 0, 0, DateTimeKind.Utc)),
                _ => Some.Event(time),
            };
            spool.TryAppend(hostile);
        }

        await Eventually.HoldsAsync(() => spool.Reader.Counts() is { Queued: 0 }, "all are done with", TimeSpan.FromSeconds(5));
        var counts = spool.Reader.Counts();
        Assert.That((counts.Stored, counts.Quarantined, counts.Balanced), Is.EqualTo((Total - 3, 3, true)), "2031 gets a partition of its own");
        Assert.That(await StoredAsync(database), Is.EqualTo((Total - 3, Total - 3)));
        var pipeline = await gateway.GetAsync("pipeline");
        Assert.That(pipeline["quarantine"]!.AsArray(), Has.Count.EqualTo(3));
    }

    static async Task<int> StatusAsync(TestGateway gateway, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/1");
        request.Headers.Add("X-Api-Key", secret);
        using var answer = await gateway.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    static async Task<(long Rows, long Distinct)> StoredAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*), count(distinct (spool, sequence)) from analytics.events", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
