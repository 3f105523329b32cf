using System.Data;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Routes;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Publishing;

/// <summary>Reads what nodes serve from the store, all of it at one moment.</summary>
sealed class ConfigReader(GatewayStore store, ClusterCollection clusters, RouteCollection routes, TimeProvider time)
{
    /// <summary>The store's revision: one row by its key.</summary>
    public async Task<long> RevisionAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        return await session.Db.States.AsNoTracking().Select(state => state.Revision).SingleAsync(token);
    }

    public async Task<PublishedConfig> ReadAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token, IsolationLevel.RepeatableRead);
        var state = await session.Db.States.AsNoTracking().SingleAsync(token);
        var clusterRows = await clusters.Rows(session.Db).AsNoTracking().ToListAsync(token);
        var routeRows = await session.Db.Routes.AsNoTracking().Where(row => row.Enabled).ToListAsync(token);
        var keyRows = await session.Db.Keys.AsNoTracking().ToListAsync(token);
        return new PublishedConfig(
            state.Revision,
            state.ConfigVersion,
            time.GetUtcNow(),
            [.. clusterRows.Select(clusters.ToDocument)],
            [.. routeRows.Select(routes.ToDocument)],
            [.. keyRows.Select(ToPublished)]);
    }

    static PublishedKey ToPublished(ApiKey row) => new(
        row.TenantId,
        row.Id,
        row.Consumer,
        row.Hash,
        row.PreviousHash,
        row.GraceUntil,
        row.ExpiresAt,
        row.Enabled,
        row.RevokedAt is not null,
        row.Allow is null ? null : JsonSerializer.Deserialize<KeyAllowDocument>(row.Allow, ContractJson.Options));
}
