using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Tenants;

/// <summary>Teams, and the people in them.</summary>
static class TeamEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder api, TeamCollection teams, GatewayStore store, StoreWriter writer, AuditReads reads)
    {
        var people = new TeamPeople(store, writer);
        var group = new CollectionEndpoints<TeamDocument, Team>(teams, store, writer) { ReadNeed = Need.ReadTeam }.Map(api);

        group.MapGet("{id}/people", async (HttpContext http, string id, CancellationToken token) =>
        {
            var scope = Scopes.Of(http);
            return await WhyNotAsync(people, scope, id, scope.Sees(id), token)
                ?? Json(new Page<TeamPerson>(await people.ListAsync(scope.Tenant, id, token), null));
        }).AddEndpointFilter(reads.FilterAsync("people")).Needs(Need.ReadTeam).Produces<Page<TeamPerson>>().ProducesProblem(403);

        group.MapGet("{id}/candidates", async (HttpContext http, string id, CancellationToken token, string? search = null) =>
        {
            var scope = Scopes.Of(http);
            return await WhyNotAsync(people, scope, id, scope.Manages(id), token)
                ?? Json(new Page<TeamCandidate>(await people.CandidatesAsync(scope.Tenant, search, token), null));
        }).AddEndpointFilter(reads.FilterAsync("people")).Needs(Need.ManageTeam).Produces<Page<TeamCandidate>>().ProducesProblem(403);

        group.MapPut("{id}/people/{userId}", async (HttpContext http, string id, string userId, CancellationToken token) =>
        {
            var (json, unreadable) = await JsonBody.ReadAsync(http);
            if (json is null)
                return unreadable!;
            using var body = json;
            var errors = new FieldErrors();
            var document = DocumentReader.Read<TeamRoleDocument>(body.RootElement, errors);
            if (document is { Role: not (Role.TeamAdmin or Role.TeamViewer) })
                errors.Add("role", "must be one of teamAdmin, teamViewer");
            if (errors.Any)
                return Problems.Refused(errors);
            if (document is null)
                return Problems.Malformed("A JSON object is expected.");
            return await SetAsync(people, http, id, userId, document.Role, token);
        }).Needs(Need.ManageTeam).Accepts<TeamRoleDocument>("application/json").Produces<TeamPerson>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);

        group.MapDelete("{id}/people/{userId}", (HttpContext http, string id, string userId, CancellationToken token) =>
            SetAsync(people, http, id, userId, null, token)).Needs(Need.ManageTeam).Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> SetAsync(TeamPeople people, HttpContext http, string team, string userId, Role? role, CancellationToken token)
    {
        var scope = Scopes.Of(http);
        if (await WhyNotAsync(people, scope, team, scope.Manages(team), token) is { } problem)
            return problem;
        var (outcome, person, errors) = await people.SetAsync(scope.Tenant, team, userId, role, scope.Caller, token);
        if (errors.Any)
            return Problems.Refused(errors);
        return outcome switch
        {
            TeamChange.NoSuchUser => Problems.NotFound("users", userId),
            TeamChange.NotInTeam => Problems.NotFound($"people of {team}", userId),
            TeamChange.GivenByProvider => Problems.Of(
                StatusCodes.Status409Conflict, "Given by the identity provider", "This role follows from the claims of the person's identity provider. Take it away there."),
            _ when role is null => TypedResults.NoContent(),
            _ => Json(person),
        };
    }

    /// <summary>
    /// Why the call cannot be about this team; null when it can. Who is of teams alone hears the same of a foreign team and of one
    /// that is not there.
    /// </summary>
    static async Task<IResult?> WhyNotAsync(TeamPeople people, Scope scope, string team, bool allowed, CancellationToken token)
    {
        if (scope.IsAllTenants)
            return Problems.Of(StatusCodes.Status400BadRequest, "Which tenant?", "A team is of one tenant; send the header X-Tenant.");
        if (!allowed)
            return scope.Refuse("This is not a team of yours, or your role in it does not suffice.");
        return await people.ExistsAsync(scope.Tenant, team, token) ? null : Problems.NotFound("teams", team);
    }

    static IResult Json<T>(T value) => TypedResults.Json(value, ContractJson.Options);
}
