using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.SignIn;

/// <summary>How people get in, and who they are then.</summary>
static class SignInRegistration
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => SignInMethods.Add(services)
        .AddSingleton<Passwords>()
        .AddSingleton<AddressLimit>()
        .AddSingleton<UnknownNames>()
        .AddSingleton<FailureTally>()
        .AddSingleton<FailedSignIns>()
        .AddHostedService(provider => provider.GetRequiredService<FailedSignIns>())
        .AddSingleton<PasswordDoor>()
        .AddSingleton<ClientNames>()
        .AddSingleton<ExternalPeople>()
        .AddSingleton<Sessions>()
        .AddSingleton<SignInDesk>()
        .AddSingleton<MeAnswers>()
        .AddSingleton<InvitationEndpoints>()
        .AddSingleton<MeEndpoints>()
        .AddSingleton<SetUpLink>()
        .AddHostedService(provider => provider.GetRequiredService<SetUpLink>());

    public static void MapSignIn(this IEndpointRouteBuilder api, IServiceProvider services)
    {
        var methods = services.GetRequiredService<SignInMethods>();
        var store = services.GetRequiredService<GatewayStore>();
        var signIn = api.MapGroup("/sign-in").WithTags("sign-in").Needs(Need.Anonymous);
        foreach (var method in methods.All)
            method.Map(signIn);
        signIn.MapGet("", async (HttpContext http, CancellationToken token) =>
        {
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
            var answer = new SignInAnswer(
                [.. methods.All.SelectMany(method => method.Offers)],
                await SetUp.IsNeededAsync(session.Db, token),
                http.Request.IsHttps || ClientAddress.IsLoopback(http));
            return TypedResults.Json(answer, ContractJson.Options);
        }).Produces<SignInAnswer>();

        services.GetRequiredService<InvitationEndpoints>().Map(api);
        services.GetRequiredService<MeEndpoints>().Map(api);
    }

    /// <summary>What the sign-in page begins with.</summary>
    /// <param name="Methods">The ways in.</param>
    /// <param name="SetUp">Nobody manages the gateway yet: the link of its terminal makes the first who does.</param>
    /// <param name="Secure">Whether what is typed travels encrypted, or not at all.</param>
    sealed record SignInAnswer(IReadOnlyList<SignInOffer> Methods, bool SetUp, bool Secure);
}
