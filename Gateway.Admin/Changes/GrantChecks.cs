using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Changes;

/// <summary>Checks of the roles that a document gives, the same for users and tokens.</summary>
static class GrantChecks
{
    const int Maximum = 100;

    /// <param name="grants">The document's roles.</param>
    /// <param name="tenant">Where the document belongs: outside of the platform it gives roles in that tenant only.</param>
    /// <param name="change">Takes the errors.</param>
    /// <param name="mayGive">Whether the caller may give the role.</param>
    /// <param name="path">Of the list.</param>
    /// <param name="token">Cancels.</param>
    public static async Task RunAsync(
        IReadOnlyList<RoleGrant> grants, string tenant, Change change, Func<RoleGrant, bool> mayGive, string path, CancellationToken token)
    {
        if (grants.Count > Maximum)
        {
            change.Errors.Add(path, $"must be at most {Maximum}");
            return;
        }

        for (var i = 0; i < grants.Count; i++)
            await CheckAsync(grants[i], tenant, change, mayGive, $"{path}[{i}]", token);
    }

    static async Task CheckAsync(RoleGrant grant, string tenant, Change change, Func<RoleGrant, bool> mayGive, string path, CancellationToken token)
    {
        var (needsTenant, needsTeam) = grant.Role switch
        {
            Role.PlatformAdmin or Role.PlatformObserver => (false, false),
            Role.TeamAdmin or Role.TeamViewer => (true, true),
            _ => (true, false),
        };
        if (needsTenant != grant.Tenant is not null)
            change.Errors.Add($"{path}.tenant", needsTenant ? "is required for this role" : "must be null for a role of the platform");
        if (needsTeam != grant.Team is not null)
            change.Errors.Add($"{path}.team", needsTeam ? "is required for this role" : "must be null for this role");
        if (tenant != GatewayStore.PlatformTenant && grant.Tenant != tenant)
            change.Errors.Add($"{path}.tenant", $"must be '{tenant}', the tenant of the call");
        if (grant.Tenant is { } named)
        {
            await Ids.CheckReferenceAsync<Tenant>(named, named, change, $"{path}.tenant", token);
            await Ids.CheckReferenceAsync<Team>(grant.Team, named, change, $"{path}.team", token);
        }

        if (!mayGive(grant))
            change.Errors.Add(path, "is more than you have yourself");
    }
}
