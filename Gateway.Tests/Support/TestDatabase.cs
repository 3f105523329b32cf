using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>
/// A fresh database on the PostgreSQL server of this test run: the one named by <c>GATEWAY_TEST_DB</c> (a connection string of a
/// login that may make databases), else one of the run's own. Dropped when disposed.
/// </summary>
sealed class TestDatabase : IAsyncDisposable
{
    const string Login = "gateway_tests";
    const string LoginPassword = "gateway_tests";

    static readonly Lazy<Task<Server>> Shared = new(StartSharedAsync);

    readonly string administrator;

    TestDatabase(string administrator, string connectionString)
    {
        this.administrator = administrator;
        ConnectionString = connectionString;
    }

    /// <summary>The product's kind of login: no superuser, member of the three roles, owner of the database.</summary>
    public string ConnectionString { get; }

    /// <summary>The database's name.</summary>
    public string Name => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    /// <summary>The same database as the login that made it, on the run's own server a superuser.</summary>
    public string AdministratorConnectionString =>
        new NpgsqlConnectionStringBuilder(administrator) { Database = Name, Pooling = false }.ConnectionString;

    /// <summary>Makes a database, with roles and the analytics schema unless told otherwise.</summary>
    public static async Task<TestDatabase> CreateAsync(bool migrate = true)
    {
        var server = await Shared.Value;
        return migrate
            ? await CreateAsync(server.Administrator, server.Login, template: (await server.Template.Value).Name)
            : await CreateAsync(server.Administrator, server.Login, template: "template1");
    }

    /// <summary>Makes a database on a given server.</summary>
    public static async Task<TestDatabase> CreateAsync(string administrator, string login, bool migrate)
    {
        var database = await CreateAsync(administrator, login, template: "template1");
        if (migrate)
            await database.MigrateAsync();
        return database;
    }

    /// <summary>Stops the run's own server, if it was started.</summary>
    public static async Task StopSharedAsync()
    {
        if (!Shared.IsValueCreated)
            return;
        var server = await Shared.Value;
        if (server.Template.IsValueCreated)
            await (await server.Template.Value).DisposeAsync();
        if (server.Own is not null)
            await server.Own.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await ExecuteAsync(administrator, $"drop database if exists {Name} with (force)");
    }

    async Task MigrateAsync()
    {
        await DatabaseRoles.EnsureAsync(ConnectionString, DatabaseParts.All, CancellationToken.None);
        await AnalyticsMigrations.ApplyAsync(ConnectionString, CancellationToken.None);
    }

    static async Task<TestDatabase> CreateAsync(string administrator, string login, string template)
    {
        var settings = new NpgsqlConnectionStringBuilder(login) { Database = "test_" + Guid.NewGuid().ToString("N")[..16], MaxPoolSize = 20 };
        await ExecuteAsync(administrator, $"create database {settings.Database} template {template} owner {Quoted(settings.Username!)}");
        return new TestDatabase(administrator, settings.ConnectionString);
    }

    static async Task<Server> StartSharedAsync()
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_TEST_DB") is { Length: > 0 } named)
        {
            var given = new NpgsqlConnectionStringBuilder(named) { Pooling = false }.ConnectionString;
            return new Server(given, await IsSuperuserAsync(given) ? await MakeLoginAsync(named) : named, Own: null);
        }

        var own = await TestServer.StartOwnAsync();
        return new Server(own.AdministratorConnectionString, own.ConnectionString, own);
    }

    static async Task<bool> IsSuperuserAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select rolsuper from pg_roles where rolname = current_user", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    // A superuser sees through row security, so the tests get a login that does not. Two runs may meet on one server.
    static async Task<string> MakeLoginAsync(string named)
    {
        await ExecuteAsync(named, $"""
            do $setup$ declare name text; begin
              perform pg_advisory_xact_lock(1952805748);
              if not exists (select from pg_roles where rolname = '{Login}') then create role {Login} login password '{LoginPassword}'; end if;
              foreach name in array array['{DatabaseRoles.Control}', '{AnalyticsDatabase.IngestRole}', '{AnalyticsDatabase.ReaderRole}'] loop
                if not exists (select from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
                execute format('grant %I to {Login}', name);
              end loop;
            end $setup$
            """);
        return new NpgsqlConnectionStringBuilder(named) { Username = Login, Password = LoginPassword }.ConnectionString;
    }

    static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>The run's server, and a migrated database on it that the others are copies of.</summary>
    sealed record Server(string Administrator, string Login, TestServer? Own)
    {
        public Lazy<Task<TestDatabase>> Template { get; } = new(() => CreateAsync(Administrator, Login, migrate: true));
    }
}
