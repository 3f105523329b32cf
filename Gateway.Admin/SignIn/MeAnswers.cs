using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>Says who somebody is: <c>GET /me</c>, and what signs in.</summary>
sealed class MeAnswers(GatewayStore store)
{
    public async Task<IResult> AnswerAsync(Caller caller, string? csrfToken, CancellationToken token)
    {
        var own = caller.Grants.Select(grant => grant.Tenant).OfType<string>().Distinct().ToList();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var tenants = await session.Db.Tenants.AsNoTracking()
            .Where(tenant => caller.SeesPlatform || own.Contains(tenant.Id))
            .OrderBy(tenant => tenant.Name)
            .Select(tenant => new TenantDocument { Id = tenant.Id, Name = tenant.Name })
            .ToListAsync(token);
        var user = caller.Person is { } person
            ? new MeUser(person.Id, person.Tenant, person.Name, person.SignIn, person.IsLocal ? "password" : "oidc", await session.Db.SignInStates.AsNoTracking()
                .Where(state => state.TenantId == person.Tenant && state.Id == person.Id)
                .Select(state => state.LastSignInAt)
                .SingleOrDefaultAsync(token))
            : null;
        return TypedResults.Json(new MeAnswer(user?.Name ?? caller.Name, caller.Grants, tenants, user, csrfToken), ContractJson.Options);
    }
}

/// <summary>Who calls, what they may do, and the tenants they may look at.</summary>
/// <param name="User">The person; null for the bootstrap token and tokens that nobody owns.</param>
/// <param name="CsrfToken">For calls by cookie: what unsafe ones send as <c>X-Csrf-Token</c>.</param>
sealed record MeAnswer(
    string Name, IReadOnlyList<RoleGrant> Roles, IReadOnlyList<TenantDocument> Tenants, MeUser? User, string? CsrfToken);

/// <summary>A person as they see themselves.</summary>
sealed record MeUser(string Id, string Tenant, string Name, string SignIn, string Method, DateTimeOffset? LastSignInAt);
