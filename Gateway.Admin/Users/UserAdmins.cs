using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Users;

/// <summary>Who may manage whom, and that somebody stays who may do everything.</summary>
static class UserAdmins
{
    const string AdminRole = """[{"role":"platformAdmin"}]""";

    /// <summary>Whether the person has a way in: a password, or a provider that vouches.</summary>
    public static bool CanSignIn(User row) => row.PasswordHash is not null || row.Issuer is not null;

    public static bool IsAdmin(User row) => Grants.Of(row).Any(grant => grant.Role == Role.PlatformAdmin);

    public static bool IsSelf(User row, Caller caller) => caller.Person is { } person && person.Tenant == row.TenantId && person.Id == row.Id;

    /// <summary>Nobody manages whom they could not have made: the link for a new password would give them the other's roles.</summary>
    public static bool MayManage(User row, Caller caller) =>
        Grants.Read(row.Roles).Concat(Grants.Read(row.ClaimedRoles)).All(caller.Covers);

    /// <summary>
    /// Why the platform admin has to stay; null when another one is left. Who was only invited does not stand in for one who can sign in.
    /// Exact under the state's lock, which every change holds.
    /// </summary>
    public static async Task<string?> LastOneAsync(User row, GatewayDb db, CancellationToken token)
    {
        var canSignIn = CanSignIn(row);
        var another = await db.Users.AnyAsync(
            other => (other.TenantId != row.TenantId || other.Id != row.Id)
                && other.Enabled
                && (EF.Functions.JsonContains(other.Roles, AdminRole) || EF.Functions.JsonContains(other.ClaimedRoles!, AdminRole))
                && (!canSignIn || other.PasswordHash != null || other.Issuer != null),
            token);
        return another ? null : "This is the last platform administrator who can sign in; give somebody else the role first.";
    }
}
