using Gateway.Admin.Access;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Kpi;

/// <summary>
/// Under which pseudonyms events know a person. For whom an identity provider vouches, it is the subject of that issuer's tokens
/// on routes. For a local account it is the consumer of API keys that bears the sign-in name, letter by letter. A local name is
/// never taken for a token's subject: those are for the issuer to give, and another's would be found there.
/// </summary>
sealed class OwnPseudonyms(GatewayStore store, IUserPseudonyms pseudonyms)
{
    /// <param name="person">Who asks.</param>
    /// <param name="tenant">In whose traffic; a pseudonym is of one tenant, so for all of them there is one for each.</param>
    /// <param name="token">Cancels.</param>
    public async Task<IReadOnlyList<long>> OfAsync(Person person, string tenant, CancellationToken token)
    {
        var account = await AccountAsync(person, token);
        if (account is null)
            return [];
        var tenants = tenant == GatewayStore.AllTenants ? await TenantsAsync(token) : [tenant];
        return [.. tenants.Select(each => account is { Issuer: { } issuer, Subject: { } subject }
            ? pseudonyms.OfSubject(each, issuer, subject)
            : pseudonyms.OfConsumer(each, account.SignIn))];
    }

    async Task<Account?> AccountAsync(Person person, CancellationToken token)
    {
        await using var session = await store.OpenAsync(person.Tenant, token);
        return await session.Db.Users.AsNoTracking()
            .Where(row => row.TenantId == person.Tenant && row.Id == person.Id)
            .Select(row => new Account(row.SignIn, row.Issuer, row.Subject))
            .SingleOrDefaultAsync(token);
    }

    async Task<List<string>> TenantsAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        return await session.Db.Tenants.AsNoTracking().Select(row => row.Id).ToListAsync(token);
    }

    sealed record Account(string SignIn, string? Issuer, string? Subject);
}
