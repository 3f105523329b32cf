using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>The first platform admin.</summary>
static class SetUp
{
    const string PlatformAdmin = """[{"role":"platformAdmin"}]""";

    /// <summary>Whether nobody who can sign in is a platform admin.</summary>
    public static async Task<bool> IsNeededAsync(GatewayDb db, CancellationToken token) => !await db.Users.AnyAsync(
        user => user.Enabled
            && (user.PasswordHash != null || user.Issuer != null)
            && (EF.Functions.JsonContains(user.Roles, PlatformAdmin) || (user.ClaimedRoles != null && EF.Functions.JsonContains(user.ClaimedRoles, PlatformAdmin))),
        token);
}
