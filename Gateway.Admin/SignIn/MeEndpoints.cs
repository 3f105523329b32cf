using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>Who one is, and what one may change about that: name, password, sessions.</summary>
sealed class MeEndpoints(
    GatewayStore store, StoreWriter writer, MeAnswers answers, Sessions sessions, Passwords passwords, PasswordDoor door, TimeProvider time)
{
    /// <summary>Sessions that are listed, the newest use first.</summary>
    const int ListLimit = 200;

    public void Map(IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("me").Needs(Need.SignedIn);
        me.MapGet("", (HttpContext http, CancellationToken token) => AnswerAsync(http, Scopes.Of(http).Caller, token)).Produces<MeAnswer>();
        me.MapPut("", RenameAsync).Accepts<RenameRequest>("application/json").Produces<MeAnswer>().ProducesProblem(409).ProducesProblem(422);
        me.MapPost("/password", ChangePasswordAsync).Accepts<PasswordRequest>("application/json").Produces(204).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
        me.MapGet("/sessions", ListAsync).Produces<SessionsAnswer>().ProducesProblem(409);
        me.MapDelete("/sessions", EndOthersAsync).Produces(204).ProducesProblem(409);
        me.MapDelete("/sessions/{id:guid}", EndAsync).Produces(204).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/sign-out", SignOutAsync).Needs(Need.SignedIn).WithTags("sign-in").Produces(204).ProducesProblem(409);
    }

    Task<IResult> AnswerAsync(HttpContext http, Caller caller, CancellationToken token) => answers.AnswerAsync(
        caller,
        caller.Session is not null && SessionCookie.Read(http.Request) is { } secret ? SessionCookie.CsrfToken(secret) : null,
        token);

    async Task<IResult> RenameAsync(HttpContext http, CancellationToken token)
    {
        var caller = Scopes.Of(http).Caller;
        if (caller.Person is not { } person)
            return NoPerson();
        var (request, problem) = await SmallBody.ReadAsync<RenameRequest>(http);
        if (request is null)
            return problem!;
        var result = await writer.RunAsync(person.Tenant, caller, async change =>
        {
            Ids.CheckName(request.Name, change.Errors, "name");
            if (change.Errors.Any || await change.Db.Users.FindAsync([person.Tenant, person.Id], token) is not { } row)
                return;
            change.NoteUnversioned("users", row.TenantId, row.Id, new JsonObject { ["name"] = row.Name }, new JsonObject { ["name"] = request.Name });
            row.Name = request.Name;
            row.Revision = change.Revision;
        }, token);
        return result.Errors.Any
            ? Problems.Refused(result.Errors)
            : await AnswerAsync(http, caller with { Person = person with { Name = request.Name } }, token);
    }

    async Task<IResult> ChangePasswordAsync(HttpContext http, CancellationToken token)
    {
        var caller = Scopes.Of(http).Caller;
        if (caller.Person is not { } person)
            return NoPerson();
        if (!person.IsLocal)
            return Problems.Of(StatusCodes.Status409Conflict, "No password here", "Your identity provider vouches for you; change your password there.");
        var (request, problem) = await SmallBody.ReadAsync<PasswordRequest>(http);
        if (request is null)
            return problem!;
        User? user;
        await using (var session = await store.OpenAsync(person.Tenant, token))
            user = await session.Db.Users.AsNoTracking().Include(row => row.State).SingleOrDefaultAsync(row => row.TenantId == person.Tenant && row.Id == person.Id, token);
        var errors = new FieldErrors();
        Passwords.CheckRule(request.Next, person.SignIn, errors, "next");
        if (errors.Any)
            return Problems.Refused(errors);
        var verdict = await door.CheckAsync(http, person.SignIn, user, request.Current, token);
        if (verdict.Refusal is { } refusal)
            return refusal;
        if (!verdict.IsRight)
        {
            errors.Add("current", "is wrong");
            return Problems.Refused(errors);
        }

        if (await passwords.HashAsync(request.Next, token) is not { } hash)
            return PasswordDoor.Busy(http);
        var isStale = false;
        await writer.RunAsync(person.Tenant, caller, async change =>
        {
            var row = await change.Db.Users.FindAsync([person.Tenant, person.Id], token);
            if (isStale = row?.PasswordHash != user!.PasswordHash)
                return;
            row!.PasswordHash = hash;
            row.Revision = change.Revision;
            await Invitations.RemoveAsync(change.Db, row.TenantId, row.Id, token);
            await Sessions.EndAsync(change, rows => Others(rows, caller, person), "signOut", token);
            change.NoteUnversioned("users", row.TenantId, row.Id, null, null, "changePassword");
        }, token);
        return isStale
            ? Problems.Of(StatusCodes.Status409Conflict, "Changed in between", "The password was changed elsewhere at the same moment.")
            : TypedResults.NoContent();
    }

    async Task<IResult> ListAsync(HttpContext http, CancellationToken token)
    {
        var caller = Scopes.Of(http).Caller;
        if (caller.Person is not { } person)
            return NoPerson();
        var now = time.GetUtcNow();
        await using var session = await store.OpenAsync(person.Tenant, token);
        var rows = await session.Db.UserSessions.AsNoTracking()
            .Where(row => row.TenantId == person.Tenant && row.UserId == person.Id && row.ExpiresAt > now)
            .OrderByDescending(row => row.SeenAt)
            .Take(ListLimit)
            .ToListAsync(token);
        return TypedResults.Json(new SessionsAnswer([
            .. rows.Select(row => new SessionAnswer(row.Id, row.Id == caller.Session, row.CreatedAt, row.SeenAt, row.ExpiresAt, row.Address, row.Client)),
        ]), ContractJson.Options);
    }

    async Task<IResult> EndOthersAsync(HttpContext http, CancellationToken token)
    {
        var caller = Scopes.Of(http).Caller;
        if (caller.Person is not { } person)
            return NoPerson();
        await sessions.EndAsync(person.Tenant, caller, rows => Others(rows, caller, person), "signOut", token);
        return TypedResults.NoContent();
    }

    async Task<IResult> EndAsync(HttpContext http, Guid id, CancellationToken token)
    {
        var caller = Scopes.Of(http).Caller;
        if (caller.Person is not { } person)
            return NoPerson();
        if (await sessions.EndAsync(person.Tenant, caller, rows => Of(rows, person).Where(row => row.Id == id), "signOut", token) == 0)
            return Problems.NotFound("sessions", id.ToString());
        if (id == caller.Session)
            SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }

    async Task<IResult> SignOutAsync(HttpContext http, CancellationToken token)
    {
        var caller = Scopes.Of(http).Caller;
        if (caller.Session is not { } id || caller.Person is not { } person)
            return Problems.Of(StatusCodes.Status409Conflict, "No session", "You call with a token; there is no session to end.");
        await sessions.EndAsync(person.Tenant, caller, rows => Of(rows, person).Where(row => row.Id == id), "signOut", token);
        SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }

    static IQueryable<UserSession> Of(IQueryable<UserSession> rows, Person person) =>
        rows.Where(row => row.TenantId == person.Tenant && row.UserId == person.Id);

    static IQueryable<UserSession> Others(IQueryable<UserSession> rows, Caller caller, Person person) =>
        Of(rows, person).Where(row => caller.Session == null || row.Id != caller.Session);

    static IResult NoPerson() =>
        Problems.Of(StatusCodes.Status409Conflict, "Only for people", "This credential belongs to no person; sign in with an account.");

    sealed record RenameRequest
    {
        public required string Name { get; init; }
    }

    sealed record PasswordRequest
    {
        public required string Current { get; init; }
        public required string Next { get; init; }
    }
}
