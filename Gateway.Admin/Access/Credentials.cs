using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Access;

/// <summary>
/// Who a credential belongs to: the bootstrap token, an access token of the store, or the session that a cookie names. In the
/// steady state that is one look-up in memory; the store is asked once for each credential and revision. With the store away what
/// is in memory goes on until its expiry, and what is not ends as the store's exception: that is 503, never 401.
/// </summary>
sealed partial class Credentials(AdminOptions options, GatewayStore store, StoreRevision revision, TimeProvider time, ILogger<Credentials> log)
{
    /// <summary>Wrong ones are remembered too, so the memory is bounded by forgetting everything.</summary>
    const int Maximum = 10_000;

    const string Scheme = "Bearer ";

    readonly byte[]? bootstrapHash = options.BootstrapToken is { } token ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
    Memory memory = new(-1);

    public async ValueTask<Caller?> CallerAsync(HttpContext http, CancellationToken token)
    {
        var authorization = SocketCall.Authorization(http);
        // Whoever sends a token means it: a cookie that a browser adds gives no second chance.
        if (authorization.Length > 0)
            return await OfTokenAsync(authorization, token);
        return SessionCookie.Read(http.Request) is { } secret ? await OfSessionAsync(secret, token) : null;
    }

    async ValueTask<Caller?> OfTokenAsync(string authorization, CancellationToken token)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > 1000)
            return null;
        var secret = authorization[Scheme.Length..].Trim();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        if (bootstrapHash is not null && CryptographicOperations.FixedTimeEquals(hash, bootstrapHash))
            return Caller.Gateway("bootstrap token");
        if (!KeySecret.IsWellFormed(secret, KeySecret.TokenMarker))
            return null;

        var held = Held();
        var name = Convert.ToHexString(hash);
        if (!held.Tokens.TryGetValue(name, out var found))
            held.Remember(held.Tokens, name, found = await FindTokenAsync(hash, token));
        return found.ExpiresAt <= time.GetUtcNow() ? null : found.Caller;
    }

    async ValueTask<Caller?> OfSessionAsync(byte[] secret, CancellationToken token)
    {
        var held = Held();
        var hash = SessionCookie.Hash(secret);
        var name = Convert.ToHexString(hash);
        var now = time.GetUtcNow();
        if (!held.Sessions.TryGetValue(name, out var session) || (session is not null && session.End <= now && !session.IsOverForGood(now)))
            held.Remember(held.Sessions, name, session = await FindSessionAsync(hash, token));
        if (session is null || session.End <= now)
            return null;
        if (session.Use(now))
            await WriteUseAsync(session, now, token);
        return session.Caller;
    }

    /// <summary>What holds at the newest revision. Whoever still looks something up for an older one puts it where nobody reads.</summary>
    Memory Held()
    {
        var now = revision.Current;
        var held = Volatile.Read(ref memory);
        if (held.Revision == now && held.Count < Maximum)
            return held;
        var fresh = new Memory(now);
        var replaced = Interlocked.CompareExchange(ref memory, fresh, held);
        return replaced == held ? fresh : replaced;
    }

    async Task<KnownToken> FindTokenAsync(byte[] hash, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var row = await session.Db.AccessTokens.AsNoTracking().Include(row => row.Owner).SingleOrDefaultAsync(row => row.Hash == hash, token);
        return row is null ? new KnownToken(null, null) : new KnownToken(CallerOf(row), row.ExpiresAt);
    }

    /// <summary>A personal token does no more than its owner may now, and nothing while the owner is disabled.</summary>
    static Caller? CallerOf(AccessToken row)
    {
        var roles = Grants.Read(row.Roles);
        if (row.OwnerId is null)
            return new Caller($"token {row.Name}", roles) { ExpiresAt = row.ExpiresAt };
        return row.Owner is { Enabled: true } owner
            ? new Caller($"{owner.SignIn} (token {row.Name})", GrantRules.Common(roles, Grants.Of(owner))) { Person = Person.Of(owner), Related = new(), Limit = roles, ExpiresAt = row.ExpiresAt }
            : null;
    }

    async Task<OpenSession?> FindSessionAsync(byte[] hash, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var found = await (
            from row in session.Db.UserSessions.AsNoTracking()
            join user in session.Db.Users.AsNoTracking() on new { row.TenantId, Id = row.UserId } equals new { user.TenantId, user.Id }
            where row.Hash == hash && user.Enabled
            select new { row, user }).SingleOrDefaultAsync(token);
        return found is null ? null : new OpenSession(found.row, CallerOf(found.user, found.row), options);
    }

    /// <summary>The caller that a user's session makes.</summary>
    public static Caller CallerOf(User user, UserSession session) =>
        new(user.SignIn, Grants.Of(user)) { Person = Person.Of(user), Related = new(), Session = session.Id };

    async Task WriteUseAsync(OpenSession used, DateTimeOffset now, CancellationToken token)
    {
        try
        {
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
            var (hash, end) = (used.Hash, used.End);
            await session.Db.Database.ExecuteSqlAsync($"""
                /* gateway:sessions/seen */
                update gateway.user_sessions
                set seen_at = greatest(seen_at, {now}), expires_at = greatest(expires_at, {end})
                where hash = {hash}
                """, token);
            await session.CommitAsync(token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The edge of a call that needs no store: the session goes on from memory, and the next use tells again.
            Log.NotSeen(log, failed.Message);
        }
    }

    /// <summary>What was looked up at one revision.</summary>
    sealed class Memory(long revision)
    {
        int count;

        public long Revision => revision;

        public int Count => Volatile.Read(ref count);

        public ConcurrentDictionary<string, KnownToken> Tokens { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, OpenSession?> Sessions { get; } = new(StringComparer.Ordinal);

        public void Remember<TKnown>(ConcurrentDictionary<string, TKnown> known, string name, TKnown found)
        {
            known[name] = found;
            Interlocked.Increment(ref count);
        }
    }

    sealed record KnownToken(Caller? Caller, DateTimeOffset? ExpiresAt);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The use of a session could not be noted: {Error}")]
        public static partial void NotSeen(ILogger log, string error);
    }
}
