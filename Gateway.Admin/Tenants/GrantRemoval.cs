using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Tenants;

/// <summary>
/// Takes the roles away that users and tokens have in what is removed, wherever they belong: else somebody would have them in a
/// later tenant or team of the same id. The entries stand in the audit of the tenant and name its roles alone.
/// </summary>
static class GrantRemoval
{
    /// <param name="change">Takes the changes and their entries.</param>
    /// <param name="tenant">Where the roles are.</param>
    /// <param name="team">Only those in this team; null: all in the tenant.</param>
    /// <param name="token">Cancels.</param>
    public static Task RunAsync(Change change, string tenant, string? team, CancellationToken token) => change.AcrossTenantsAsync(async () =>
    {
        var here = team is null
            ? JsonSerializer.Serialize(new[] { new { tenant } }, ContractJson.Options)
            : JsonSerializer.Serialize(new[] { new { tenant, team } }, ContractJson.Options);
        var place = new Place(tenant, team);
        var users = await change.Db.Users
            .Where(row => EF.Functions.JsonContains(row.Roles, here) || EF.Functions.JsonContains(row.ClaimedRoles!, here))
            .ToListAsync(token);
        foreach (var row in users)
        {
            Note(change, "users", row, place, row.Roles);
            row.Roles = place.Without(row.Roles);
            row.ClaimedRoles = row.ClaimedRoles is null ? null : place.Without(row.ClaimedRoles);
        }

        var tokens = await change.Db.AccessTokens.Where(row => EF.Functions.JsonContains(row.Roles, here)).ToListAsync(token);
        foreach (var row in tokens)
        {
            Note(change, "tokens", row, place, row.Roles);
            row.Roles = place.Without(row.Roles);
        }
    }, token);

    static void Note(Change change, string collection, TenantRow row, Place place, string roles)
    {
        row.Revision = change.Revision;
        var before = Grants.Read(roles).Where(grant => grant.Tenant == place.Tenant).ToList();
        change.NoteUnversioned(collection, place.Tenant, row.Id, Document(before), Document([.. before.Where(grant => !place.Holds(grant))]));
    }

    static JsonObject Document(IReadOnlyList<RoleGrant> roles) => new() { ["roles"] = JsonSerializer.SerializeToNode(roles, ContractJson.Options) };

    sealed record Place(string Tenant, string? Team)
    {
        public bool Holds(RoleGrant grant) => grant.Tenant == Tenant && (Team is null || grant.Team == Team);

        public string Without(string roles) => Grants.Write([.. Grants.Read(roles).Where(grant => !Holds(grant))]);
    }
}
