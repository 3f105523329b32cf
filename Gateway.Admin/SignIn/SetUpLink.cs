using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.SignIn;

/// <summary>
/// Makes the link that sets up the gateway, as long as nobody manages it: a new one at each start, in place of earlier ones.
/// Ends when that is done, or with the host.
/// </summary>
sealed partial class SetUpLink(GatewayStore store, StoreReady database, TimeProvider time, ILogger<SetUpLink> log) : BackgroundService
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly TaskCompletionSource<string?> secret = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The link's secret once the database is there; null when nothing is to be set up. Only the terminal may show it.</summary>
    public Task<string?> Secret => secret.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                secret.TrySetResult(await MakeAsync(stoppingToken));
                return;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: the database went away just now, or the host stops.
                if (!stoppingToken.IsCancellationRequested)
                    Log.NotMade(log, failed.Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<string?> MakeAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        if (!await SetUp.IsNeededAsync(session.Db, token))
            return null;
        var now = time.GetUtcNow();
        var made = await Invitations.CreateAsync(session.Db, GatewayStore.PlatformTenant, null, "gateway", now, Lifetime, token);
        AuditLog.Add(session.Db, now, Caller.Gateway("gateway"), "create", GatewayStore.PlatformTenant, "invitations", "set-up");
        await session.CommitAsync(token);
        return made;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The set-up link could not be made, the gateway tries again: {Error}")]
        public static partial void NotMade(ILogger log, string error);
    }
}
