using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Access;

/// <summary>
/// Who a credential belongs to: the bootstrap token, or an access token of the store. In the steady state that is one look-up in
/// memory; the store is asked once for each token and revision.
/// </summary>
sealed class Credentials(AdminOptions options, GatewayStore store, StoreRevision revision, TimeProvider time)
{
    /// <summary>Wrong tokens are remembered too, so the memory is bounded by forgetting everything.</summary>
    const int Maximum = 10_000;

    const string Scheme = "Bearer ";

    readonly byte[]? bootstrapHash = options.BootstrapToken is { } token ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
    readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    long knownAt = -1;

    /// <summary>What to do about a 401.</summary>
    public string Hint => bootstrapHash is null
        ? "Send an access token as Authorization: Bearer. For the first one, set Gateway:Admin:BootstrapToken and start the gateway again."
        : "Send an access token as Authorization: Bearer.";

    public async ValueTask<Caller?> CallerAsync(HttpContext http, CancellationToken token)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > 1000)
            return null;
        var secret = authorization[Scheme.Length..].Trim();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        if (bootstrapHash is not null && CryptographicOperations.FixedTimeEquals(hash, bootstrapHash))
            return Caller.Gateway("bootstrap token");
        if (!KeySecret.IsWellFormed(secret, KeySecret.TokenMarker))
            return null;

        Forget();
        var name = Convert.ToHexString(hash);
        if (!known.TryGetValue(name, out var found))
            known[name] = found = await FindAsync(hash, token);
        return found.ExpiresAt <= time.GetUtcNow() ? null : found.Caller;
    }

    void Forget()
    {
        var now = revision.Current;
        if (Interlocked.Exchange(ref knownAt, now) != now || known.Count > Maximum)
            known.Clear();
    }

    async Task<Known> FindAsync(byte[] hash, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var row = await session.Db.AccessTokens.AsNoTracking().Include(row => row.Owner).SingleOrDefaultAsync(row => row.Hash == hash, token);
        return row is null ? new Known(null, null) : new Known(CallerOf(row), row.ExpiresAt);
    }

    /// <summary>A personal token does no more than its owner may now, and nothing while the owner is disabled.</summary>
    static Caller? CallerOf(AccessToken row)
    {
        var roles = Grants.Read(row.Roles);
        if (row.OwnerId is null)
            return new Caller($"token {row.Name}", roles) { ExpiresAt = row.ExpiresAt };
        return row.Owner is { Enabled: true } owner
            ? new Caller($"{owner.SignIn} (token {row.Name})", GrantRules.Common(roles, Grants.Of(owner))) { Person = Person.Of(owner), Limit = roles, ExpiresAt = row.ExpiresAt }
            : null;
    }

    sealed record Known(Caller? Caller, DateTimeOffset? ExpiresAt);
}
