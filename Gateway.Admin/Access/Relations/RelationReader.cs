using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Access.Relations;

/// <summary>
/// From relations to roles. A tenant is the object <c>tenant:{tenant}</c>, a team <c>team:{tenant}/{team}</c>, the gateway itself
/// <c>platform:gateway</c>. An object that cannot be the name of a tenant or a team gives nothing. An account of a tenant gets roles
/// in that tenant alone: whoever administers the tenant chooses its people's sign-in names, and must not reach further by choosing
/// one that is known there. Accounts of the platform get all.
/// </summary>
sealed class RelationReader(IRelationChecker checker, IReadOnlyList<MappedRelation> relations, string userTemplate, TimeSpan timeout, TimeProvider time)
{
    const string PlatformObject = "platform:gateway";

    public string Name => checker.Name;

    /// <summary>All roles that follow from the person's relations.</summary>
    /// <exception cref="RelationsAwayException">Not all of them could be learnt.</exception>
    public async Task<IReadOnlyList<RoleGrant>> ReadAsync(Person person)
    {
        if (RelationUser.Of(person, userTemplate) is not { } user)
            return [];
        using var limit = new CancellationTokenSource(timeout, time);
        try
        {
            var isOfPlatform = person.Tenant == GatewayStore.PlatformTenant;
            var asked = relations.Where(each => isOfPlatform || each.Role is not (Role.PlatformAdmin or Role.PlatformObserver)).Select(each => AskAsync(user, each, limit.Token)).ToList();
            try
            {
                return [.. (await Task.WhenAll(asked)).SelectMany(each => each).Where(grant => isOfPlatform || grant.Tenant == person.Tenant)];
            }
            finally
            {
                // What is still under way when one has failed is of no use.
                await limit.CancelAsync();
            }
        }
        catch (OperationCanceledException late)
        {
            throw new RelationsAwayException($"There was no answer within {timeout.TotalSeconds:0.###} s.", late);
        }
    }

    async Task<IEnumerable<RoleGrant>> AskAsync(string user, MappedRelation each, CancellationToken token) => each.Role switch
    {
        Role.PlatformAdmin or Role.PlatformObserver =>
            await checker.CheckAsync(user, each.Relation, PlatformObject, token) ? [new RoleGrant { Role = each.Role }] : [],
        Role.TenantAdmin or Role.TenantEditor or Role.TenantViewer =>
            (await checker.ListAsync(user, each.Relation, "tenant", token)).Select(found => Tenant(found, each.Role)).OfType<RoleGrant>(),
        _ => (await checker.ListAsync(user, each.Relation, "team", token)).Select(found => Team(found, each.Role)).OfType<RoleGrant>(),
    };

    static RoleGrant? Tenant(string found, Role role) =>
        found.Split(':') is ["tenant", var tenant] && DocumentId.IsValid(tenant) ? new RoleGrant { Tenant = tenant, Role = role } : null;

    static RoleGrant? Team(string found, Role role) =>
        found.Split(':') is ["team", var name] && name.Split('/') is [var tenant, var team] && DocumentId.IsValid(tenant) && DocumentId.IsValid(team)
            ? new RoleGrant { Tenant = tenant, Team = team, Role = role }
            : null;
}
