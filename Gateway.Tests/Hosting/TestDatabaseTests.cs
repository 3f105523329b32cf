using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

public sealed class TestDatabaseTests
{
    [Test]
    public async Task A_fresh_database_is_migrated_and_its_login_is_no_superuser()
    {
        await using var database = await TestDatabase.CreateAsync();

        await using var analytics = new AnalyticsDatabase(database.ConnectionString);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        Assert.That(await ScalarAsync(source, "select rolsuper from pg_roles where rolname = current_user"), Is.False);
        Assert.That(await ScalarAsync(source, "select count(*) > 0 from pg_tables where schemaname = 'analytics'"), Is.True);
        Assert.That(await ScalarAsync(source, "select bool_and(pg_has_role(current_user, role, 'usage')) from unnest(array['gateway_control', 'gateway_ingest', 'gateway_reader']) role"), Is.True);
    }

    [Test]
    public async Task Two_databases_do_not_see_each_other_and_are_dropped()
    {
        string name;
        await using var first = await TestDatabase.CreateAsync(migrate: false);
        await using (var second = await TestDatabase.CreateAsync(migrate: false))
        {
            name = second.Name;
            await using var source = NpgsqlDataSource.Create(second.ConnectionString);
            await ScalarAsync(source, "create table only_here (id integer)");
            Assert.That(first.Name, Is.Not.EqualTo(second.Name));
        }

        await using var remaining = NpgsqlDataSource.Create(first.ConnectionString);
        Assert.That(await ScalarAsync(remaining, "select to_regclass('only_here') is null"), Is.True);
        Assert.That(await ScalarAsync(remaining, $"select count(*) = 0 from pg_database where datname = '{name}'"), Is.True);
    }

    static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
