using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Access;

/// <summary>Who calls, and with which roles. Independent of the request's tenant; see <see cref="Scope"/>.</summary>
/// <param name="Name">As versions and the audit name the caller: a person's sign-in name, or what kind of credential it is.</param>
/// <param name="Grants">All roles, wherever they hold.</param>
sealed record Caller(string Name, IReadOnlyList<RoleGrant> Grants)
{
    /// <summary>The person behind the credential; null for the bootstrap token and for tokens that nobody owns.</summary>
    public Person? Person { get; init; }

    /// <summary>The session that the call's cookie names; null for calls with a token.</summary>
    public Guid? Session { get; init; }

    /// <summary>Address of the client, for the audit; null for what the gateway does by itself.</summary>
    public string? Address { get; init; }

    /// <summary>The gateway itself, for what it does at start.</summary>
    public static Caller Gateway(string name) => new(name, [new RoleGrant { Role = Role.PlatformAdmin }]);

    public bool IsPlatformAdmin => Has(Role.PlatformAdmin);

    public bool SeesPlatform => IsPlatformAdmin || Has(Role.PlatformObserver);

    /// <summary>Whether the caller has all that the grant would give, and so may give it.</summary>
    public bool Covers(RoleGrant grant) => IsPlatformAdmin
        || (grant.Tenant is { } tenant && grant.Role is not (Role.PlatformAdmin or Role.PlatformObserver) && Has(Role.TenantAdmin, tenant));

    public bool Has(Role role, string? tenant = null) => Grants.Any(grant => grant.Role == role && grant.Tenant == tenant);
}

/// <summary>A user as callers carry it.</summary>
/// <param name="Tenant">Where the user's row is.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="SignIn">What it types at sign-in.</param>
/// <param name="IsLocal">Whether it has a password here; else an identity provider vouches for it.</param>
sealed record Person(string Tenant, string Id, string Name, string SignIn, bool IsLocal)
{
    public static Person Of(User row) => new(row.TenantId, row.Id, row.Name, row.SignIn, row.Issuer is null);
}

/// <summary>What one request may touch: resolved once, before any handler runs, and added to every statement by those who run it.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Tenant">One tenant, or <see cref="GatewayStore.AllTenants"/>.</param>
/// <param name="Teams">Only these teams' part of the tenant; null: the whole.</param>
sealed record Scope(Caller Caller, string Tenant, IReadOnlyList<string>? Teams)
{
    public bool IsAllTenants => Tenant == GatewayStore.AllTenants;

    /// <summary>Whether the roles suffice for what an endpoint needs, in this tenant.</summary>
    public bool Satisfies(Need need) => need switch
    {
        Need.Anonymous or Need.SignedIn => true,
        Need.ReadTeam => Caller.SeesPlatform || Caller.Grants.Any(grant => grant.Tenant == Tenant),
        Need.Read => Caller.SeesPlatform || In(Role.TenantAdmin, Role.TenantEditor, Role.TenantViewer),
        Need.Write => Caller.IsPlatformAdmin || In(Role.TenantAdmin, Role.TenantEditor),
        Need.Manage => Caller.IsPlatformAdmin || In(Role.TenantAdmin),
        Need.PlatformRead => Caller.SeesPlatform && IsAllTenants,
        _ => Caller.IsPlatformAdmin && IsAllTenants,
    };

    bool In(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Caller.Has(role, Tenant))
                return true;
        }

        return false;
    }
}
