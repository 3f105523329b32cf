using System.Data;
using Gateway.Analytics.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Gateway.Admin.Store;

/// <summary>
/// The door to the control plane: each session is one transaction that works as <c>gateway_control</c> and sees one tenant, or
/// all of them with <see cref="AllTenants"/>. Row security is the second wall behind the API's own checks.
/// </summary>
sealed class GatewayStore : IAsyncDisposable
{
    /// <summary>Sees all tenants, here as among the events.</summary>
    public const string AllTenants = AnalyticsDatabase.AllTenants;

    /// <summary>Owns what matches no route: unknown hosts, stray paths, broken requests.</summary>
    public const string PlatformTenant = "platform";

    readonly NpgsqlDataSource source;
    readonly DbContextOptions<GatewayDb> options;

    public GatewayStore(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "gateway-control",
            MaxPoolSize = 16,
            Timeout = 5,
            SearchPath = GatewayDb.Schema,
        };
        source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        options = OptionsFor(source);
    }

    /// <summary>For LISTEN and for set-up; ordinary work goes through <see cref="OpenAsync"/>.</summary>
    public NpgsqlDataSource Source => source;

    /// <param name="tenant">Whose rows are seen.</param>
    /// <param name="token">Cancels.</param>
    /// <param name="isolation">Repeatable read where several statements must see one moment.</param>
    public async Task<StoreSession> OpenAsync(string tenant, CancellationToken token, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var db = new GatewayDb(options);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(isolation, token);
            await db.Database.ExecuteSqlAsync(
                $"/* gateway:session */ select set_config('role', {DatabaseRoles.Control}, true), set_config('app.tenant', {tenant}, true)",
                token);
            return new StoreSession(db, transaction);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings the schema to this version, under an advisory lock so that nodes starting together do not meet.</summary>
    public async Task MigrateAsync(CancellationToken token)
    {
        await using var guard = await source.OpenConnectionAsync(token);
        await using (var take = new NpgsqlCommand("/* gateway:migrate */ select pg_advisory_lock(7453010349)", guard) { CommandTimeout = 600 })
            await take.ExecuteNonQueryAsync(token);
        await using (var db = new GatewayDb(options))
            await db.Database.MigrateAsync(token);
        await using var release = new NpgsqlCommand("/* gateway:migrate */ select pg_advisory_unlock(7453010349)", guard);
        await release.ExecuteNonQueryAsync(token);
    }

    /// <summary>The newest change that is applied, null where there is none yet, and the newest that this version knows.</summary>
    public async Task<(string? Applied, string Known)> SchemaAsync(CancellationToken token)
    {
        await using var db = new GatewayDb(options);
        var applied = await db.Database.GetAppliedMigrationsAsync(token);
        return (applied.LastOrDefault(), db.Database.GetMigrations().Last());
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    internal static DbContextOptions<GatewayDb> OptionsFor(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<GatewayDb>()
            .UseNpgsql(source, npgsql => npgsql
                .SetPostgresVersion(15, 0)
                .MigrationsHistoryTable("migrations", GatewayDb.Schema))
            .Options;
}

/// <summary>One transaction of the control plane. Disposing without a commit rolls back.</summary>
sealed class StoreSession(GatewayDb db, IDbContextTransaction transaction) : IAsyncDisposable
{
    public GatewayDb Db { get; } = db;

    public async Task CommitAsync(CancellationToken token)
    {
        await Db.SaveChangesAsync(token);
        await transaction.CommitAsync(token);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Db.DisposeAsync();
    }
}
