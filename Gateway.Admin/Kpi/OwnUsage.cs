using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Analytics.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Kpi;

/// <summary>
/// One's own requests, by one's own pseudonym, in one tenant: the named one or one's home. For who sees the platform and names
/// none, in all. It takes no role; whosever routes they went to, they are one's own.
/// </summary>
static class OwnUsage
{
    static readonly Query[] Queries =
    [
        new() { Ref = "total", Measures = ["requests", "errors", "clientErrors", "refusals"] },
        new() { Ref = "requests", Measures = ["requests"], Split = "time" },
        new() { Ref = "errors", Measures = ["errors", "clientErrors", "refusals"], Split = "time" },
        new() { Ref = "routes", Measures = ["requests", "errorRate"], Split = "route" },
    ];

    public static void MapOwnUsage(this IEndpointRouteBuilder api, QueryEngine engine, OwnPseudonyms pseudonyms) =>
        api.MapGet("/me/usage", async (HttpContext http, CancellationToken token) =>
        {
            var scope = Scopes.Of(http);
            if (scope.Caller.Person is not { } person)
                return Problems.Of(StatusCodes.Status409Conflict, "No person", "This credential belongs to nobody, so it has no usage of its own. Sign in, or use a personal token.");
            var errors = new FieldErrors();
            var values = http.Request.Query.ToDictionary(each => each.Key, IReadOnlyList<string> (each) => [.. each.Value.Select(value => value ?? "")]);
            if (KpiQuestion.Read(values, KpiParameters.Range, preset: null, errors) is not { } question)
                return KpiEndpoints.Refused(errors);
            var users = await pseudonyms.OfAsync(person, scope.Tenant, token);
            var answer = await engine.RunAsync(new QueryScope(scope.Tenant) { Users = users }, question.Request with { Queries = Queries }, token);
            return answer.Errors.Count > 0
                ? KpiEndpoints.Refused(question.Named(answer.Errors))
                : TypedResults.Json(answer, ContractJson.Options);
        }).Needs(Need.ReadOwn).Produces<QueryAnswer>().ProducesProblem(400).ProducesProblem(409).WithTags("me");
}
