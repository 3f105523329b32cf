using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Keys;
using Gateway.Admin.Store;
using Gateway.Policies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Demo;

/// <summary>
/// Starts the demo's upstream, enters its tenant, and sends traffic through the front door like anybody else. Ends with the
/// host, or when somebody removes the tenant.
/// </summary>
sealed partial class DemoRunner(
    DemoOptions options,
    StoreWriter writer,
    Collections collections,
    StoreReady database,
    ConfigInForce config,
    KeyRing keys,
    IServer server,
    IHostApplicationLifetime life,
    ILogger<DemoRunner> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await database.Task.WaitAsync(stoppingToken);
            await StartedAsync(stoppingToken);
            await using var upstream = await DemoUpstream.StartAsync(stoppingToken);
            var (version, secrets) = await EnterAsync(upstream.Address, stoppingToken);
            while (config.Version < version)
                await Task.Delay(50, stoppingToken);
            Log.Running(log, DemoConfig.Tenant, options.RequestsPerSecond);

            using var traffic = new DemoTraffic(FrontDoor(), secrets, options.RequestsPerSecond);
            await traffic.RunAsync(() => keys.Current.Entries.Any(key => key.Tenant == DemoConfig.Tenant), stoppingToken);
            Log.Removed(log);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the tenant stays for the next start.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The demo is a guest: it never takes the gateway down.
            Log.Failed(log, failed);
        }
    }

    async Task<(int Version, IReadOnlyList<string> Secrets)> EnterAsync(string upstream, CancellationToken token)
    {
        var document = DemoConfig.Build(upstream);
        var secrets = new List<string>();
        var result = await writer.RunAsync(GatewayStore.AllTenants, Caller.Gateway("demo"), async change =>
        {
            foreach (var (collection, part) in collections.All)
                await collection.ImportAsync(part(document), GatewayStore.AllTenants, change, token);
            foreach (var id in DemoConfig.Keys)
            {
                // The demo keeps no secrets: each start gives its keys new ones.
                var key = (await change.Db.Keys.FindAsync([DemoConfig.Tenant, id], token))!;
                secrets.Add(KeyCollection.Issue(key));
                change.NoteUnversioned("keys", key.TenantId, key.Id, null, null, "rotate");
            }

        }, token, message: "Demo tenant");
        if (result.Errors.Any)
            throw new InvalidOperationException($"The demo's configuration was refused: {string.Join("; ", result.Errors.ToProblem().Select(error => $"{error.Key} {error.Value[0]}"))}");
        return (result.Version, secrets);
    }

    async Task StartedAsync(CancellationToken token)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(token);
    }

    Uri FrontDoor() => new(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()
        .Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
        .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The demo runs: tenant {Tenant}, {Rate} requests per second.")]
        public static partial void Running(ILogger log, string tenant, double rate);

        [LoggerMessage(LogLevel.Information, "The demo's tenant was removed; its traffic has ended.")]
        public static partial void Removed(ILogger log);

        [LoggerMessage(LogLevel.Error, "The demo stopped")]
        public static partial void Failed(ILogger log, Exception failed);
    }
}
