using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;

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

    /// <summary>What the credential is good for, whatever its person may; null for what is not a personal token.</summary>
    public IReadOnlyList<RoleGrant>? Limit { get; init; }

    /// <summary>Beside the credential, so that whoever finds it in memory finds the roles from relations with it.</summary>
    public RelatedRoles? Related { get; init; }

    /// <summary>When the credential ends; a credential that it makes ends no later. Null: it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

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

    /// <summary>Why roles of the caller may be missing: who should know them did not answer. Null: they are all there.</summary>
    public string? Away { get; init; }

    /// <summary>The teams whose things the caller may change; null: those of the whole tenant.</summary>
    public IReadOnlyList<string>? WritableTeams => Satisfies(Need.Write) ? null : [.. AdministeredTeams];

    /// <summary>Whether the caller manages the people of this team.</summary>
    public bool Manages(string team) => Satisfies(Need.Manage) || AdministeredTeams.Contains(team);

    /// <summary>Whether the caller may look at this team, if there is such a one in the tenant.</summary>
    public bool Sees(string team) => Teams?.Contains(team) ?? true;

    /// <summary>403; or 503 when roles may be missing, so that nobody is refused for what cannot be known.</summary>
    public IResult Refuse(string detail, FieldErrors? errors = null) =>
        Away is not null ? Problems.Away(Away)
        : errors is null ? Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", detail)
        : Problems.WithErrors(StatusCodes.Status403Forbidden, "Not allowed", errors);

    /// <summary>Whether the roles suffice for what an endpoint needs, in this tenant.</summary>
    public bool Satisfies(Need need) => need switch
    {
        Need.Anonymous or Need.SignedIn or Need.ReadOwn => true,
        Need.ReadTeam => Caller.SeesPlatform || Caller.Grants.Any(grant => grant.Tenant == Tenant),
        Need.ReadParts => Satisfies(Need.Read) || AdministeredTeams.Any(),
        Need.Read => Caller.SeesPlatform || In(Role.TenantAdmin, Role.TenantEditor, Role.TenantViewer),
        Need.Write => Caller.IsPlatformAdmin || In(Role.TenantAdmin, Role.TenantEditor),
        Need.WriteTeam => Satisfies(Need.Write) || AdministeredTeams.Any(),
        Need.ManageTeam => Satisfies(Need.Manage) || AdministeredTeams.Any(),
        Need.Manage => Caller.IsPlatformAdmin || In(Role.TenantAdmin),
        Need.PlatformRead => Caller.SeesPlatform && IsAllTenants,
        _ => Caller.IsPlatformAdmin && IsAllTenants,
    };

    IEnumerable<string> AdministeredTeams => Caller.Grants
        .Where(grant => grant.Role == Role.TeamAdmin && grant.Tenant == Tenant)
        .Select(grant => grant.Team)
        .OfType<string>();

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
