using Npgsql;

namespace Gateway.Hosting;

/// <summary>
/// The PostgreSQL that the gateway runs itself when no connection string is configured: on loopback, in the data folder, stopped
/// with the gateway. One that a killed gateway left running is taken over. <see cref="EmbeddedPostgresSupervisor"/> brings a
/// server that died back.
/// </summary>
sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>Superuser of the cluster, for set-up alone.</summary>
    internal const string Administrator = "postgres";

    const string Login = "gateway";

    static readonly TimeSpan AdoptDeadline = TimeSpan.FromMinutes(2);
    static readonly TimeSpan AdoptPause = TimeSpan.FromMilliseconds(100);

    readonly EmbeddedPostgresCluster cluster;
    readonly EmbeddedPostgresCredentials credentials;
    readonly TimeProvider clock;
    readonly ILogger logger;
    readonly SemaphoreSlim gate = new(1);

    volatile int port;
    volatile bool wanted;

    EmbeddedPostgres(EmbeddedPostgresCluster cluster, EmbeddedPostgresCredentials credentials, int port, TimeProvider clock, ILogger logger)
    {
        this.cluster = cluster;
        this.credentials = credentials;
        this.port = port;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>For the product: the login <c>gateway</c>, no superuser, member of the product's roles, owner of its database.</summary>
    public string ConnectionString => Connection(port, Login, credentials.Gateway, Login).ConnectionString;

    /// <summary>For set-up and tests: the superuser, on the database <c>postgres</c>.</summary>
    internal string AdministratorConnectionString => Connection(port, Administrator, credentials.Administrator, "postgres").ConnectionString;

    /// <summary>How to connect to the server that a gateway runs in the folder, as <see cref="ConnectionString"/>; null where none runs.</summary>
    public static async Task<string?> FindRunningAsync(string folder, EmbeddedPostgresOptions options, CancellationToken token)
    {
        if (!File.Exists(Path.Combine(folder, "credentials")))
            return null;
        var cluster = new EmbeddedPostgresCluster(Path.GetFullPath(folder), options, await PostgresBinaries.FindAsync(options.Binaries, token), EmbeddedPostgresAccount.Current());
        return cluster.RunningPort() is { } port
            ? Connection(port, Login, EmbeddedPostgresCredentials.Load(Path.Combine(folder, "credentials"), clusterExists: true).Gateway, Login).ConnectionString
            : null;
    }

    /// <summary>Makes the cluster in the folder where there is none, and starts or takes over its server.</summary>
    /// <param name="folder">Its place in the data folder.</param>
    /// <param name="options">Section <c>Gateway:Postgres</c>.</param>
    /// <param name="clock">Time.</param>
    /// <param name="logger">Log.</param>
    /// <param name="token">Ends the start; a server that is on its way up is then taken over by the next start.</param>
    /// <param name="throwaway">No flush to the disk, for tests.</param>
    /// <exception cref="StartRefusedException">It does not start; the message carries the end of the server's log.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string folder, EmbeddedPostgresOptions options, TimeProvider clock, ILogger logger, CancellationToken token, bool throwaway = false)
    {
        var binaries = await PostgresBinaries.FindAsync(options.Binaries, token);
        var account = EmbeddedPostgresAccount.Current();
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var cluster = new EmbeddedPostgresCluster(Path.GetFullPath(folder), options, binaries, account) { Throwaway = throwaway };
        var credentials = EmbeddedPostgresCredentials.Load(Path.Combine(folder, "credentials"), cluster.Exists);
        await cluster.PrepareAsync(credentials.Administrator, token);
        var postgres = new EmbeddedPostgres(cluster, credentials, options.Port, clock, logger);
        try
        {
            await postgres.StartServerAsync(token);
            return postgres;
        }
        catch (EmbeddedPostgresException refused)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    /// <summary>Starts the server, on the port it had before in this process's life.</summary>
    public async Task StartServerAsync(CancellationToken token)
    {
        await gate.WaitAsync(token);
        try
        {
            await StartLockedAsync(token);
            wanted = true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stops the server and leaves it stopped.</summary>
    public async Task StopServerAsync(CancellationToken token)
    {
        await gate.WaitAsync(token);
        try
        {
            wanted = false;
            await cluster.StopAsync(token);
            Log.Stopped(logger, port);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Starts a server that should run and does not.</summary>
    /// <returns>Whether it had died.</returns>
    public async Task<bool> ReviveServerAsync(CancellationToken token)
    {
        await gate.WaitAsync(token);
        try
        {
            if (!wanted || cluster.IsRunning())
                return false;
            Log.Died(logger, cluster.LogTail());
            await StartLockedAsync(token);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        // Its time limits are pg_ctl's own: a server left running would be taken over by the next start.
        await StopServerAsync(CancellationToken.None);
    }

    async Task StartLockedAsync(CancellationToken token)
    {
        if (await TryAdoptAsync(token))
        {
            await ProvisionAsync(token);
            Log.Adopted(logger, port);
            return;
        }

        await LaunchAsync(token);
        try
        {
            await ProvisionAsync(token);
        }
        catch
        {
            // Whoever started it stops it: nobody else would until the next start.
            await cluster.StopAsync(CancellationToken.None);
            throw;
        }

        Log.Started(logger, port);
    }

    /// <summary>Takes over a server of this cluster that still runs: it must live in the folder and know the kept password.</summary>
    async Task<bool> TryAdoptAsync(CancellationToken token)
    {
        var since = clock.GetTimestamp();
        while (cluster.IsRunning())
        {
            // It may be on its way up or down: wait for the one or the other.
            if (cluster.RunningPort() is { } running)
            {
                port = running;
                try
                {
                    await using var connection = new NpgsqlConnection(AdministratorConnectionString);
                    await connection.OpenAsync(token);
                    return true;
                }
                catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword)
                {
                    throw new StartRefusedException("The embedded database runs and does not take the password kept beside it. Restore the file 'credentials' from a backup.", refused);
                }
                catch (NpgsqlException) when (clock.GetElapsedTime(since) < AdoptDeadline)
                {
                }
            }

            if (clock.GetElapsedTime(since) >= AdoptDeadline)
                throw new EmbeddedPostgresException($"The embedded database runs and takes no connection. The end of its log:\n{cluster.LogTail()}");
            await Task.Delay(AdoptPause, clock, token);
        }

        return false;
    }

    async Task LaunchAsync(CancellationToken token)
    {
        // A port that was given out stays: connection strings hold it.
        if (port != 0)
        {
            await cluster.StartAsync(port, token);
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            var candidate = EmbeddedPostgresPort.Find();
            try
            {
                await cluster.StartAsync(candidate, token);
                port = candidate;
                return;
            }
            catch (EmbeddedPostgresException) when (attempt < 5 && !EmbeddedPostgresPort.IsFree(candidate))
            {
                // Somebody took it in between.
            }
        }
    }

    /// <summary>The login, its roles and its database; what is there stays as it is.</summary>
    async Task ProvisionAsync(CancellationToken token)
    {
        // The roles are made here because their maker must not be the product's login: from PostgreSQL 16 on, a login
        // that makes a role does not thereby become able to work as it.
        const string roles = """
            /* gateway:embedded-roles */
            do $setup$ declare name text; begin
              foreach name in array array['gateway_control', 'gateway_ingest', 'gateway_reader'] loop
                if not exists (select from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
                if not pg_has_role('gateway', name, 'member') then execute format('grant %I to gateway', name); end if;
              end loop;
            end $setup$
            """;
        await using var connection = new NpgsqlConnection(AdministratorConnectionString);
        await connection.OpenAsync(token);
        if (!await IsThereAsync("select 1 from pg_roles where rolname = 'gateway'"))
            await ExecuteAsync($"/* gateway:embedded-login */ create role gateway login password '{credentials.Gateway}'");
        await ExecuteAsync(roles);
        if (!await IsThereAsync("select 1 from pg_database where datname = 'gateway'"))
            await ExecuteAsync("/* gateway:embedded-database */ create database gateway owner gateway");

        async Task<bool> IsThereAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(token) is not null;
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(token);
        }
    }

    static NpgsqlConnectionStringBuilder Connection(int port, string user, string password, string database) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = user,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        Pooling = user != Administrator,
    };

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Embedded PostgreSQL started on 127.0.0.1:{Port}")]
        public static partial void Started(ILogger logger, int port);

        [LoggerMessage(Level = LogLevel.Information, Message = "Embedded PostgreSQL was still running and is taken over on 127.0.0.1:{Port}")]
        public static partial void Adopted(ILogger logger, int port);

        [LoggerMessage(Level = LogLevel.Information, Message = "Embedded PostgreSQL stopped on 127.0.0.1:{Port}")]
        public static partial void Stopped(ILogger logger, int port);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Embedded PostgreSQL is gone and will be started again. The end of its log:\n{Tail}")]
        public static partial void Died(ILogger logger, string tail);
    }
}
