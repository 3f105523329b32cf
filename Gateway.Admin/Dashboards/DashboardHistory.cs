using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Dashboards;

/// <summary>What a dashboard was, and the ways back: earlier saves, the shipped one as it came, shipped ones that were removed.</summary>
sealed class DashboardHistory(DashboardCollection dashboards, DashboardReader reader, DashboardSaves saves, ShippedDashboards shipped, GatewayStore store, StoreWriter writer)
{
    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("{id}/versions", ListAsync).Produces<WholeList<DashboardVersionAnswer>>().ProducesProblem(404);
        group.MapGet("{id}/versions/{number:int}", GetAsync).Produces<DashboardDocument>().ProducesProblem(404);
        group.MapPost("{id}/reset", ResetAsync).Produces<DashboardDocument>().ProducesProblem(409).ProducesProblem(412);
        group.MapGet("removed", (Delegate)RemovedAsync).Produces<WholeList<RemovedDashboard>>();
        group.MapPost("removed/{id}/restore", RestoreAsync).Produces<DashboardDocument>().ProducesProblem(404);
    }

    async Task<IResult> ListAsync(HttpContext http, string id)
    {
        await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted);
        var (found, problem) = await ReadableAsync(session.Db, Scopes.Of(http), id, http.RequestAborted);
        if (found is null)
            return problem!;
        var rows = await session.Db.DashboardVersions
            .Where(row => row.TenantId == found.Tenant && row.DashboardId == id)
            .OrderByDescending(row => row.Number)
            .Select(row => new DashboardVersionAnswer(row.Number, row.SavedAt, row.SavedBy, row.Title))
            .ToListAsync(http.RequestAborted);
        return TypedResults.Json(new WholeList<DashboardVersionAnswer>(rows), ContractJson.Options);
    }

    async Task<IResult> GetAsync(HttpContext http, string id, int number)
    {
        await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted);
        var (found, problem) = await ReadableAsync(session.Db, Scopes.Of(http), id, http.RequestAborted);
        if (found is null)
            return problem!;
        var row = await session.Db.DashboardVersions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.TenantId == found.Tenant && row.DashboardId == id && row.Number == number, http.RequestAborted);
        if (row is null)
            return Problems.NotFound($"versions of '{id}'", $"{number}");
        var document = JsonSerializer.Deserialize<DashboardDocument>(row.Document, ContractJson.Options)!;
        return TypedResults.Json(document with { Version = row.Number, UpdatedAt = row.SavedAt, UpdatedBy = row.SavedBy, Shipped = found.Shipped?.Id }, ContractJson.Options);
    }

    /// <summary>Back to as shipped; the tenant's copy stays in the history.</summary>
    async Task<IResult> ResetAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        IResult? problem = null;
        var tenant = "";
        await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            (var found, problem) = await ReadableAsync(change.Db, scope, id, http.RequestAborted);
            if (found is null)
                return;
            tenant = found.Tenant;
            if (!found.Edits(scope))
                problem = DashboardSaves.NotYours(scope, id);
            else if (found.Shipped is null)
                problem = Problems.Conflict($"'{id}' does not come with the gateway, so there is nothing to go back to but its earlier versions.");
            else if (EntityTags.IsStale(http, found.Tag))
                problem = DashboardSaves.Stale(found);
            else if (found.Row is not null)
            {
                // Its link and stars stay: it is the same dashboard.
                change.NoteApart(dashboards.Name, tenant, id, dashboards.Node(found.Row), null, "reset");
                change.Db.Remove(found.Row);
                await UnmarkAsync(change.Db, tenant, id, http.RequestAborted);
            }
        }, http.RequestAborted);
        return problem ?? await saves.AnswerAsync(http, tenant, id, created: false);
    }

    async Task<IResult> RemovedAsync(HttpContext http)
    {
        var scope = Scopes.Of(http);
        var tenant = DashboardReader.TenantOf(scope);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        var gone = await session.Db.DashboardRemovals.Where(row => row.TenantId == tenant).Select(row => row.Id).ToListAsync(http.RequestAborted);
        var own = await session.Db.Dashboards.Where(row => row.TenantId == tenant).Select(row => row.Id).ToListAsync(http.RequestAborted);
        return TypedResults.Json(
            new WholeList<RemovedDashboard>([.. shipped.All.Where(each => gone.Contains(each.Id) && !own.Contains(each.Id)).Select(each => new RemovedDashboard(each.Id, each.Title))]),
            ContractJson.Options);
    }

    async Task<IResult> RestoreAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        var tenant = DashboardReader.TenantOf(scope);
        IResult? problem = null;
        await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            if (!DashboardRights.Edits(scope, team: null))
                problem = scope.Refuse("Only who edits the tenant's dashboards brings one back.");
            else if (shipped.Find(id, tenant) is null || !await UnmarkAsync(change.Db, tenant, id, http.RequestAborted))
                problem = Problems.NotFound("removed dashboards", id);
            else
                change.NoteApart(dashboards.Name, tenant, id, null, null, "restore");
        }, http.RequestAborted);
        return problem ?? await saves.AnswerAsync(http, tenant, id, created: false);
    }

    static async Task<bool> UnmarkAsync(GatewayDb db, string tenant, string id, CancellationToken token)
    {
        if (await db.DashboardRemovals.FindAsync([tenant, id], token) is not { } mark)
            return false;
        db.Remove(mark);
        return true;
    }

    async Task<(FoundDashboard? Found, IResult? Problem)> ReadableAsync(GatewayDb db, Scope scope, string id, CancellationToken token)
    {
        var (found, problem) = await reader.FindAsync(db, scope, id, token);
        return found is null || found.Reads(scope) ? (found, problem) : (null, DashboardEndpoints.Private(scope, id));
    }
}
