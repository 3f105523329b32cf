using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Store;
using Gateway.Analytics.Rollups;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Tenants;

/// <summary>Removes a tenant with all it has: its configuration as one version, then its events and their sums.</summary>
sealed class TenantRemoval(StoreWriter writer, TenantTraffic traffic)
{
    public async Task<bool> RunAsync(string tenant, Caller caller, CancellationToken token)
    {
        var found = false;
        await writer.RunAsync(GatewayStore.AllTenants, caller, async change =>
        {
            var db = change.Db;
            if (await db.Tenants.FindAsync([tenant, tenant], token) is not { } row)
                return;
            found = true;
            await db.DashboardShares.Where(share => share.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.DashboardFavourites.Where(favourite => favourite.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.DashboardRemovals.Where(removal => removal.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.DashboardVersions.Where(version => version.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Dashboards.Where(dashboard => dashboard.TenantId == tenant).ExecuteDeleteAsync(token);
            // What waits to be sent and how sending goes, with them.
            await db.Channels.Where(channel => channel.TenantId == tenant).ExecuteDeleteAsync(token);
            // What the platform's own channels were told of it.
            await db.AlertDeliveries.Where(delivery => delivery.Incident.StartsWith(tenant + "/")).ExecuteDeleteAsync(token);
            await db.Silences.Where(silence => silence.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.AlertSeen.Where(seen => seen.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.AlertEvents.Where(happened => happened.TenantId == tenant).ExecuteDeleteAsync(token);
            // Their states and versions go with them.
            await db.Alerts.Where(alert => alert.TenantId == tenant).ExecuteDeleteAsync(token);
            // Whoever has the id next learns nothing from its versions.
            await db.ConfigChanges.Where(old => old.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.AccessTokens.Where(access => access.TenantId == tenant).ExecuteDeleteAsync(token);
            // Their sessions and invitations go with them.
            await db.Users.Where(user => user.TenantId == tenant).ExecuteDeleteAsync(token);
            await GrantRemoval.RunAsync(change, tenant, team: null, token);
            await db.Certificates.Where(certificate => certificate.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Keys.Where(key => key.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Routes.Where(route => route.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Destinations.Where(destination => destination.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Clusters.Where(cluster => cluster.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Groups.Where(group => group.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Apis.Where(api => api.TenantId == tenant).ExecuteDeleteAsync(token);
            await db.Teams.Where(team => team.TenantId == tenant).ExecuteDeleteAsync(token);
            change.Note("tenants", tenant, tenant, new JsonObject { ["id"] = row.Id, ["name"] = row.Name }, null);
            db.Remove(row);
        }, token, message: $"Removed tenant {tenant} with everything in it");

        if (found)
            await traffic.RemoveAsync(tenant, token);

        return found;
    }
}
