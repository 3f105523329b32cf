using Gateway.Admin.Jwt;
using Gateway.Admin.SignIn;
using Gateway.Admin.SignIn.Methods;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.SignIn;

/// <summary>A provider of the gateway with a clock that stands still, and behind it a real issuer.</summary>
sealed class OidcStand : IAsyncDisposable
{
    readonly IssuerClient client = new();
    readonly JwtKeys keys;
    readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    OidcStand(FakeIssuer issuer, Action<OidcOptions>? change)
    {
        Issuer = issuer;
        issuer.SignIn.Time = Clock;
        keys = new JwtKeys(client, Clock, NullLogger<JwtKeys>.Instance);
        var options = new OidcOptions
        {
            Issuer = issuer.Address,
            ClientId = FakeSignIn.ClientId,
            ClientSecret = issuer.SignIn.ClientSecret,
            Label = "Keycloak",
            Roles = { new OidcRoleRule { Claim = "groups", Value = "gateway-admins", Role = "platformAdmin" } },
        };
        change?.Invoke(options);
        Provider = new OidcProvider("kc", options, keys, client, Clock, NullLogger<OidcProvider>.Instance);
    }

    public FakeIssuer Issuer { get; }

    public StillClock Clock { get; } = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    public OidcProvider Provider { get; }

    public static async Task<OidcStand> StartAsync(Action<OidcOptions>? change = null, Action<FakeSignIn>? prepare = null, params SigningKey[] keys)
    {
        var issuer = await FakeIssuer.StartAsync(keys);
        prepare?.Invoke(issuer.SignIn);
        return new OidcStand(issuer, change);
    }

    public OidcFlow Begin() => OidcFlow.Begin("kc", "http://127.0.0.1:8082/api/v1/sign-in/oidc/kc/callback", "/", Clock.Now);

    /// <summary>Goes to the provider as a browser does and answers what it brings back.</summary>
    public async Task<OidcAnswer> VisitAsync(OidcFlow flow)
    {
        using var response = await browser.GetAsync(await Provider.AuthorizeAsync(flow, CancellationToken.None));
        var query = QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        NUnit.Framework.Assert.That(query["state"].ToString(), NUnit.Framework.Is.EqualTo(flow.State));
        return new OidcAnswer(query.TryGetValue("code", out var code) ? code : default(string), query.TryGetValue("error", out var error) ? error : default(string), query["iss"]);
    }

    public async Task<(ExternalPerson? Person, OidcFault? Fault)> SignInAsync()
    {
        var flow = Begin();
        return await Provider.FinishAsync(flow, await VisitAsync(flow), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        keys.Dispose();
        client.Dispose();
        await Issuer.DisposeAsync();
    }
}
