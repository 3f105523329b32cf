using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Access;

/// <summary>Users as tests need them, written straight into the store.</summary>
static class People
{
    /// <summary>A user with these roles; answers a caller that has all of them.</summary>
    public static async Task<ApiCaller> AddAsync(
        TestGateway gateway, string tenant, string id, IReadOnlyList<RoleGrant>? roles = null, string? issuer = null, string? subject = null, IReadOnlyList<RoleGrant>? claimed = null)
    {
        await using (var session = await gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None))
        {
            session.Db.Users.Add(new User
            {
                TenantId = tenant,
                Id = id,
                Name = char.ToUpperInvariant(id[0]) + id[1..],
                SignIn = id,
                Roles = Grants.Write(roles ?? []),
                ClaimedRoles = claimed is null ? null : Grants.Write(claimed),
                Enabled = true,
                Issuer = issuer,
                Subject = subject,
                CreatedBy = "test",
            });
            await session.CommitAsync(CancellationToken.None);
        }

        return await ApiCaller.OfUserAsync(gateway, tenant, id);
    }

    public static RoleGrant Grant(Role role, string? tenant = null, string? team = null) => new() { Role = role, Tenant = tenant, Team = team };
}
