using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>
/// The two doors to events and cells. Each transaction takes one of the roles without login with <c>set local role</c>, so a
/// statement can do no more than its part of the product may. Ingest and queries have pools of their own: a slow dashboard
/// never takes the writer's connection.
/// </summary>
public sealed class AnalyticsDatabase : IAsyncDisposable
{
    /// <summary>Scope value that sees all tenants.</summary>
    public const string AllTenants = "*";

    /// <summary>Schema of all analytics tables, owned by <see cref="IngestRole"/>.</summary>
    public const string Schema = "analytics";

    /// <summary>Owns and writes the tables. COPY is refused under enforced row security, so the owner writes.</summary>
    public const string IngestRole = "gateway_ingest";

    /// <summary>Reads under row security; never an owner, never a superuser.</summary>
    public const string ReaderRole = "gateway_reader";

    /// <summary>The fold streams events out: fewer, larger reads from the socket than with the default of 8 KB.</summary>
    const int ReadBuffer = 128 * 1024;

    readonly NpgsqlDataSource ingest;
    readonly NpgsqlDataSource reader;

    /// <param name="connectionString">PostgreSQL connection string of the one login.</param>
    public AnalyticsDatabase(string connectionString)
    {
        ingest = Build(connectionString, "gateway-ingest", pool: 4, commandTimeoutSeconds: 60);
        reader = Build(connectionString, "gateway-reader", pool: 16, commandTimeoutSeconds: 30);
    }

    /// <summary>Opens a connection with a transaction as the owner of the tables.</summary>
    public Task<DatabaseSession> IngestAsync(CancellationToken token) =>
        DatabaseSession.OpenAsync(ingest, IngestRole, tenant: "", limits: null, token);

    /// <summary>
    /// Opens a connection without a transaction as the owner of the tables, for the statements that refuse to run in one. The
    /// pool takes the role away when it comes back.
    /// </summary>
    public async Task<NpgsqlConnection> MaintainAsync(CancellationToken token)
    {
        var connection = await ingest.OpenConnectionAsync(token);
        try
        {
            await using var command = new NpgsqlCommand($"/* gateway:maintenance */ set role {IngestRole}", connection);
            await command.ExecuteNonQueryAsync(token);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a read-only transaction that sees one tenant, or all of them with <see cref="AllTenants"/>.</summary>
    public Task<DatabaseSession> ReadAsync(string tenant, CancellationToken token) =>
        DatabaseSession.OpenAsync(reader, ReaderRole, tenant, limits: null, token);

    /// <summary>The same for statements that are stopped when they take too much.</summary>
    public Task<DatabaseSession> ReadAsync(string tenant, ReadLimits limits, CancellationToken token) =>
        DatabaseSession.OpenAsync(reader, ReaderRole, tenant, limits, token);

    /// <summary>Runs statements that see one tenant, or all of them, in one round trip.</summary>
    public Task<DatabaseReading> ReadAsync(string tenant, ReadLimits limits, IEnumerable<ReadStatement> statements, CancellationToken token) =>
        DatabaseReading.OpenAsync(reader, ReaderRole, tenant, limits, statements, token);

    public async ValueTask DisposeAsync()
    {
        await ingest.DisposeAsync();
        await reader.DisposeAsync();
    }

    static NpgsqlDataSource Build(string connectionString, string name, int pool, int commandTimeoutSeconds)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
            MaxPoolSize = pool,
            CommandTimeout = commandTimeoutSeconds,
            Timeout = 5,
            SearchPath = Schema,
            ReadBufferSize = ReadBuffer,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
