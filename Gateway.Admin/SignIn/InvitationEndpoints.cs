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

/// <summary>Takes an invitation: looks at what it is for, and chooses the password.</summary>
sealed class InvitationEndpoints(GatewayStore store, StoreWriter writer, Passwords passwords, SignInDesk desk, MeAnswers me, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/invitations").WithTags("sign-in").Needs(Need.Anonymous);
        group.MapPost("look", (Delegate)LookAsync).Accepts<LookRequest>("application/json").Produces<LookAnswer>().ProducesProblem(404);
        group.MapPost("accept", (Delegate)AcceptAsync).Accepts<AcceptRequest>("application/json").Produces<MeAnswer>().ProducesProblem(404).ProducesProblem(422);
    }

    async Task<IResult> LookAsync(HttpContext http)
    {
        var token = http.RequestAborted;
        var (request, problem) = await SmallBody.ReadAsync<LookRequest>(http);
        if (request is null)
            return problem!;
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        return await FindAsync(session.Db, request.Token, token) is { } found
            ? TypedResults.Json(new LookAnswer(found.Purpose, found.User?.Name, found.User?.SignIn, found.ExpiresAt), ContractJson.Options)
            : Gone();
    }

    async Task<IResult> AcceptAsync(HttpContext http)
    {
        var token = http.RequestAborted;
        var (request, problem) = await SmallBody.ReadAsync<AcceptRequest>(http);
        if (request is null)
            return problem!;

        // Looked at first, so that only whoever holds a link makes the gateway hash.
        string signIn;
        await using (var session = await store.OpenAsync(GatewayStore.AllTenants, token))
        {
            if (await FindAsync(session.Db, request.Token, token) is not { } found)
                return Gone();
            signIn = found.User?.SignIn ?? SignInName.Normal(request.SignIn ?? "");
            var errors = Check(request, found, signIn);
            if (errors.Any)
                return Problems.Refused(errors);
        }

        if (await passwords.HashAsync(request.Password, token) is not { } hash)
            return PasswordDoor.Busy(http);

        NewSession? opened = null;
        var caller = new Caller(signIn, []) { Address = ClientAddress.Of(http) };
        // One writer at a time: of two who come with the same link, the second finds it gone.
        var result = await writer.RunAsync(GatewayStore.AllTenants, caller, async change =>
        {
            if (await FindAsync(change.Db, request.Token, token) is not { } found)
                return;
            if (found.User is null && await change.Db.Users.AnyAsync(row => row.SignIn == signIn, token))
            {
                change.Errors.Add("signIn", "is taken; choose another");
                return;
            }

            var user = found.User ?? await AddAdminAsync(change, request, signIn, token);
            user.PasswordHash = hash;
            user.Revision = change.Revision;
            await Invitations.RemoveAsync(change.Db, user.TenantId, found.User?.Id, token);
            await Sessions.EndAsync(change, rows => rows.Where(row => row.TenantId == user.TenantId && row.UserId == user.Id), "signOut", token);
            change.NoteUnversioned("users", user.TenantId, user.Id, null, null, found.Purpose == InvitationPurpose.Reset ? "resetPassword" : "acceptInvitation");
            opened = await desk.OpenAsync(change.Db, user, http, token);
        }, token);
        if (result.Errors.Any)
            return Problems.Refused(result.Errors);
        if (opened is null)
            return Gone();
        var outcome = await desk.FinishAsync(http, opened, token);
        return await me.AnswerAsync(outcome.Caller!, outcome.CsrfToken, token);
    }

    async Task<OpenInvitation?> FindAsync(GatewayDb db, string secret, CancellationToken token)
    {
        var found = await Invitations.FindAsync(db, secret, time.GetUtcNow(), token);
        return found is { Purpose: InvitationPurpose.SetUp } && !await SetUp.IsNeededAsync(db, token) ? null : found;
    }

    static FieldErrors Check(AcceptRequest request, OpenInvitation found, string signIn)
    {
        var errors = new FieldErrors();
        if (found.User is null)
        {
            SignInName.Check(signIn, errors, "signIn");
            Ids.CheckName(request.Name ?? "", errors, "name");
        }
        else
        {
            if (request.SignIn is not null)
                errors.Add("signIn", "is known already; leave it out");
            if (request.Name is not null)
                errors.Add("name", "is known already; leave it out");
        }

        Passwords.CheckRule(request.Password, signIn, errors, "password");
        return errors;
    }

    static async Task<User> AddAdminAsync(Change change, AcceptRequest request, string signIn, CancellationToken token)
    {
        var user = new User
        {
            TenantId = GatewayStore.PlatformTenant,
            Id = await SignInName.FreeIdAsync(change.Db, GatewayStore.PlatformTenant, signIn, token),
            Name = request.Name!,
            SignIn = signIn,
            Roles = Grants.Write([new RoleGrant { Role = Role.PlatformAdmin }]),
            Enabled = true,
            CreatedBy = "set-up link",
            CreatedAt = change.Time,
        };
        change.Db.Users.Add(user);
        change.NoteUnversioned("users", user.TenantId, user.Id, null, new JsonObject
        {
            ["signIn"] = user.SignIn,
            ["name"] = user.Name,
            ["roles"] = JsonNode.Parse(user.Roles),
        });
        return user;
    }

    static IResult Gone() => Problems.Of(StatusCodes.Status404NotFound, "The link does not work", "It was used, replaced or is too old. Ask for a new one.");

    sealed record LookRequest
    {
        public required string Token { get; init; }
    }

    sealed record LookAnswer(InvitationPurpose Purpose, string? Name, string? SignIn, DateTimeOffset ExpiresAt);

    sealed record AcceptRequest
    {
        public required string Token { get; init; }
        public required string Password { get; init; }
        public string? Name { get; init; }
        public string? SignIn { get; init; }
    }
}
