using Gateway.Admin.Contract;

namespace Gateway.Admin.Access;

/// <summary>What one role includes of another, and what two lists of roles have in common.</summary>
static class GrantRules
{
    /// <summary>Whether somebody with this grant can do everything that the other one allows.</summary>
    public static bool Covers(this RoleGrant own, RoleGrant other) => own.Role switch
    {
        Role.PlatformAdmin => true,
        Role.PlatformObserver => other.Role is Role.PlatformObserver or Role.TenantViewer or Role.TeamViewer,
        _ when own.Tenant is null || own.Tenant != other.Tenant => false,
        Role.TenantAdmin => other.Role is not (Role.PlatformAdmin or Role.PlatformObserver),
        // Not teamAdmin, who manages people.
        Role.TenantEditor => other.Role is Role.TenantEditor or Role.TenantViewer or Role.TeamViewer,
        Role.TenantViewer => other.Role is Role.TenantViewer or Role.TeamViewer,
        _ when own.Team is null || own.Team != other.Team => false,
        Role.TeamAdmin => other.Role is Role.TeamAdmin or Role.TeamViewer,
        _ => other.Role is Role.TeamViewer,
    };

    /// <summary>The roles that both lists allow, without those that another of them includes.</summary>
    public static IReadOnlyList<RoleGrant> Common(IReadOnlyList<RoleGrant> one, IReadOnlyList<RoleGrant> two)
    {
        var both = one.SelectMany(first => two.Select(second => Common(first, second))).OfType<RoleGrant>().Distinct().ToList();
        return [.. both.Where(grant => !both.Exists(other => other != grant && other.Covers(grant)))];
    }

    static RoleGrant? Common(RoleGrant one, RoleGrant two)
    {
        if (one.Covers(two))
            return two;
        if (two.Covers(one))
            return one;
        // Neither includes the other, as an observer and an editor: what they share is to look, where both may.
        var tenant = one.Tenant ?? two.Tenant;
        var team = one.Team ?? two.Team;
        var look = new RoleGrant { Tenant = tenant, Team = team, Role = team is null ? Role.TenantViewer : Role.TeamViewer };
        return one.Covers(look) && two.Covers(look) ? look : null;
    }
}
