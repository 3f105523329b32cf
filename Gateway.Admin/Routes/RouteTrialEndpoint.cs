using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Routes;

/// <summary>"Try it": which route takes a request, why the others do not, and what the upstream would receive.</summary>
static class RouteTrialEndpoint
{
    const int MaximumUrl = 8000;
    const int MaximumHeaders = 100;

    /// <summary>Disabled routes that are looked at; the answer lists fewer.</summary>
    const int MaximumDisabled = 200;

    public static void MapRouteTrial(this IEndpointRouteBuilder api, RouteCollection routes, GatewayStore store, StoreWriter writer, IRouteTrial trial) =>
        api.MapPost("/routes/try", async (HttpContext http, CancellationToken token) =>
        {
            var (json, problem) = await JsonBody.ReadAsync(http);
            if (json is null)
                return problem!;
            using var body = json;
            var errors = new FieldErrors();
            var request = DocumentReader.Read<RouteTrialRequest>(body.RootElement, errors);
            if (request is not null)
                Check(request, errors);
            if (errors.Any)
                return Problems.Refused(errors);
            if (request is null)
                return Problems.Malformed("A JSON object is expected.");

            var scope = Scopes.Of(http);
            RouteDocument? draft = null;
            if (request.Route is { } unsaved)
            {
                draft = unsaved with { Tenant = unsaved.Tenant ?? (scope.IsAllTenants ? null : scope.Tenant) };
                await CheckAsync(draft, scope, routes, writer, errors, token);
                if (errors.Any)
                    return Problems.Refused(errors);
            }

            await using var session = await store.OpenAsync(scope.Tenant, token);
            var disabled = await routes.Visible(session.Db.Routes.AsNoTracking(), scope.Teams)
                .Where(row => !row.Enabled).OrderBy(row => row.TenantId).ThenBy(row => row.Id).Take(MaximumDisabled).ToListAsync(token);
            bool Sees(string tenant, string? team) =>
                (scope.IsAllTenants || tenant == scope.Tenant) && (scope.Teams is null || (team is not null && scope.Sees(team)));
            var answer = await trial.TryAsync(request, draft, http.Connection.RemoteIpAddress, Sees, [.. disabled.Select(routes.ToDocument)], token);
            return TypedResults.Json(answer, ContractJson.Options);
        }).Needs(Need.ReadParts).Accepts<RouteTrialRequest>("application/json").Produces<RouteTrialAnswer>().ProducesProblem(422).WithTags("routes");

    /// <summary>All that saving it would say, below <c>route</c>; nothing of it stays.</summary>
    static async Task CheckAsync(RouteDocument draft, Scope scope, RouteCollection routes, StoreWriter writer, FieldErrors errors, CancellationToken token)
    {
        if (draft.Tenant is not { } tenant)
            errors.Add("route.tenant", "is required, here or as the header X-Tenant");
        else if (!scope.IsAllTenants && tenant != scope.Tenant)
            errors.Add("route.tenant", $"must be '{scope.Tenant}', the tenant of the call");
        else
        {
            var said = await writer.RunAsync(tenant, scope.Caller, async change =>
            {
                var (row, _) = await routes.FindAsync(change.Db, draft.Id, tenant, token);
                await routes.PutAsync(draft, row, tenant, change, "route", token);
            }, token, dryRun: true);
            errors.AddAll(said.Errors);
        }
    }

    static void Check(RouteTrialRequest request, FieldErrors errors)
    {
        if (!RouteChecks.IsToken(request.Method))
            errors.Add("method", "must be the name of a method, such as GET");
        if (request.Url.Length > MaximumUrl || !Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            errors.Add("url", $"must be an absolute http or https address, such as https://api.example.com/orders, of at most {MaximumUrl} characters");
        else if (url.UserInfo.Length > 0)
            errors.Add("url", "must not carry a user; send credentials as a header");
        if (request.Headers.Count > MaximumHeaders)
            errors.Add("headers", $"must be at most {MaximumHeaders}");
        for (var i = 0; i < request.Headers.Count && i < MaximumHeaders; i++)
        {
            if (!RouteChecks.IsToken(request.Headers[i].Name))
                errors.Add($"headers[{i}].name", "must be the name of a header, such as X-Api-Key");
            if (request.Headers[i].Value.Length > MaximumUrl || request.Headers[i].Value.Any(char.IsControl))
                errors.Add($"headers[{i}].value", $"must be at most {MaximumUrl} characters without control characters");
        }
    }
}
