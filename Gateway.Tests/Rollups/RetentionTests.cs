using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

public sealed class RetentionTests
{
    /// <summary>A Tuesday.</summary>
    static readonly DateTime Start = SampleTraffic.Start;

    static readonly IReadOnlyList<SampleEvent> Events = SampleTraffic.Make(300, TimeSpan.FromDays(3), seed: 5);

    readonly RollupOptions options = new() { KeepEvents = TimeSpan.FromDays(14), KeepMinutes = TimeSpan.FromDays(20) };
    RollupStand stand = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        stand = await RollupStand.CreateAsync();
        await stand.StoreAsync(Events);
        await stand.ReportAsync("node-1", Start.AddDays(3));
        await stand.ReportAsync("node-2", Start.AddDays(3));
    }

    [TearDown]
    public async Task DisposeAsync() => await stand.DisposeAsync();

    [Test]
    public async Task What_is_past_its_time_is_dropped_and_nothing_else()
    {
        await RollupStand.FoldAsync(stand.Folder(options: options));
        Assert.That(await RunAsync(Start.AddDays(15).AddTicks(-1)), Is.Empty);
        Assert.That(await RunAsync(Start.AddDays(15)), Is.EqualTo(new[] { "events_2026_03_10" }));
        Assert.That(await RunAsync(Start.AddDays(17)), Is.EqualTo(new[] { "events_2026_03_11", "events_2026_03_12" }));
        Assert.That(await RunAsync(Start.AddDays(21).AddTicks(-1)), Is.Empty);
        Assert.That(await RunAsync(Start.AddDays(22)), Is.EqualTo(new[] { "cells_1m_2026_03_10", "cells_1m_2026_03_11" }));
        Assert.That(await RunAsync(Start.AddDays(23)), Is.EqualTo(new[] { "cells_1m_2026_03_12" }));
        Assert.That(await RunAsync(new DateTime(2026, 3, 16).AddDays(90)), Is.Empty, "hours stay until their days are built");
        await stand.ReportAsync("node-1", Start.AddDays(8));
        await stand.ReportAsync("node-2", Start.AddDays(8));
        await RollupStand.FoldAsync(stand.Folder(options: options));
        Assert.That(await RunAsync(new DateTime(2026, 3, 16).AddDays(90).AddTicks(-1)), Is.EqualTo(new[] { "cells_1m_2026_03_13", "cells_1m_2026_03_14", "cells_1m_2026_03_15", "cells_1m_2026_03_16", "cells_1m_2026_03_17" }));
        Assert.That(await RunAsync(new DateTime(2026, 3, 16).AddDays(90)), Is.EqualTo(new[] { "cells_1h_2026_03_09" }));
        Assert.That(await RunAsync(new DateTime(2026, 4, 1).AddDays(400)), Is.EqualTo(new[] { "cells_15m_2026_03_01" }));
        Assert.That(await RunAsync(new DateTime(2027, 1, 1).AddDays(1826)), Is.EqualTo(new[] { "cells_1d_2026_01_01" }));
        var status = await new FoldStatusReader(stand.Database).ReadAsync(default);
        Assert.That(status.RawSince, Is.EqualTo(new DateTimeOffset(Start.AddDays(3))));
        Assert.That(status.Of(Grain.Day).Since, Is.EqualTo(new DateTimeOffset(2027, 1, 1, 0, 0, 0, default)));
    }

    [Test]
    public async Task Events_stay_until_their_hours_are_built()
    {
        await stand.ReportAsync("node-1", Start.AddDays(1));
        await RollupStand.FoldAsync(stand.Folder(options: options));
        Assert.That((await RunAsync(Start.AddDays(60))).Where(name => name.StartsWith("events", StringComparison.Ordinal)), Is.EqualTo(new[] { "events_2026_03_10" }));
    }

    [Test]
    public async Task Hours_whose_events_are_gone_are_not_built_again_from_nothing()
    {
        await RollupStand.FoldAsync(stand.Folder(options: options));
        await RunAsync(Start.AddDays(15));
        var before = await stand.DumpAsync();

        // A straggler of a dropped day brings its partition back.
        await stand.StoreAsync([Events[0] with { Time = Start.AddHours(3) }]);
        await stand.Folder().RebuildAsync(Start, Start.AddDays(1), default);
        Assert.That(await RollupStand.FoldAsync(stand.Folder(options: options)), Is.Zero);
        Assert.That((await stand.DumpAsync()).Except(before), Is.Empty);
        Assert.That(await stand.ScalarAsync("select count(*) from stale_buckets"), Is.Zero);
        Assert.That(await RunAsync(Start.AddDays(15)), Is.EqualTo(new[] { "events_2026_03_10" }));
    }

    [Test]
    public async Task A_slow_reader_is_waited_for_and_nobody_waits_behind_it()
    {
        await RollupStand.FoldAsync(stand.Folder(options: options));
        Task<IReadOnlyList<string>> dropping;
        await using (var reader = await stand.Database.ReadAsync("acme", default))
        {
            await using var command = reader.Command("select count(*) from events");
            await command.ExecuteScalarAsync();
            dropping = RunAsync(Start.AddDays(15));
            await Eventually.HoldsAsync(async () => await stand.ScalarAsync("select count(*) from pg_inherits where inhdetachpending") is 1L, "the partition is being detached");

            // While it waits, the writer and other readers go on.
            await stand.StoreAsync([Events[0] with { Time = Start.AddDays(2).AddHours(1) }]);
            await new Partitions(stand.Database).EnsureAsync([DateOnly.FromDateTime(Start.AddDays(40))], default).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.That(await stand.ScalarAsync("set local statement_timeout = '5s'; select count(*) from events"), Is.GreaterThan(0));
            Assert.That(dropping.IsCompleted, Is.False);
        }

        Assert.That(await dropping, Is.EqualTo(new[] { "events_2026_03_10" }));
    }

    [Test]
    public async Task What_a_crash_left_half_detached_or_detached_is_dropped_the_next_time()
    {
        await RollupStand.FoldAsync(stand.Folder(options: options));
        await stand.ExecuteAsync("alter table events detach partition events_2026_03_10");
        await InterruptDetachAsync("events_2026_03_11");
        Assert.That(await stand.ScalarAsync("select count(*) from pg_inherits where inhdetachpending"), Is.EqualTo(1));
        Assert.That(await RunAsync(Start.AddDays(16)), Is.EqualTo(new[] { "events_2026_03_10", "events_2026_03_11" }));
    }

    [Test]
    public async Task A_tenant_reads_its_own_cells_alone_and_nobody_is_granted_a_partition()
    {
        await RollupStand.FoldAsync(stand.Folder(options: options));
        foreach (var tenant in new[] { "acme", "globex" })
        {
            await using var session = await stand.Database.ReadAsync(tenant, default);
            await using var command = session.Command("select array_agg(distinct tenant) from cells");
            Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(new[] { tenant }));
        }

        foreach (var (tenant, seen) in new[] { ("", 0L), ("nobody", 0L), ("*", 2L) })
        {
            await using var session = await stand.Database.ReadAsync(tenant, default);
            await using var command = session.Command("select count(distinct tenant) from cells");
            Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(seen), tenant);
        }

        var partitions = (long)(await stand.ScalarAsync("select count(*) from pg_inherits where inhparent = 'cells'::regclass"))!;
        Assert.That(partitions, Is.EqualTo(3 + 1 + 1 + 1), "three days of minutes, a week of hours, a month of quarters, a year of days");
        Assert.That(await stand.ScalarAsync("""
            select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where has_table_privilege('gateway_reader', c.oid, 'select') or has_table_privilege('gateway_control', c.oid, 'select')
            """), Is.Zero);
    }

    Task<IReadOnlyList<string>> RunAsync(DateTime now) =>
        new Retention(stand.Database, options, new StillClock(new DateTimeOffset(now, TimeSpan.Zero)), NullLogger<Retention>.Instance).RunAsync(default);

    /// <summary>As a node that dies while it waits for a reader.</summary>
    async Task InterruptDetachAsync(string partition)
    {
        await using var reader = await stand.Database.ReadAsync("acme", default);
        await using var command = reader.Command("select count(*) from events");
        await command.ExecuteScalarAsync();
        await using var connection = await stand.Database.MaintainAsync(default);
        await using var detach = new NpgsqlCommand($"set lock_timeout = '100ms'", connection);
        await detach.ExecuteNonQueryAsync();
        detach.CommandText = $"alter table events detach partition {partition} concurrently";
        Assert.That(async () => await detach.ExecuteNonQueryAsync(), Throws.TypeOf<PostgresException>());
    }
}
