using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Http;
using Gateway.Admin.Jwt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>
/// OpenID Connect: sends the browser to a provider and takes it back. What has to be remembered in between is in a cookie of that
/// browser, so any node can take it back, and nobody can fill a node's memory.
/// </summary>
sealed class OidcMethod(
    SignInOptions signIn, AdminOptions admin, SignInDesk desk, FailedSignIns failures, AddressLimit addresses, IDataProtectionProvider protection,
    JwtKeys keys, IssuerClient client, TimeProvider time, ILogger<OidcProvider> log) : ISignInMethod
{
    readonly Dictionary<string, OidcProvider> providers = signIn.Oidc.ToDictionary(
        provider => provider.Key, provider => new OidcProvider(provider.Key, provider.Value, keys, client, time, log), StringComparer.Ordinal);

    public IEnumerable<SignInOffer> Offers => providers.Values.Select(provider => new SignInOffer($"oidc/{provider.Name}", provider.Label));

    public void Map(IEndpointRouteBuilder signIn)
    {
        signIn.MapGet("/oidc/{provider}", BeginAsync).Produces(302).ProducesProblem(404);
        signIn.MapGet("/oidc/{provider}/callback", FinishAsync).Produces(302).ProducesProblem(404);
    }

    async Task<IResult> BeginAsync(HttpContext http, string provider, CancellationToken token)
    {
        if (!providers.TryGetValue(provider, out var found))
            return Unknown(provider);
        var address = (admin.PublicUrl ?? $"{http.Request.Scheme}://{http.Request.Host}") + $"/api/v1/sign-in/oidc/{provider}/callback";
        var flow = OidcFlow.Begin(provider, address, http.Request.Query["return"], time.GetUtcNow());
        if (await found.AuthorizeAsync(flow, token) is not { } elsewhere)
            return Failed(found, OidcFault.Away(null));
        http.Response.Cookies.Append(CookieName(http), flow.Protect(protection), Cookie(http, flow.EndsAt));
        return TypedResults.Redirect(elsewhere.AbsoluteUri);
    }

    async Task<IResult> FinishAsync(HttpContext http, string provider, CancellationToken token)
    {
        if (!providers.TryGetValue(provider, out var found))
            return Unknown(provider);
        var query = http.Request.Query;
        var cookie = http.Request.Cookies[CookieName(http)];
        // Once, whatever comes of it.
        http.Response.Cookies.Delete(CookieName(http), Cookie(http, null));
        if (OidcFlow.Take(cookie, provider, query["state"], protection, time.GetUtcNow()) is not { } flow)
            return Failed(found, OidcFault.NotBegun);
        if (addresses.Wait(ClientAddress.PrefixOf(http)) is not null)
            return Failed(found, OidcFault.TooMany);

        var (person, fault) = await found.FinishAsync(flow, new OidcAnswer(query["code"], query["error"], query["iss"]), token);
        if (person is null)
        {
            if (fault!.IsFailure)
                await failures.NoteExternalAsync(http, $"oidc/{provider}", fault.Detail ?? fault.Words, token);
            return Failed(found, fault);
        }

        var outcome = await desk.AdmitAsync(http, person, token);
        if (outcome.Refusal is not { } refusal)
            return TypedResults.Redirect(flow.Return);
        await failures.NoteExternalAsync(http, $"oidc/{provider}", $"{person.SignIn}: {refusal}", token);
        return Failed(refusal);
    }

    static IResult Failed(OidcProvider provider, OidcFault fault) => Failed(string.Format(CultureInfo.InvariantCulture, fault.Words, provider.Label));

    // Behind the hash, so that no log and no referrer carries it.
    static IResult Failed(string words) => TypedResults.Redirect("/sign-in#error=" + Uri.EscapeDataString(words));

    static IResult Unknown(string provider) => Problems.NotFound("sign-in providers", provider);

    static string CookieName(HttpContext http) => http.Request.IsHttps ? "__Host-gateway-oidc" : "gateway-oidc";

    // Lax: the way back from the provider is a visit from another site.
    static CookieOptions Cookie(HttpContext http, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expiresAt,
        IsEssential = true,
    };
}
