using System.Globalization;
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

/// <summary>Who did what, newest first.</summary>
static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api, GatewayStore store, AuditLog audit)
    {
        api.MapGet("/audit", async (HttpContext http, CancellationToken token, int limit = 100, string? cursor = null) =>
        {
            if (limit is < 1 or > 1000)
                return Problems.Malformed("limit goes from 1 to 1000.");
            var errors = new FieldErrors();
            var filter = AuditFilter.Read(http.Request.Query, errors);
            if (errors.Any)
                return Unreadable(errors);
            var scope = Scopes.Of(http);
            await using var session = await store.OpenAsync(scope.Tenant, token);
            var rows = filter.Apply(session.Db.Audit.AsNoTracking());
            // Entries are only added, and above those that were there: a page after this one stays what it is.
            if (Cursor.Parse(cursor) is { } last && long.TryParse(last.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var before))
                rows = rows.Where(row => row.Id < before);
            var page = await rows.Take(limit + 1).ToListAsync(token);
            var next = page.Count > limit ? new Cursor(scope.Tenant, page[limit - 1].Id.ToString(CultureInfo.InvariantCulture)).ToString() : null;
            return TypedResults.Json(new Page<AuditAnswer>([.. page.Take(limit).Select(AuditAnswer.Of)], next), ContractJson.Options);
        }).Needs(Need.Manage).Produces<Page<AuditAnswer>>().WithTags("audit");

        api.MapGet("/audit/export", async (HttpContext http, CancellationToken token, string format = "csv") =>
        {
            var errors = new FieldErrors();
            var filter = AuditFilter.Read(http.Request.Query, errors);
            if (format is not ("csv" or "jsonl"))
                errors.Add("format", "must be csv or jsonl");
            if (errors.Any)
                return Unreadable(errors);
            var scope = Scopes.Of(http);
            var tenant = scope.IsAllTenants ? GatewayStore.PlatformTenant : scope.Tenant;
            return await audit.TryAddAsync(scope.Caller, AuditAction.Export, tenant, "audit", format, token)
                ? new AuditExport(store, scope.Tenant, filter, isCsv: format == "csv")
                : AuditLog.Unwritten();
        }).Needs(Need.Manage).Produces<string>(StatusCodes.Status200OK, "text/csv", "application/jsonl").WithTags("audit");
    }

    static IResult Unreadable(FieldErrors errors) => Problems.WithErrors(StatusCodes.Status400BadRequest, "The request cannot be read", errors);
}
