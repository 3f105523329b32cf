using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Jwt;

/// <summary>
/// The issuers that routes name. Their keys are fetched when a route first names them and every 10 minutes after, beside the
/// requests. An issuer lives as long as a route's plan holds it. Ends when the host stops.
/// </summary>
sealed class JwtKeys(IssuerClient client, TimeProvider time, ILogger<JwtKeys> log) : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<(string Tenant, string Issuer, Uri? JwksUri), WeakReference<JwtIssuer>> issuers = [];
    readonly SemaphoreSlim named = new(0, 1);
    readonly Lock gate = new();

    public JwtIssuer Of(string tenant, string issuer, Uri? jwksUri)
    {
        lock (gate)
        {
            var name = (tenant, issuer, jwksUri);
            if (issuers.TryGetValue(name, out var known) && known.TryGetTarget(out var found))
                return found;
            var made = new JwtIssuer(tenant, issuer, jwksUri, client, time, log);
            issuers[name] = new WeakReference<JwtIssuer>(made);
            if (named.CurrentCount == 0)
                named.Release();
            return made;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Each ends by itself and never throws; a slow one holds up nobody else's.
            var next = FetchDue();
            using var pause = new CancellationTokenSource(next, time);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, stoppingToken);
            await named.WaitAsync(over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override void Dispose()
    {
        named.Dispose();
        base.Dispose();
    }

    /// <summary>Begins what is due and answers how long nothing more is.</summary>
    TimeSpan FetchDue()
    {
        var now = time.GetUtcNow();
        var next = now + LookEvery;
        foreach (var (name, reference) in issuers)
        {
            if (!reference.TryGetTarget(out var issuer))
            {
                issuers.TryRemove(KeyValuePair.Create(name, reference));
                continue;
            }

            if (issuer.Due <= now)
                _ = issuer.FetchAsync();
            else if (issuer.Due < next)
                next = issuer.Due;
        }

        return next - now;
    }
}
