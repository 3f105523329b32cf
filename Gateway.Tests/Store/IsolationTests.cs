using Gateway.Admin.Store;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Store;

/// <summary>The second wall: what the database itself lets each role see and do.</summary>
public sealed class IsolationTests
{
    TestDatabase database = null!;
    GatewayStore store = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = new GatewayStore(database.ConnectionString);
        await store.MigrateAsync(CancellationToken.None);
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        foreach (var tenant in new[] { "one", "two" })
        {
            session.Db.Tenants.Add(new Tenant { TenantId = tenant, Id = tenant, Name = tenant });
            session.Db.Teams.Add(new Team { TenantId = tenant, Id = "team", Name = $"{tenant}'s team" });
        }

        await session.CommitAsync(CancellationToken.None);
        await ExecuteAsync(AnalyticsDatabase.IngestRole, "", """
            create table analytics.events_2026_11_20 partition of analytics.events for values from ('2026-11-20 00:00+00') to ('2026-11-21 00:00+00');
            create table analytics.cells_1h_2026_11_16 partition of analytics.cells for values from (4, '2026-11-16 00:00+00') to (4, '2026-11-23 00:00+00');
            insert into analytics.cells (bucket, grain, scope_kind, tenant, scope_id, total)
            select '2026-11-20 12:00+00', 4, 1, tenant, '', '' from unnest(array['one', 'two']) tenant;
            insert into analytics.events (time, sequence, duration_us, bytes_in, bytes_out, spool, config_version, status, method, protocol, failed_by, reason, attempts, browser, os, device, traffic_class, tenant)
            select '2026-11-20 12:00+00', n, 1, 0, 0, 1, 1, 200, 1, 2, 0, 0, 1, 0, 0, 0, 0, case n when 1 then 'one' else 'two' end from generate_series(1, 2) n;
            """);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_session_sees_its_tenant_alone_without_any_predicate()
    {
        await using var session = await store.OpenAsync("one", CancellationToken.None);
        Assert.That(await session.Db.Teams.Select(team => team.Name).ToListAsync(), Is.EqualTo(new[] { "one's team" }));
        Assert.That(await session.Db.Tenants.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_session_cannot_write_into_another_tenant()
    {
        await using var session = await store.OpenAsync("one", CancellationToken.None);
        session.Db.Teams.Add(new Team { TenantId = "two", Id = "spy", Name = "Spy" });
        Assert.That(async () => await session.CommitAsync(CancellationToken.None), Throws.InstanceOf<DbUpdateException>());
    }

    [Test]
    public async Task Without_a_tenant_nothing_is_seen()
    {
        await using var session = await store.OpenAsync("", CancellationToken.None);
        Assert.That(await session.Db.Teams.CountAsync(), Is.Zero);
        Assert.That(await ScalarAsync(AnalyticsDatabase.ReaderRole, "", "select count(*) from analytics.events"), Is.Zero);
        Assert.That(await ScalarAsync(AnalyticsDatabase.ReaderRole, "", "select count(*) from analytics.cells"), Is.Zero);
    }

    [TestCase("one", 1)]
    [TestCase("two", 1)]
    [TestCase("three", 0)]
    [TestCase("*", 2)]
    public async Task A_reader_sees_the_events_and_cells_of_its_tenant(string tenant, long rows)
    {
        Assert.That(await ScalarAsync(AnalyticsDatabase.ReaderRole, tenant, "select count(*) from analytics.events"), Is.EqualTo(rows));
        Assert.That(await ScalarAsync(AnalyticsDatabase.ReaderRole, tenant, "select count(*) from analytics.cells"), Is.EqualTo(rows));
    }

    [Test]
    public async Task Every_table_of_a_tenant_has_row_security_and_both_policies()
    {
        var open = await ListAsync("""
            select c.table_name from information_schema.columns c
            join pg_class t on t.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
            where c.table_schema in ('gateway', 'analytics') and c.column_name in ('tenant_id', 'tenant')
              and not t.relispartition
              and (not t.relrowsecurity or (select count(*) from pg_policy p where p.polrelid = t.oid) < 2)
            """);
        Assert.That(open, Is.Empty);
    }

    [Test]
    public async Task Nobody_is_granted_a_partition()
    {
        var granted = await ListAsync("""
            select g.grantee || ' on ' || g.table_name from information_schema.role_table_grants g
            join pg_class t on t.oid = format('%I.%I', g.table_schema, g.table_name)::regclass
            where t.relispartition and g.grantee <> 'gateway_ingest'
            """);
        Assert.That(granted, Is.Empty);
    }

    [TestCase("gateway_reader", "insert into analytics.spools (id, node) values (gen_random_uuid(), 'x')")]
    [TestCase("gateway_reader", "delete from analytics.events")]
    [TestCase("gateway_reader", "select count(*) from analytics.events_2026_11_20")]
    [TestCase("gateway_reader", "delete from analytics.cells")]
    [TestCase("gateway_reader", "update analytics.folds set through = now()")]
    [TestCase("gateway_reader", "insert into analytics.stale_buckets (grain, bucket) values (1, now())")]
    [TestCase("gateway_reader", "select count(*) from analytics.cells_1h_2026_11_16")]
    [TestCase("gateway_reader", "select count(*) from gateway.keys")]
    [TestCase("gateway_control", "select count(*) from analytics.events")]
    [TestCase("gateway_control", "select count(*) from analytics.cells")]
    [TestCase("gateway_control", "delete from gateway.audit")]
    [TestCase("gateway_control", "update gateway.audit set actor = 'nobody'")]
    [TestCase("gateway_control", "drop table gateway.routes")]
    [TestCase("gateway_control", "alter table gateway.routes disable row level security")]
    [TestCase("gateway_ingest", "select count(*) from gateway.keys")]
    public async Task No_role_can_do_anothers_work(string role, string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(role, "*", sql));
        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    [Test]
    public async Task The_event_table_and_its_description_have_the_same_columns_of_the_same_types()
    {
        var columns = await ListAsync("""
            select column_name || ' ' || data_type from information_schema.columns where table_schema = 'analytics' and table_name = 'events'
            """);
        var later = new[] { "visitor bigint", "referrer_class smallint", "referrer_host text" };
        Assert.That(
            columns.Except(later),
            Is.EquivalentTo(EventTable.Columns.Select(column => $"{column.Name} {column.Type}").Except(later)));
    }

    async Task ExecuteAsync(string role, string tenant, string sql)
    {
        await using var connection = await AsAsync(role, tenant);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    async Task<object?> ScalarAsync(string role, string tenant, string sql)
    {
        await using var connection = await AsAsync(role, tenant);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    async Task<NpgsqlConnection> AsAsync(string role, string tenant)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select set_config('role', $1, false), set_config('app.tenant', $2, false)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = role });
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    async Task<List<string>> ListAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }
}
