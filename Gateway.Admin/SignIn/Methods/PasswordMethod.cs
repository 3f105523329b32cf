using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>Name and password of a local account.</summary>
sealed class PasswordMethod(GatewayStore store, PasswordDoor door, SignInDesk desk, MeAnswers me) : ISignInMethod
{
    public IEnumerable<SignInOffer> Offers { get; } = [new SignInOffer("password", "Name and password")];

    // As a delegate: a method that takes only a context would bind as a RequestDelegate, whose result nobody writes.
    public void Map(IEndpointRouteBuilder signIn) => signIn.MapPost("", (Delegate)SignInAsync)
        .Accepts<SignInRequest>("application/json").Produces<MeAnswer>().ProducesProblem(401).ProducesProblem(429);

    async Task<IResult> SignInAsync(HttpContext http)
    {
        var token = http.RequestAborted;
        var (request, problem) = await SmallBody.ReadAsync<SignInRequest>(http);
        if (request is null)
            return problem!;

        var name = SignInName.Normal(request.SignIn);
        // A name that cannot be one is nobody's: it is not asked for, but the answer takes the same way.
        var asked = SignInName.IsAllowed(name) ? name : "";
        User? user;
        await using (var session = await store.OpenAsync(GatewayStore.AllTenants, token))
            user = await session.Db.Users.AsNoTracking().Include(row => row.State).SingleOrDefaultAsync(row => row.SignIn == asked, token);

        var verdict = await door.CheckAsync(http, asked, user, request.Password, token);
        if (verdict.Refusal is { } refusal)
            return refusal;
        if (!verdict.IsRight)
            return Wrong();
        var outcome = await desk.AdmitAsync(http, user!.TenantId, user.Id, row =>
        {
            // Changed while it was compared: then it was the old one.
            if (row.PasswordHash != user.PasswordHash)
                return false;
            row.PasswordHash = verdict.Check!.NewHash ?? row.PasswordHash;
            return true;
        }, token);
        return outcome.Caller is { } caller ? await me.AnswerAsync(caller, outcome.CsrfToken, token) : Wrong();
    }

    static IResult Wrong() => Problems.Of(StatusCodes.Status401Unauthorized, "Not signed in", "The name or the password is wrong.");

    /// <summary>What the page sends.</summary>
    sealed record SignInRequest
    {
        public required string SignIn { get; init; }
        public required string Password { get; init; }
    }
}
