using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Audit;

/// <summary>Who changed what, newest first.</summary>
static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api, GatewayStore store) =>
        api.MapGet("/audit", async (HttpContext http, CancellationToken token, int limit = 100, string? cursor = null, string? search = null) =>
        {
            if (limit is < 1 or > 1000)
                return Problems.Malformed("limit goes from 1 to 1000.");
            await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, token);
            var rows = session.Db.Audit.AsNoTracking();
            if (long.TryParse(cursor, out var before))
                rows = rows.Where(row => row.Id < before);
            if (search is { Length: > 0 })
            {
                var word = search.ToLowerInvariant();
                rows = rows.Where(row => row.ObjectId.ToLower().Contains(word) || row.Actor.ToLower().Contains(word)
                    || row.Collection.Contains(word) || row.Action.Contains(word));
            }

            var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(token);
            var next = page.Count > limit ? page[limit - 1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
            return TypedResults.Json(new Page<AuditAnswer>([.. page.Take(limit).Select(Answer)], next), ContractJson.Options);
        }).Needs(Need.Manage).Produces<Page<AuditAnswer>>().WithTags("audit");

    static AuditAnswer Answer(AuditEntry row) => new(
        row.Time, row.TenantId, row.Actor, row.Action, row.Collection, row.ObjectId,
        row.Before is null ? null : JsonNode.Parse(row.Before),
        row.After is null ? null : JsonNode.Parse(row.After));

    sealed record AuditAnswer(
        DateTimeOffset Time, string Tenant, string Actor, string Action, string Collection, string Id, JsonNode? Before, JsonNode? After);
}
