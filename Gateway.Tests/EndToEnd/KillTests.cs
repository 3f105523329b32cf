using System.Globalization;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>The gateway killed under load, counted by who sends the load.</summary>
public sealed class KillTests
{
    const int Workers = 8;

    [Test]
    [Category("Slow")]
    public async Task Killed_at_any_moment_it_loses_no_event_of_a_completed_response_and_doubles_none()
    {
        // More by hand: GATEWAY_TEST_KILLS=20.
        var kills = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_TEST_KILLS") ?? "5", CultureInfo.InvariantCulture);
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await using var first = await TestGateway.StartAsync(database.ConnectionString);
        await first.ApplyAsync(Sample.Config(upstream.Address));
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(first.Folder, "snapshot", "config.json")), "there is a snapshot");
        await first.StopAsync();

        // Small segments, so that they follow each other, and room for what the load brings while nothing is stored.
        using var gateway = new GatewayProcess(first.Folder, database.ConnectionString, "Gateway:Spool:MaximumBytes=67108864");
        await gateway.StartAsync();
        using var load = new CountedLoad(gateway.Proxy);
        load.Start(Workers);
        for (var kill = 0; kill < kills; kill++)
        {
            var isDatabaseAway = kill % 3 == 1;
            if (isDatabaseAway)
                await server.StopAsync();
            await Task.Delay(Random.Shared.Next(200, 2500));
            await load.AroundAsync(gateway.KillAsync);
            await gateway.StartAsync();
            if (isDatabaseAway)
                await server.StartAsync();
        }

        await load.StopAsync();
        await Eventually.HoldsAsync(async () => await gateway.MetricAsync("gateway_events_queued") == 0, "all events are stored", TimeSpan.FromSeconds(60));
        var (rows, distinct, paths) = await CountedLoad.StoredAsync(database);
        var missing = load.Completed.Keys.Where(path => !paths.ContainsKey(path)).ToList();
        var twice = paths.Count(path => path.Value > 1 && !load.Interrupted.ContainsKey(path.Key));
        await TestContext.Out.WriteLineAsync(
            $"{kills} kills, {Workers} workers: {load.Completed.Count} responses completed, {load.Interrupted.Count} requests in flight at the kills, {rows} events stored, {missing.Count} completed without an event, {twice} twice");
        Assert.That(missing, Has.Count.LessThanOrEqualTo(load.Interrupted.Count), $"completed and not stored, against requests in flight at the kills\n{gateway.Output}");
        Assert.That((rows - distinct, twice), Is.EqualTo((0L, 0)), "no event is stored twice");
        Assert.That(load.Completed, Has.Count.GreaterThan(kills * 50));
        await gateway.KillAsync();
    }
}
