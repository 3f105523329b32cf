using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using RouteCollection = Gateway.Admin.Routes.RouteCollection;

namespace Gateway.Admin.Certificates;

static class CertificateEndpoints
{
    const int MostRoutes = 100;

    public static void MapCertificates(
        this IEndpointRouteBuilder api, CertificateCollection certificates, RouteCollection routes, HeldCertificates held, GatewayStore store, StoreWriter writer, TimeProvider time)
    {
        var group = new CollectionEndpoints<CertificateDocument, Certificate>(certificates, store, writer) { DefaultTenant = GatewayStore.PlatformTenant }.Map(api);
        group.MapGet("{id}/uses", async (HttpContext http, string id) =>
        {
            var scope = Scopes.Of(http);
            await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
            var (row, problem) = await certificates.FindAsync(session.Db, id, tenant: null, http.RequestAborted);
            if (row is null)
                return problem!;
            // The platform's answer for everyone's routes; how many of these are told is up to who asks.
            var isShared = row.TenantId == GatewayStore.PlatformTenant && scope.Caller.SeesPlatform;
            await using var seen = await store.OpenAsync(isShared ? GatewayStore.AllTenants : row.TenantId, http.RequestAborted);
            var hosts = (await seen.Db.Routes.AsNoTracking().Where(route => route.Enabled).ToListAsync(http.RequestAborted))
                .SelectMany(route => routes.ToDocument(route).Match.Hosts.Select(host => (route.Id, Host: CertificateNames.Normal(host.Split(':')[0]))))
                .ToList();
            return TypedResults.Json(new CertificateUses(
                [.. row.Names.Select(name => new CertificateUse(
                    name,
                    CoveredBy(held.Current, row, name, scope, time.GetUtcNow()),
                    [.. hosts.Where(route => CertificateNames.Overlap(name, route.Host)).Select(route => route.Id).Distinct().Take(MostRoutes)]))]), ContractJson.Options);
        }).Needs(Need.Read).Produces<CertificateUses>().ProducesProblem(404);
    }

    static string? CoveredBy(CertificateTable table, Certificate row, string name, Scope scope, DateTimeOffset now)
    {
        var other = table.For(name, now, except: table.Find(row.TenantId, row.Id));
        // The default shows a name that is not the one asked for, and clients refuse it.
        if (other is null || !other.IsValidAt(now) || !other.Material!.Names.Any(covers => CertificateNames.Covers(covers, name)))
            return null;
        return scope.IsAllTenants || other.Published.Tenant == scope.Tenant ? other.Published.Id : "a certificate of the platform";
    }
}
