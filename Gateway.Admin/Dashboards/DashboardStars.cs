using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Dashboards;

/// <summary>What a person likes stands first in the person's list. It is the person's own, so whoever reads a dashboard may.</summary>
sealed class DashboardStars(DashboardCollection dashboards, DashboardReader reader, StoreWriter writer)
{
    public void Map(RouteGroupBuilder group)
    {
        group.MapPut("{id}/favourite", (HttpContext http, string id) => SetAsync(http, id, likes: true)).Produces(204).ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("{id}/favourite", (HttpContext http, string id) => SetAsync(http, id, likes: false)).Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    async Task<IResult> SetAsync(HttpContext http, string id, bool likes)
    {
        var scope = Scopes.Of(http);
        if (scope.Caller.Person is not { } person)
            return Problems.Of(StatusCodes.Status409Conflict, "Not a person", "Favourites belong to people; this credential belongs to nobody.");
        IResult? problem = null;
        await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            (var found, problem) = await reader.FindAsync(change.Db, scope, id, http.RequestAborted);
            if (found is null)
                return;
            var row = await change.Db.DashboardFavourites.FindAsync([found.Tenant, id, person.Tenant, person.Id], http.RequestAborted);
            if (likes == (row is not null))
                return;
            if (row is null)
                change.Db.DashboardFavourites.Add(new DashboardFavourite { TenantId = found.Tenant, DashboardId = id, UserTenantId = person.Tenant, UserId = person.Id });
            else
                change.Db.Remove(row);
            change.NoteApart(dashboards.Name, found.Tenant, id, null, null, likes ? "favourite" : "unfavourite");
        }, http.RequestAborted);
        return problem ?? TypedResults.NoContent();
    }
}
