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
        var group = new CollectionEndpoints<TenantDocument, Tenant>(tenants, store, writer).Map(api);
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
            if (!Callers.Of(http).SeesAllTenants)
                return Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "A tenant is removed by a call without X-Tenant.");
            return await removal.RunAsync(id, Callers.Of(http).Name, http.RequestAborted)
                ? TypedResults.NoContent()
                : Problems.NotFound("tenants", id);
        });
    }

    public static void MapMe(this IEndpointRouteBuilder api, GatewayStore store) => api.MapGet("/me", async (HttpContext http, CancellationToken token) =>
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var tenants = await session.Db.Tenants.AsNoTracking()
            .OrderBy(tenant => tenant.Name)
            .Select(tenant => new TenantDocument { Id = tenant.Id, Name = tenant.Name })
            .ToListAsync(token);
        return TypedResults.Json(
            new MeAnswer(Callers.Of(http).Name, [new RoleAnswer(null, null, "platformAdmin")], tenants),
            ContractJson.Options);
    }).Produces<MeAnswer>().WithTags("me");

    /// <summary>Who calls, what they may do, and the tenants they may look at.</summary>
    sealed record MeAnswer(string Name, IReadOnlyList<RoleAnswer> Roles, IReadOnlyList<TenantDocument> Tenants);

    sealed record RoleAnswer(string? Tenant, string? Team, string Role);
}
