using System.Globalization;
using Gateway.Hosting;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

public sealed class EmbeddedPostgresTests
{
    [Test]
    public async Task Data_and_port_survive_a_stop_and_a_start()
    {
        await using var server = await TestServer.StartOwnAsync();
        var before = server.ConnectionString;
        await ExecuteAsync(before, "create table kept as select 42 as answer");

        await server.StopAsync();
        Assert.That(async () => await ExecuteAsync(before, "select 1"), Throws.InstanceOf<NpgsqlException>());
        await server.StartAsync();

        Assert.That(server.ConnectionString, Is.EqualTo(before));
        Assert.That(await ExecuteAsync(before, "select answer from kept"), Is.EqualTo(42));
    }

    [Test]
    public async Task Starting_a_running_server_and_stopping_a_stopped_one_change_nothing()
    {
        await using var server = await TestServer.StartOwnAsync();
        var pid = Pid(server.Folder);

        await server.StartAsync();
        Assert.That(Pid(server.Folder), Is.EqualTo(pid));
        await server.StopAsync();
        await server.StopAsync();
        await server.StartAsync();
        Assert.That(await ExecuteAsync(server.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_server_left_by_a_killed_gateway_is_taken_over()
    {
        await using var killed = await TestServer.StartOwnAsync();
        await ExecuteAsync(killed.ConnectionString, "create table kept as select 42 as answer");
        var pid = Pid(killed.Folder);

        await using (var next = await StartAsync(killed.Folder))
        {
            Assert.That(next.ConnectionString, Is.EqualTo(killed.ConnectionString));
            Assert.That(Pid(killed.Folder), Is.EqualTo(pid));
            Assert.That(await ExecuteAsync(next.ConnectionString, "select answer from kept"), Is.EqualTo(42));
        }

        Assert.That(File.Exists(Path.Combine(killed.Folder, "cluster", "postmaster.pid")), Is.False, "the new owner stops it");
    }

    [Test]
    public async Task A_note_left_by_a_dead_server_is_not_believed_even_when_its_pid_lives_again()
    {
        await using var server = await TestServer.StartOwnAsync();
        var note = Path.Combine(server.Folder, "cluster", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(note);
        await server.StopAsync();

        lines[0] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(note, lines);
        await server.StartAsync();

        Assert.That(Pid(server.Folder), Is.Not.EqualTo(Environment.ProcessId));
        Assert.That(await ExecuteAsync(server.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_cluster_of_another_version_is_refused_with_both_versions_and_left_alone()
    {
        await using var server = await TestServer.StartOwnAsync();
        await server.StopAsync();
        var version = Path.Combine(server.Folder, "cluster", "PG_VERSION");
        var made = await File.ReadAllTextAsync(version);
        await File.WriteAllTextAsync(version, "12\n");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartAsync(server.Folder));
        Assert.That(refused!.Message, Does.Contain("PostgreSQL 12").And.Contains($"PostgreSQL {made.Trim()}").And.Contains("Gateway:Postgres:Binaries"));
        Assert.That(File.Exists(Path.Combine(server.Folder, "cluster", "postmaster.pid")), Is.False);
        await File.WriteAllTextAsync(version, made);
    }

    [Test]
    public async Task Nobody_gets_in_without_a_password_or_from_elsewhere()
    {
        await using var server = await TestServer.StartOwnAsync();

        foreach (var login in new[] { "gateway", "postgres" })
        {
            foreach (var password in new[] { "wrong", "gateway", "postgres" })
            {
                var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = login, Password = password, Pooling = false }.ConnectionString;
                Assert.That(
                    async () => await ExecuteAsync(guess, "select 1"),
                    Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InvalidPassword));
            }
        }

        Assert.That(await ExecuteAsync(server.AdministratorConnectionString, "show listen_addresses"), Is.EqualTo("127.0.0.1"));
        Assert.That(await ExecuteAsync(server.AdministratorConnectionString, "show unix_socket_directories"), Is.EqualTo(""));
    }

    [Test]
    public async Task The_product_works_as_a_login_that_is_no_superuser_and_may_not_make_logins()
    {
        await using var server = await TestServer.StartOwnAsync();

        Assert.That(
            await ExecuteAsync(server.ConnectionString, "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles where rolname = current_user"),
            Is.False);
    }

    [Test]
    public async Task Passwords_are_readable_by_their_owner_alone_and_in_no_other_file_of_the_folder()
    {
        await using var server = await TestServer.StartOwnAsync();
        var credentials = Path.Combine(server.Folder, "credentials");
        var password = new NpgsqlConnectionStringBuilder(server.ConnectionString).Password!;
        await server.StopAsync();

        Assert.That(File.GetUnixFileMode(credentials), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(await File.ReadAllTextAsync(credentials), Does.Contain(password));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(server.Folder, "cluster", "server.log")), Does.Not.Contain(password));
        Assert.That(Directory.Exists(Path.Combine(server.Folder, "making")), Is.False);
        await server.StartAsync();
    }

    [Test]
    public async Task A_cluster_whose_passwords_are_lost_is_refused_with_the_file_to_restore()
    {
        await using var server = await TestServer.StartOwnAsync();
        await server.StopAsync();
        var credentials = Path.Combine(server.Folder, "credentials");
        File.Move(credentials, credentials + ".away");

        Assert.That(() => StartAsync(server.Folder), Throws.TypeOf<StartRefusedException>().With.Message.Contains(credentials));
        await File.WriteAllTextAsync(credentials, "null");
        Assert.That(() => StartAsync(server.Folder), Throws.TypeOf<StartRefusedException>().With.Message.Contains(credentials));
    }

    [Test]
    public async Task A_server_that_does_not_start_says_why()
    {
        await using var server = await TestServer.StartOwnAsync();
        await server.StopAsync();
        var settings = Path.Combine(server.Folder, "cluster", "postgresql.conf");
        var whole = await File.ReadAllTextAsync(settings);
        await File.AppendAllTextAsync(settings, "no_such_setting = 1\n");

        Assert.That(() => server.StartAsync(), Throws.TypeOf<EmbeddedPostgresException>().With.Message.Contains("no_such_setting"));
        await File.WriteAllTextAsync(settings, whole);
        await server.StartAsync();
        Assert.That(await ExecuteAsync(server.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_an_interrupted_set_up_left_is_made_anew()
    {
        using var place = new TestFolder();
        Directory.CreateDirectory(place["postgres/making/cluster"]);
        await File.WriteAllTextAsync(place["postgres/making/cluster/PG_VERSION"], "15\n");

        await using var postgres = await StartAsync(place["postgres"]);
        Assert.That(await ExecuteAsync(postgres.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_folder_that_only_its_owner_may_enter_is_no_obstacle()
    {
        using var place = new TestFolder();
        File.SetUnixFileMode(place.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var postgres = await StartAsync(place["with a blank and 'quotes'/postgres"]);
        Assert.That(await ExecuteAsync(postgres.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    static Task<EmbeddedPostgres> StartAsync(string folder) =>
        EmbeddedPostgres.StartAsync(folder, new EmbeddedPostgresOptions(), TimeProvider.System, NullLogger.Instance, CancellationToken.None, throwaway: true);

    static int Pid(string folder) =>
        int.Parse(File.ReadLines(Path.Combine(folder, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
