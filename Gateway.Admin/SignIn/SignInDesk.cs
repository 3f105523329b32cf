using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>
/// The end of every sign-in, whatever the method: refuses who is disabled, opens the session, writes the audit entry and puts the
/// cookie into the answer.
/// </summary>
sealed class SignInDesk(GatewayStore store, ExternalPeople externals, Sessions sessions, ClientNames clients, AdminOptions options, TimeProvider time)
{
    /// <summary>
    /// Lets somebody in for whom a provider vouches. A first visit makes the user: in the one tenant of its roles, or in the
    /// platform. Later ones replace the claimed roles.
    /// </summary>
    public async Task<SignInOutcome> AdmitAsync(HttpContext http, ExternalPerson person, CancellationToken token)
    {
        var (tenant, id, refusal) = await externals.EnsureAsync(person, ClientAddress.Of(http), token);
        return refusal is null
            ? await AdmitAsync(http, tenant, id, _ => true, token)
            : SignInOutcome.Refused(refusal);
    }

    /// <summary>Lets a user in who has shown to be it.</summary>
    /// <param name="http">The call; its answer gets the cookie.</param>
    /// <param name="tenant">Where the user's row is.</param>
    /// <param name="id">The row's id.</param>
    /// <param name="confirm">Looks at the row as it is now, which may have changed since; may change it. False refuses.</param>
    /// <param name="token">Cancels.</param>
    public async Task<SignInOutcome> AdmitAsync(HttpContext http, string tenant, string id, Func<User, bool> confirm, CancellationToken token)
    {
        NewSession opened;
        await using (var session = await store.OpenAsync(GatewayStore.AllTenants, token))
        {
            var user = await session.Db.Users
                .FromSql($"/* gateway:sign-in/user */ select *, xmin from gateway.users where tenant_id = {tenant} and id = {id} for update")
                .SingleOrDefaultAsync(token);
            if (user is null or { Enabled: false } || !confirm(user))
                return SignInOutcome.Refused("This account cannot sign in. Ask whoever manages your tenant's people.");
            opened = await OpenAsync(session.Db, user, http, token);
            await session.CommitAsync(token);
        }

        return await FinishAsync(http, opened, token);
    }

    /// <summary>Adds the session and what goes with it to a transaction of the caller's, who commits and then calls <see cref="FinishAsync"/>.</summary>
    public async Task<NewSession> OpenAsync(GatewayDb db, User user, HttpContext http, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var secret = SessionCookie.Create();
        var row = new UserSession
        {
            Id = Guid.CreateVersion7(now),
            TenantId = user.TenantId,
            UserId = user.Id,
            Hash = SessionCookie.Hash(secret),
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + (options.SessionIdle < options.SessionLifetime ? options.SessionIdle : options.SessionLifetime),
            Address = ClientAddress.Of(http),
            Client = clients.Of(http),
        };
        db.UserSessions.Add(row);
        AuditLog.Add(
            db,
            now,
            new Caller(user.SignIn, []) { Address = row.Address },
            AuditAction.SignIn,
            user.TenantId,
            "users",
            user.SignIn,
            new JsonObject { ["method"] = user.Issuer is null ? "password" : "oidc", ["client"] = row.Client });
        await db.SaveChangesAsync(token);
        await db.Database.ExecuteSqlAsync($"""
            /* gateway:sign-in/state */
            insert into gateway.sign_in_states (tenant_id, id, failures, locked_until, last_sign_in_at)
            values ({user.TenantId}, {user.Id}, 0, null, {now})
            on conflict (tenant_id, id) do update
            set failures = 0, locked_until = null, last_sign_in_at = excluded.last_sign_in_at
            """, token);
        await Sessions.RemoveOverAsync(db, now, token);
        return new NewSession(user, row, secret);
    }

    /// <summary>After the commit: the cookie, in place of one the browser had before.</summary>
    public async Task<SignInOutcome> FinishAsync(HttpContext http, NewSession opened, CancellationToken token)
    {
        var before = SessionCookie.Read(http.Request) is { } secret ? SessionCookie.Hash(secret) : null;
        SessionCookie.Write(http, opened.Secret, opened.Row.CreatedAt + options.SessionLifetime);
        var caller = Credentials.CallerOf(opened.User, opened.Row) with { Address = opened.Row.Address };
        if (before is not null)
            await sessions.EndAsync(GatewayStore.AllTenants, caller, rows => rows.Where(row => row.Hash == before), "signOut", token);
        return new SignInOutcome(caller, SessionCookie.CsrfToken(opened.Secret), null);
    }
}

/// <summary>A session that is in the store, or will be with the commit.</summary>
/// <param name="Secret">What the cookie holds.</param>
sealed record NewSession(User User, UserSession Row, byte[] Secret);
