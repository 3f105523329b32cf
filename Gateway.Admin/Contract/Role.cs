namespace Gateway.Admin.Contract;

/// <summary>What somebody may be, in the gateway, in a tenant, or in a team of it. One may be several things.</summary>
enum Role
{
    /// <summary>Everything.</summary>
    PlatformAdmin,

    /// <summary>Sees all tenants, changes nothing.</summary>
    PlatformObserver,

    /// <summary>Everything in one tenant, also its people and tokens.</summary>
    TenantAdmin,

    /// <summary>Routes, keys and the rest of one tenant's configuration.</summary>
    TenantEditor,

    /// <summary>Sees one tenant.</summary>
    TenantViewer,

    /// <summary>Changes one team's routes, sees their traffic, manages the team's people.</summary>
    TeamAdmin,

    /// <summary>Sees one team's routes and their traffic.</summary>
    TeamViewer,
}

/// <summary>A role and where it holds: no tenant for the platform's, a tenant for a tenant's, a tenant and a team for a team's.</summary>
sealed record RoleGrant
{
    public string? Tenant { get; init; }
    public string? Team { get; init; }
    public required Role Role { get; init; }
}
