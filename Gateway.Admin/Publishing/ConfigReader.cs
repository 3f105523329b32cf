using System.Data;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Routes;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Publishing;

/// <summary>
/// Reads what nodes serve from the store, all of it at one moment. What did not change since the last time is the same object as
/// then, so that those who work with it see at once that it is. For one loop at a time.
/// </summary>
sealed class ConfigReader(GatewayStore store, ClusterCollection clusters, RouteCollection routes, TimeProvider time)
{
    readonly ReadRows<Cluster, ClusterDocument> clusterRows = new(clusters.ToDocument);
    readonly ReadRows<Store.Route, RouteDocument> routeRows = new(routes.ToDocument);
    readonly ReadRows<ApiKey, PublishedKey> keyRows = new(ToPublished);
    readonly ReadRows<Certificate, PublishedCertificate> certificateRows = new(ToPublished);
    long read = -1;

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
        // A revision that went back is of a store that was restored.
        var since = state.Revision >= read ? read : -1;
        var config = new PublishedConfig(
            state.Revision,
            state.ConfigVersion,
            time.GetUtcNow(),
            await clusterRows.RefreshAsync(clusters.Rows(session.Db), since, token),
            [.. (await routeRows.RefreshAsync(session.Db.Routes, since, token)).Where(route => route.Enabled)],
            await keyRows.RefreshAsync(session.Db.Keys, since, token))
        {
            Certificates = await certificateRows.RefreshAsync(session.Db.Certificates, since, token),
            Settings = await session.Db.Settings.AsNoTracking().ToDictionaryAsync(setting => setting.Key, setting => setting.Value, token),
        };
        read = state.Revision;
        return config;
    }

    static PublishedCertificate ToPublished(Certificate row) => new(
        row.TenantId,
        row.Id,
        row.Chain,
        row.SealedKey,
        row.CertificateFile is null ? null : new CertificateFilesDocument { Certificate = row.CertificateFile, PrivateKey = row.KeyFile },
        row.IsDefault);

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
