using Gateway.Admin.Store;
using Gateway.Analytics.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Hosting;

/// <summary>
/// Prepares the database beside the running gateway: roles, schemas, migrations, and whether this node's secret is the one the
/// store was made with. Where events have a database of their own, neither waits for the other. Tries until the database answers;
/// traffic does not wait for it. Ends when done, or when the host stops.
/// </summary>
sealed partial class DatabaseStart(
    DatabaseAddress address, GatewayStore store, NodeSecret secret, StoreReady storeReady, DatabaseReady ready, IHostApplicationLifetime life, TimeProvider time, ILogger<DatabaseStart> log)
    : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Why the gateway had to stop; null while all is well.</summary>
    public string? Refusal { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (address.IsSplit)
        {
            await Task.WhenAll(
                PrepareAsync("The database of the configuration", PrepareStoreAsync, stoppingToken),
                PrepareAsync("The database of events", PrepareEventsAsync, stoppingToken));
            return;
        }

        await PrepareAsync("The database", async token =>
        {
            await PrepareStoreAsync(token);
            await PrepareEventsAsync(token);
        }, stoppingToken);
    }

    async Task PrepareStoreAsync(CancellationToken token)
    {
        await DatabaseVersion.CheckAsync(DatabaseAddress.Key, address.ConnectionString, token);
        await DatabaseRoles.EnsureAsync(address.ConnectionString, address.IsSplit ? DatabaseParts.Control : DatabaseParts.All, token);
        await store.MigrateAsync(token);
        await CheckSecretAsync(token);
        storeReady.Set();
    }

    async Task PrepareEventsAsync(CancellationToken token)
    {
        if (address.IsSplit)
        {
            await DatabaseVersion.CheckAsync(DatabaseAddress.EventsKey, address.Events, token);
            await DatabaseRoles.EnsureAsync(address.Events, DatabaseParts.Analytics, token);
        }

        await AnalyticsMigrations.ApplyAsync(address.Events, token);
        ready.Set();
    }

    async Task PrepareAsync(string name, Func<CancellationToken, Task> prepare, CancellationToken stoppingToken)
    {
        var said = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await prepare(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception refused) when (refused is DatabaseSetupException or PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
            {
                // It will not pass by itself: an operator has to act.
                Refusal = refused.Message;
                Log.Refused(log, refused.Message);
                life.StopApplication();
                return;
            }
            catch (Exception away) when (away is not OutOfMemoryException)
            {
                // The edge of the loop: whatever keeps the database away may pass.
                if (!said)
                    Log.Away(log, name, away.Message);
                said = true;
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task CheckSecretAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var state = await session.Db.States.SingleAsync(token);
        if (state.SecretFingerprint is null)
        {
            state.SecretFingerprint = secret.Fingerprint;
            await session.CommitAsync(token);
        }
        else if (state.SecretFingerprint != secret.Fingerprint)
        {
            throw new DatabaseSetupException(
                $"This node's secret ({secret.Fingerprint}) is not the one the database was set up with ({state.SecretFingerprint}). Copy the secret of another node, or name it in Gateway:SecretFile.");
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Database} does not answer, the gateway tries again: {Error}")]
        public static partial void Away(ILogger log, string database, string error);

        [LoggerMessage(LogLevel.Critical, "{Refusal}")]
        public static partial void Refused(ILogger log, string refusal);
    }
}

/// <summary>Where the databases are.</summary>
/// <param name="ConnectionString">Of the configuration, and of events where these have none of their own.</param>
/// <param name="IsEmbedded">Whether that is the embedded server.</param>
/// <param name="OwnEvents">Of events and their sums, where they have a database of their own.</param>
sealed record DatabaseAddress(string ConnectionString, bool IsEmbedded, string? OwnEvents = null)
{
    public const string Key = "ConnectionStrings:Gateway";
    public const string EventsKey = "ConnectionStrings:Analytics";

    /// <summary>Where events and their sums are.</summary>
    public string Events => OwnEvents ?? ConnectionString;

    public bool IsSplit => OwnEvents is not null;
}
