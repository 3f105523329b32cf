using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Gateway.Analytics.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using FieldErrors = Gateway.Admin.Contract.FieldErrors;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// All that a secret link opens: its one dashboard, and the answers to exactly that dashboard's questions over a range of choice.
/// Its holder never says what is asked, and never sees single persons or, with a team's dashboard, more than the team.
/// </summary>
sealed class SharedEndpoints(SharedDashboards links, DashboardReader reader, DashboardCollection dashboards, WidgetQuestions questions, QueryEngine engine, GatewayStore store)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/shared").WithTags("shared").Needs(Need.Anonymous);
        group.MapGet("", (Delegate)GetAsync).Produces<SharedDashboard>().ProducesProblem(401);
        group.MapPost("/query", (Delegate)QueryAsync).Accepts<SharedQuery>("application/json").Produces<QueryAnswer>().ProducesProblem(401).ProducesProblem(422);
    }

    async Task<IResult> GetAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
            return Refuse(http);
        var document = found.Document with { Tenant = null, Team = null, Shipped = null, UpdatedBy = null, Owner = null };
        return new TaggedJson<SharedDashboard>(new SharedDashboard(document, found.TenantName, found.Link.ExpiresAt));
    }

    async Task<IResult> QueryAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
            return Refuse(http);
        var (asked, problem) = await DocumentBody.ReadAsync<SharedQuery>(http, mayBeEmpty: true);
        if (asked is null)
            return problem!;
        var defaults = found.Document.Defaults;
        var queries = questions.Of(found.Document.Widgets);
        if (queries.Count == 0)
            return new TaggedJson<QueryAnswer>(new QueryAnswer { Results = new Dictionary<string, QueryResult>() });
        var request = new QueryRequest
        {
            Queries = queries,
            Range = asked.Range ?? new TimeRange { From = defaults.Range.From, To = defaults.Range.To, Zone = defaults.Zone },
            Filters = defaults.Filters,
            Compare = asked.Compare,
        };
        var scope = new QueryScope(found.Link.Tenant) { Teams = found.Document.Team is { } team ? [team] : null };
        var answer = await engine.RunAsync(scope, request, http.RequestAborted);
        var errors = new FieldErrors();
        foreach (var (path, messages) in answer.Errors ?? new Dictionary<string, List<string>>())
            messages.ForEach(message => errors.Add(path, message));
        return errors.Any ? Problems.Refused(errors) : new TaggedJson<QueryAnswer>(answer);
    }

    async Task<(SharedLink Link, DashboardDocument Document, string TenantName)?> FindAsync(HttpContext http)
    {
        var token = http.RequestAborted;
        if (await links.OfAsync(http, token) is not { } link)
            return null;
        await using var session = await store.OpenAsync(link.Tenant, token);
        var found = await reader.FindAsync(session.Db, link.Tenant, link.Dashboard, token);
        var tenant = await session.Db.Tenants.FindAsync([link.Tenant, link.Tenant], token);
        if (found is null || tenant is null || found.Row?.Access == DashboardRights.Private)
            return null;
        return (link, found.Document(dashboards), tenant.Name);
    }

    static IResult Refuse(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, "This link leads nowhere", "It was ended, is over, or is not complete. Ask whoever gave it to you for a new one.");
    }
}
