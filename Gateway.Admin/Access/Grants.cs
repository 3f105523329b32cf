using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Access;

/// <summary>Role grants between rows, documents and callers.</summary>
static class Grants
{
    public static IReadOnlyList<RoleGrant> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<List<RoleGrant>>(json, ContractJson.Options)!;

    public static string Write(IReadOnlyList<RoleGrant> grants) => JsonSerializer.Serialize(grants, ContractJson.Options);

    /// <summary>What the user may: what was given here and what the provider's claims gave. Nothing while disabled.</summary>
    public static IReadOnlyList<RoleGrant> Of(User user) =>
        user.Enabled ? [.. Read(user.Roles).Union(Read(user.ClaimedRoles))] : [];

    /// <summary>Where somebody with these roles belongs: their one tenant, or the platform.</summary>
    public static string HomeOf(IReadOnlyList<RoleGrant> grants) =>
        grants.Select(grant => grant.Tenant).Distinct().ToList() is [{ } only] ? only : GatewayStore.PlatformTenant;
}
