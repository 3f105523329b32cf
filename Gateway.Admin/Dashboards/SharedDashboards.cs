using System.Collections.Concurrent;
using Gateway.Admin.Access;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// Which dashboard a secret link leads to. In the steady state that is a look-up in memory; the store is asked once for each link
/// and revision, so an ended link is dead on every node as soon as the node sees the change.
/// </summary>
sealed class SharedDashboards(GatewayStore store, StoreRevision revision, TimeProvider time)
{
    /// <summary>Wrong ones are remembered too, so the memory is bounded by forgetting everything.</summary>
    const int Maximum = 10_000;

    const string Scheme = "Bearer ";

    Memory memory = new(-1);

    /// <summary>The link that the call came by; null: none that is good.</summary>
    public async Task<SharedLink?> OfAsync(HttpContext http, CancellationToken token)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var secret = authorization[Scheme.Length..].Trim();
        if (!KeySecret.IsWellFormed(secret, KeySecret.LinkMarker))
            return null;
        var held = Held();
        var hash = KeySecret.Hash(secret);
        var name = Convert.ToHexString(hash);
        if (!held.Links.TryGetValue(name, out var link))
            held.Links[name] = link = await FindAsync(hash, token);
        return link?.ExpiresAt <= time.GetUtcNow() ? null : link;
    }

    async Task<SharedLink?> FindAsync(byte[] hash, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        return await session.Db.DashboardShares
            .Where(row => row.Hash == hash)
            .Select(row => new SharedLink(row.TenantId, row.DashboardId, row.ExpiresAt))
            .SingleOrDefaultAsync(token);
    }

    /// <summary>What holds at the newest revision. Whoever still looks something up for an older one puts it where nobody reads.</summary>
    Memory Held()
    {
        var now = revision.Current;
        var held = Volatile.Read(ref memory);
        if (held.Revision == now && held.Links.Count < Maximum)
            return held;
        var fresh = new Memory(now);
        var replaced = Interlocked.CompareExchange(ref memory, fresh, held);
        return replaced == held ? fresh : replaced;
    }

    sealed record Memory(long Revision)
    {
        public ConcurrentDictionary<string, SharedLink?> Links { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>Where a secret link leads, and until when.</summary>
sealed record SharedLink(string Tenant, string Dashboard, DateTimeOffset? ExpiresAt);
