using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Tenants;

/// <summary>Tenants, and who one is.</summary>
static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder api, TenantCollection tenants, GatewayStore store, StoreWriter writer, TenantRemoval removal)
    {
        var group = new CollectionEndpoints<TenantDocument, Tenant>(tenants, store, writer) { WriteNeed = Need.PlatformWrite }.Map(api);
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var isDelete = HttpMethods.IsDelete(http.Request.Method);
            if (!isDelete)
                return await next(context);
            var id = (string)http.GetRouteValue("id")!;
            if (id == GatewayStore.PlatformTenant)
                return Problems.Of(StatusCodes.Status409Conflict, "Reserved", "The platform tenant owns what matches no route; it stays.");
            if (http.Request.Query["cascade"] != "true")
                return await next(context);
            return await removal.RunAsync(id, Scopes.Of(http).Caller, http.RequestAborted)
                ? TypedResults.NoContent()
                : Problems.NotFound("tenants", id);
        });
    }

    public static void MapMe(this IEndpointRouteBuilder api, GatewayStore store) => api.MapGet("/me", async (HttpContext http, CancellationToken token) =>
    {
        var caller = Scopes.Of(http).Caller;
        var own = caller.Grants.Select(grant => grant.Tenant).OfType<string>().Distinct().ToList();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var tenants = await session.Db.Tenants.AsNoTracking()
            .Where(tenant => caller.SeesPlatform || own.Contains(tenant.Id))
            .OrderBy(tenant => tenant.Name)
            .Select(tenant => new TenantDocument { Id = tenant.Id, Name = tenant.Name })
            .ToListAsync(token);
        return TypedResults.Json(
            new MeAnswer(caller.Name, caller.Grants, tenants),
            ContractJson.Options);
    }).Needs(Need.SignedIn).Produces<MeAnswer>().WithTags("me");

    /// <summary>Who calls, what they may do, and the tenants they may look at.</summary>
    sealed record MeAnswer(string Name, IReadOnlyList<RoleGrant> Roles, IReadOnlyList<TenantDocument> Tenants);
}
