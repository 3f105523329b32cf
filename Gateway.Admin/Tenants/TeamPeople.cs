using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Tenants;

/// <summary>
/// Who is in a team: the tenant's users with a role in it. Accounts of the platform are not listed and not changed here; who
/// manages the platform manages them.
/// </summary>
sealed class TeamPeople(GatewayStore store, StoreWriter writer)
{
    /// <summary>As many roles as a document may give.</summary>
    const int MostRoles = 100;

    /// <summary>Most candidates answered: a picker narrows by name.</summary>
    const int MostCandidates = 20;

    public async Task<bool> ExistsAsync(string tenant, string team, CancellationToken token)
    {
        await using var session = await store.OpenAsync(tenant, token);
        return await session.Db.Teams.AnyAsync(row => row.TenantId == tenant && row.Id == team, token);
    }

    public async Task<IReadOnlyList<TeamPerson>> ListAsync(string tenant, string team, CancellationToken token)
    {
        var member = $$"""[{"tenant":"{{tenant}}","team":"{{team}}"}]""";
        await using var session = await store.OpenAsync(tenant, token);
        var rows = await session.Db.Users.AsNoTracking()
            .Where(row => row.TenantId == tenant && (EF.Functions.JsonContains(row.Roles, member) || EF.Functions.JsonContains(row.ClaimedRoles!, member)))
            .OrderBy(row => row.Name).ThenBy(row => row.Id)
            .ToListAsync(token);
        return [.. rows.Select(row => new TeamPerson(row.Id, row.Name, row.SignIn, [.. Grants.Read(row.Roles).Union(Grants.Read(row.ClaimedRoles)).Where(grant => IsIn(grant, tenant, team))]))];
    }

    public async Task<IReadOnlyList<TeamCandidate>> CandidatesAsync(string tenant, string? search, CancellationToken token)
    {
        await using var session = await store.OpenAsync(tenant, token);
        var rows = session.Db.Users.AsNoTracking().Where(row => row.TenantId == tenant && row.Enabled);
        if (search is { Length: > 0 })
        {
            var word = search.ToLowerInvariant();
            rows = rows.Where(row => row.Name.ToLower().Contains(word) || row.SignIn.Contains(word));
        }

        return await rows.OrderBy(row => row.Name).ThenBy(row => row.Id)
            .Take(MostCandidates)
            .Select(row => new TeamCandidate(row.Id, row.Name, row.SignIn))
            .ToListAsync(token);
    }

    /// <summary>Makes this the one role that is given to the person in the team; null takes every one away.</summary>
    public async Task<(TeamChange Outcome, TeamPerson? Person, FieldErrors Errors)> SetAsync(
        string tenant, string team, string userId, Role? role, Caller caller, CancellationToken token)
    {
        var outcome = TeamChange.NoSuchUser;
        TeamPerson? person = null;
        var result = await writer.RunAsync(tenant, caller, async change =>
        {
            if (await change.Db.Users.FindAsync([tenant, userId], token) is not { } row)
                return;
            var before = Grants.Read(row.Roles);
            var claimed = Grants.Read(row.ClaimedRoles).Where(grant => IsIn(grant, tenant, team)).ToList();
            if (role is null && !before.Any(grant => IsIn(grant, tenant, team)))
            {
                outcome = claimed.Count > 0 ? TeamChange.GivenByProvider : TeamChange.NotInTeam;
                return;
            }

            List<RoleGrant> after = [.. before.Where(grant => !IsIn(grant, tenant, team))];
            if (role is { } given)
                after.Add(new RoleGrant { Tenant = tenant, Team = team, Role = given });
            if (after.Count > MostRoles)
                change.Errors.Add("role", $"would be one more than the {MostRoles} that a person may have");
            row.Roles = Grants.Write(after);
            row.Revision = change.Revision;
            change.NoteUnversioned("users", tenant, userId, Roles(before), Roles(after));
            outcome = TeamChange.Done;
            person = new TeamPerson(row.Id, row.Name, row.SignIn, [.. after.Union(claimed).Where(grant => IsIn(grant, tenant, team))]);
        }, token);
        return (outcome, person, result.Errors);
    }

    static bool IsIn(RoleGrant grant, string tenant, string team) => grant.Tenant == tenant && grant.Team == team;

    static JsonObject Roles(IReadOnlyList<RoleGrant> grants) => new() { ["roles"] = JsonNode.Parse(Grants.Write(grants)) };
}

/// <summary>A person of a team, with the roles in this team alone.</summary>
sealed record TeamPerson(string Id, string Name, string SignIn, IReadOnlyList<RoleGrant> Roles);

/// <summary>Somebody of the tenant who could be taken into the team.</summary>
sealed record TeamCandidate(string Id, string Name, string SignIn);

enum TeamChange
{
    Done,
    NoSuchUser,
    NotInTeam,

    /// <summary>The role comes from the identity provider's claims; here it cannot be taken away.</summary>
    GivenByProvider,
}
