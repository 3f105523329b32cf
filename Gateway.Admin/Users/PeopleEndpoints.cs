using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Users;

/// <summary>Who may see a tenant: its own people, and those of the platform who have a role in it.</summary>
static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder api, GatewayStore store, AuditReads reads) =>
        api.MapGet("/tenants/{id}/people", async (HttpContext http, string id, CancellationToken token) =>
        {
            var scope = Scopes.Of(http);
            if (!scope.IsAllTenants && scope.Tenant != id)
                return Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "You have no role in this tenant.");

            // People of the platform stand in its rows, which a session of the tenant does not see; so the predicate names the tenant.
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
            if (!await session.Db.Tenants.AnyAsync(tenant => tenant.TenantId == id, token))
                return Problems.NotFound("tenants", id);
            var here = JsonSerializer.Serialize(new[] { new { tenant = id } }, ContractJson.Options);
            var rows = await session.Db.Users.AsNoTracking()
                .Where(row => row.Enabled && (EF.Functions.JsonContains(row.Roles, here) || EF.Functions.JsonContains(row.ClaimedRoles!, here)))
                .OrderBy(row => row.Name).ThenBy(row => row.SignIn)
                .ToListAsync(token);
            var people = rows.Select(row => new PersonAnswer(
                row.Id, row.Name, row.SignIn, row.TenantId == id, [.. Grants.Of(row).Where(grant => grant.Tenant == id)]));
            return TypedResults.Json(new PeopleAnswer([.. people]) { Tenant = id }, ContractJson.Options);
        }).AddEndpointFilter(reads.FilterAsync("people")).Needs(Need.Manage).Produces<PeopleAnswer>().ProducesProblem(404).WithTags("tenants");
}
