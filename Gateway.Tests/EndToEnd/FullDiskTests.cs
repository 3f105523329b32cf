using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>A gateway whose spool lies on a small disk that is full, then one that cannot be written, with the database away.</summary>
public sealed class FullDiskTests
{
    const int InMemory = 1000;

    [Test]
    [Category("Slow")]
    public async Task A_full_disk_and_then_a_read_only_one_fail_no_request_and_every_loss_is_counted()
    {
        using var folder = new TestFolder();
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        long stored;
        using (SmallDisk.Mount(folder["spool"], megabytes: 6))
            stored = await RunAsync(server, database, folder.Path, gateway => gateway.ApplyAsync(Sample.Config(upstream.Address)));
        using (var disk = SmallDisk.Mount(folder["spool"], megabytes: 6))
        {
            disk.MakeReadOnly();
            stored += await RunAsync(server, database, folder.Path, gateway => gateway.ServingAsync());
        }

        Assert.That(await StoredAsync(database), Is.EqualTo(stored), "what is not counted as lost is in the database");
    }

    /// <summary>Loads a gateway past what disk and memory hold; answers how many events it has to have stored.</summary>
    static async Task<long> RunAsync(TestServer server, TestDatabase database, string folder, Func<TestGateway, Task> prepare)
    {
        // The cap is above what the disk has.
        var gateway = await TestGateway.StartAsync(database.ConnectionString, folder, "Gateway:Spool:MaximumBytes=16777216", $"Gateway:Spool:Capacity={InMemory}");
        await prepare(gateway);
        var spool = gateway.Services.GetRequiredService<DiskSpool>();
        await gateway.DrainedAsync();
        await server.StopAsync();
        using var load = new Load(gateway.Client, "/open/1");
        load.Start(workers: 2);
        await load.SentAsync(100);
        await Eventually.HoldsAsync(
            () =>
            {
                for (var more = 0; more < 5000; more++)
                    spool.TryAppend(Some.Event(TimeProvider.System.GetUtcNow().UtcDateTime));
                return spool.State().Trouble is not null && spool.Reader.Counts().Dropped.Values.Sum() > 0;
            },
            "disk and memory are full",
            TimeSpan.FromSeconds(60));
        await load.SentAsync(load.Sent + 100);
        await load.StopAsync();
        Assert.That(load.Failures, Is.Empty);

        await server.StartAsync();
        await gateway.DrainedAsync();
        var counts = spool.Reader.Counts();
        Assert.That((counts.Balanced, counts.Quarantined), Is.EqualTo((true, 0L)));
        await gateway.StopAsync();
        return counts.Captured - counts.Dropped.Values.Sum();
    }

    static async Task<long> StoredAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from analytics.events", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
