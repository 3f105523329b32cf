using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>Database and data folder of different ages: no event is skipped and none is stored twice.</summary>
public sealed class RestoreTests
{
    [Test]
    public async Task A_database_that_was_restored_to_an_older_state_gets_again_what_the_spool_still_has()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ReadyAsync();
        Append(gateway, 0, 100);
        await gateway.DrainedAsync(captured: 100);

        // As a backup taken after 40 events, by another process of this spool.
        await ExecuteAsync(database, "delete from analytics.events where bytes_out >= 40; update analytics.spools set sequence = 40, holder = gen_random_uuid()");
        Append(gateway, 100, 10);
        await gateway.DrainedAsync(captured: 110);
        await Eventually.HoldsAsync(async () => await StoredAsync(database) == (110, 110, 110), "all are there, once");
        var counts = gateway.Services.GetRequiredService<ISpool>().Reader.Counts();
        Assert.That((counts.Recovered, counts.Balanced), Is.EqualTo((100L, true)));
    }

    [Test]
    public async Task A_data_folder_that_was_restored_to_an_older_state_does_not_make_new_events_pass_for_stored_ones()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        using var backup = new TestFolder();
        var first = await TestGateway.StartAsync(database.ConnectionString);
        await first.ReadyAsync();
        Append(first, 0, 20);
        await first.DrainedAsync(captured: 20);
        await first.StopAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(first.Folder, "spool")))
            File.Copy(file, backup[Path.GetFileName(file)]);
        var second = await TestGateway.StartAsync(database.ConnectionString, first.Folder);
        Append(second, 20, 50);
        await second.DrainedAsync(captured: 50);
        await second.StopAsync();

        foreach (var file in Directory.GetFiles(backup.Path))
            File.Copy(file, Path.Combine(first.Folder, "spool", Path.GetFileName(file)), overwrite: true);
        await using var third = await TestGateway.StartAsync(database.ConnectionString, first.Folder);
        Append(third, 70, 30);
        await third.DrainedAsync(captured: 30);
        Assert.That(await StoredAsync(database), Is.EqualTo((100, 100, 100)));
    }

    [Test]
    public async Task Two_gateways_with_copies_of_one_spool_store_every_event_once()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var first = await TestGateway.StartAsync(database.ConnectionString);
        await first.ReadyAsync();
        Append(first, 0, 20);
        await first.DrainedAsync(captured: 20);
        var copy = Directory.CreateTempSubdirectory("gateway-test-node-").FullName;
        Directory.CreateDirectory(Path.Combine(copy, "spool"));
        foreach (var name in new[] { Path.Combine("spool", "id"), Path.Combine("spool", "database.position"), "secret" })
            File.Copy(Path.Combine(first.Folder, name), Path.Combine(copy, name));
        await using var second = await TestGateway.StartAsync(database.ConnectionString, copy);
        await second.ReadyAsync();
        for (var round = 0; round < 5; round++)
        {
            Append(first, 20 + (round * 20), 10);
            Append(second, 30 + (round * 20), 10);
            await first.DrainedAsync();
            await second.DrainedAsync();
        }

        Assert.That(await StoredAsync(database), Is.EqualTo((120, 120, 120)));
        Assert.That(first.Services.GetRequiredService<ISpool>().Id, Is.Not.EqualTo(second.Services.GetRequiredService<ISpool>().Id));
    }

    static void Append(TestGateway gateway, int from, int count)
    {
        var spool = gateway.Services.GetRequiredService<ISpool>();
        var time = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var number = from; number < from + count; number++)
            spool.TryAppend(Some.Event(time) with { BytesOut = number });
    }

    static async Task<(long Rows, long Sequences, long Numbers)> StoredAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*), count(distinct (spool, sequence)), count(distinct bytes_out) from analytics.events", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
