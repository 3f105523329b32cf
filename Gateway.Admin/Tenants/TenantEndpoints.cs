using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Tenants;

/// <summary>Tenants; one goes with all it has only when the call says so.</summary>
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
}
