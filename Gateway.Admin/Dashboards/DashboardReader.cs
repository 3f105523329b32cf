using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Dashboards;

/// <summary>Finds dashboards: the store's rows, and beside them the shipped ones that nobody edited or removed there.</summary>
sealed class DashboardReader(DashboardCollection dashboards, ShippedDashboards shipped)
{
    /// <summary>All that the caller may list: the tenant's, or for a call without one those of all tenants and the platform's shipped ones.</summary>
    public async Task<List<DashboardSummary>> ListAsync(GatewayDb db, Scope scope, CancellationToken token)
    {
        // Without the content, which is most of a row.
        var rows = await Rows(db, scope).Select(row => new Dashboard
        {
            TenantId = row.TenantId,
            Id = row.Id,
            Title = row.Title,
            Description = row.Description,
            Folder = row.Folder,
            Tags = row.Tags,
            Access = row.Access,
            TeamId = row.TeamId,
            OwnerTenantId = row.OwnerTenantId,
            OwnerId = row.OwnerId,
            OwnerName = row.OwnerName,
            Shipped = row.Shipped,
            Number = row.Number,
            WidgetCount = row.WidgetCount,
            Content = "",
            UpdatedAt = row.UpdatedAt,
            UpdatedBy = row.UpdatedBy,
        }).ToListAsync(token);
        var tenant = TenantOf(scope);
        var gone = await db.DashboardRemovals.Where(row => row.TenantId == tenant).Select(row => row.Id).ToListAsync(token);
        gone.AddRange(rows.Where(row => row.TenantId == tenant).Select(row => row.Id));
        var stars = await StarsAsync(db, scope, token);
        var shared = await db.DashboardShares.Select(row => new { row.TenantId, row.DashboardId }).ToListAsync(token);
        var links = shared.Select(row => (row.TenantId, row.DashboardId)).ToHashSet();
        return
        [
            .. shipped.All.Where(each => !gone.Contains(each.Id)).Select(each => Summary(scope, each with { Tenant = tenant }, stars, links)),
            .. rows.Where(row => DashboardRights.Lists(scope, row)).Select(row => Summary(scope, row, stars, links)),
        ];
    }

    /// <summary>The one of that id that the caller reads; without a tenant the platform's comes first, then the only one there is.</summary>
    /// <param name="tenant">Whose; null: as the scope says.</param>
    public async Task<(FoundDashboard? Found, IResult? Problem)> FindAsync(GatewayDb db, Scope scope, string id, CancellationToken token, string? tenant = null)
    {
        var rows = await db.Dashboards.Where(row => row.Id == id && (scope.IsAllTenants || row.TenantId == scope.Tenant)).ToListAsync(token);
        if (tenant is not null)
            rows.RemoveAll(row => row.TenantId != tenant);
        var home = tenant ?? TenantOf(scope);
        if (await AtAsync(db, rows.Find(row => row.TenantId == home), id, home, token) is { } found)
            return found.Lists(scope) ? (found, null) : (null, Problems.NotFound(dashboards.Name, id));
        return rows switch
        {
            [var only] => (new FoundDashboard(only.TenantId, only, shipped.Find(id, only.TenantId)), null),
            [] => (null, Problems.NotFound(dashboards.Name, id)),
            _ => (null, Problems.Of(StatusCodes.Status409Conflict, "Which tenant?", $"Several tenants have '{id}' among their dashboards. Send the header X-Tenant.")),
        };
    }

    /// <summary>What the tenant has under the id, whoever may see it; null: nothing.</summary>
    public async Task<FoundDashboard?> FindAsync(GatewayDb db, string tenant, string id, CancellationToken token) =>
        await AtAsync(db, await db.Dashboards.SingleOrDefaultAsync(row => row.TenantId == tenant && row.Id == id, token), id, tenant, token);

    /// <summary>The document with what it is to the caller.</summary>
    public async Task<DashboardDocument> AnswerAsync(GatewayDb db, Scope scope, FoundDashboard found, CancellationToken token)
    {
        var document = found.Document(dashboards);
        var edits = found.Edits(scope);
        var share = edits ? await db.DashboardShares.AsNoTracking().SingleOrDefaultAsync(row => row.TenantId == found.Tenant && row.DashboardId == document.Id, token) : null;
        return document with
        {
            Favourite = (await StarsAsync(db, scope, token)).Contains((found.Tenant, document.Id)),
            MayEdit = edits,
            Share = share is null ? null : new DashboardShareAnswer(share.CreatedAt, share.CreatedBy, share.ExpiresAt),
        };
    }

    /// <summary>Where a call without a tenant is at home.</summary>
    public static string TenantOf(Scope scope) => scope.IsAllTenants ? GatewayStore.PlatformTenant : scope.Tenant;

    async Task<FoundDashboard?> AtAsync(GatewayDb db, Dashboard? row, string id, string tenant, CancellationToken token)
    {
        var original = shipped.Find(id, tenant);
        if (row is not null)
            return new FoundDashboard(tenant, row, original);
        return original is null || await db.DashboardRemovals.AnyAsync(mark => mark.TenantId == tenant && mark.Id == id, token)
            ? null
            : new FoundDashboard(tenant, null, original);
    }

    static IQueryable<Dashboard> Rows(GatewayDb db, Scope scope) =>
        db.Dashboards.AsNoTracking().Where(row => scope.IsAllTenants || row.TenantId == scope.Tenant);

    static async Task<HashSet<(string Tenant, string Id)>> StarsAsync(GatewayDb db, Scope scope, CancellationToken token)
    {
        if (scope.Caller.Person is not { } person)
            return [];
        var rows = await db.DashboardFavourites.AsNoTracking().Where(row => row.UserTenantId == person.Tenant && row.UserId == person.Id).ToListAsync(token);
        return [.. rows.Select(row => (row.TenantId, row.DashboardId))];
    }

    static DashboardSummary Summary(Scope scope, DashboardDocument document, HashSet<(string, string)> stars, HashSet<(string, string)> links)
    {
        var edits = DashboardRights.Edits(scope, team: null);
        return new DashboardSummary(document.Id, document.Tenant!, document.Title)
        {
            Description = document.Description,
            Folder = document.Folder,
            Tags = document.Tags,
            Shipped = document.Id,
            Favourite = stars.Contains((document.Tenant!, document.Id)),
            MayEdit = edits,
            MayRemove = edits,
            Shared = links.Contains((document.Tenant!, document.Id)),
            WidgetCount = document.Widgets.Count,
        };
    }

    static DashboardSummary Summary(Scope scope, Dashboard row, HashSet<(string, string)> stars, HashSet<(string, string)> links) => new(row.Id, row.TenantId, row.Title)
    {
        Description = row.Description,
        Folder = row.Folder,
        Tags = row.Tags,
        Access = DashboardRights.AccessOf(row),
        Team = row.TeamId,
        Shipped = row.Shipped,
        Edited = row.Shipped == row.Id,
        Version = row.Number,
        UpdatedAt = row.UpdatedAt,
        UpdatedBy = row.UpdatedBy,
        Owner = DashboardCollection.OwnerOf(row),
        Favourite = stars.Contains((row.TenantId, row.Id)),
        MayEdit = DashboardRights.Edits(scope, row),
        MayRemove = DashboardRights.Removes(scope, row),
        Shared = links.Contains((row.TenantId, row.Id)),
        WidgetCount = row.WidgetCount,
    };
}
