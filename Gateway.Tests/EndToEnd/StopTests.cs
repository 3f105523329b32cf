using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>The gateway's process asked to end under load (SIGTERM), counted by who sends the load.</summary>
public sealed class StopTests
{
    const int Workers = 8;

    [Test]
    [Category("Slow")]
    public async Task Asked_to_end_under_load_it_stores_every_completed_response_once_and_ends_well([Values] bool isDatabaseAway)
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await using var first = await TestGateway.StartAsync(database.ConnectionString);
        await first.ApplyAsync(Sample.Config(upstream.Address));
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(first.Folder, "snapshot", "config.json")), "there is a snapshot");
        await first.StopAsync();

        using var gateway = new GatewayProcess(first.Folder, database.ConnectionString, "Gateway:Ingest:StopDeadline=00:00:03");
        await gateway.StartAsync();
        using var load = new CountedLoad(gateway.Proxy);
        load.Start(Workers);
        await load.CompletedAsync(400);
        if (isDatabaseAway)
        {
            await server.StopAsync();
            await load.CompletedAsync(800);
        }

        Assert.That(await gateway.TerminateAsync(), Is.Zero, gateway.Output);
        await load.StopAsync();
        if (isDatabaseAway)
        {
            // What is in the spool is stored by the next process.
            await server.StartAsync();
            await gateway.StartAsync();
            await Eventually.HoldsAsync(async () => await gateway.MetricAsync("gateway_events_queued") == 0, "all events are stored", TimeSpan.FromSeconds(60));
            Assert.That(await gateway.TerminateAsync(), Is.Zero, gateway.Output);
        }

        var (rows, distinct, paths) = await CountedLoad.StoredAsync(database);
        Assert.That(load.Completed.Keys.Where(path => !paths.ContainsKey(path)), Is.Empty, $"completed and not stored\n{gateway.Output}");
        Assert.That((rows - distinct, paths.Count(path => path.Value > 1)), Is.EqualTo((0L, 0)), "stored twice");
    }
}
