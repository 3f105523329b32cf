using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>What a browser may send, from where, and how its cookie looks.</summary>
public sealed class CookieRulesTests
{
    static readonly byte[] Secret = new byte[32];

    [Test]
    public async Task Each_unsafe_endpoint_refuses_a_cookie_without_its_token_or_from_another_origin()
    {
        await using var stand = await SignInStand.StartAsync();
        using var browser = await stand.UserAsync("ann", new RoleGrant { Role = Role.PlatformAdmin });
        var csrf = browser.Csrf;
        var calls = (
            from endpoint in stand.Gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            let pattern = endpoint.RoutePattern.RawText!.TrimStart('/')
            where pattern.StartsWith("api/v1/", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            where method is not ("GET" or "HEAD" or "OPTIONS")
            let address = pattern["api/v1/".Length..].Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            select (
                Method: method,
                Address: System.Text.RegularExpressions.Regex.Replace(address, @"\{[^}]*\}", "1").TrimEnd('/'),
                IsAnonymous: endpoint.Metadata.GetMetadata<NeedMetadata>()!.Need == Need.Anonymous)).ToList();
        Assert.That(calls, Has.Count.GreaterThan(40));
        Assert.That(calls.Count(call => call.IsAnonymous), Is.InRange(3, 10));

        foreach (var (method, address, isAnonymous) in calls)
        {
            var what = $"{method} {address}";
            (browser.Csrf, browser.Site, browser.Origin) = (csrf, "cross-site", null);
            Assert.That(await browser.StatusAsync(method, address, new { }), Is.EqualTo(403), $"{what} from another site");
            (browser.Site, browser.Origin) = ("same-site", null);
            Assert.That(await browser.StatusAsync(method, address, new { }), Is.EqualTo(403), $"{what} from a sibling site");
            (browser.Site, browser.Origin) = (null, "https://evil.example");
            Assert.That(await browser.StatusAsync(method, address, new { }), Is.EqualTo(403), $"{what} from another origin");
            if (isAnonymous)
                continue;
            (browser.Site, browser.Origin) = (null, null);
            Assert.That(await browser.StatusAsync(method, address, new { }), Is.EqualTo(403), $"{what} from nowhere");
            (browser.Site, browser.Csrf) = ("same-origin", null);
            Assert.That(await browser.StatusAsync(method, address, new { }), Is.EqualTo(403), $"{what} without the token");
            browser.Csrf = csrf![..^1] + (csrf[^1] == 'A' ? 'B' : 'A');
            Assert.That(await browser.StatusAsync(method, address, new { }), Is.EqualTo(403), $"{what} with a wrong token");
        }

        (browser.Csrf, browser.Site, browser.Origin) = (csrf, null, stand.Gateway.Admin.GetLeftPart(UriPartial.Authority));
        Assert.That(await browser.StatusAsync("PUT", "me", new { name = "Ann" }), Is.EqualTo(200), "what is right passes");
        Assert.That(await browser.StatusAsync("GET", "me"), Is.EqualTo(200), "nothing of all that has ended the session");
    }

    [TestCase("same-origin", null, "admin.example", true)]
    [TestCase("cross-site", "https://admin.example", "admin.example", false)]
    [TestCase("same-site", null, "admin.example", false)]
    [TestCase("none", null, "admin.example", false)]
    [TestCase(null, "https://admin.example", "admin.example", true)]
    [TestCase(null, "https://admin.example", "admin.example:443", true)]
    [TestCase(null, "http://127.0.0.1:8082", "127.0.0.1:8082", true)]
    [TestCase(null, "http://[::1]:8082", "[::1]:8082", true)]
    [TestCase(null, "http://127.0.0.1:9999", "127.0.0.1:8082", false)]
    [TestCase(null, "https://admin.example.evil", "admin.example", false)]
    [TestCase(null, "https://evil@admin.example", "admin.example", false)]
    [TestCase(null, "ftp://admin.example", "admin.example", false)]
    [TestCase(null, "null", "admin.example", false)]
    [TestCase(null, null, "admin.example", null)]
    public void An_origin_is_the_own_one_or_not(string? site, string? origin, string host, bool? same)
    {
        var http = new DefaultHttpContext();
        http.Request.Host = new HostString(host);
        if (site is not null)
            http.Request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            http.Request.Headers.Origin = origin;
        Assert.That(CookieRules.SameOrigin(http.Request), Is.EqualTo(same));
    }

    [TestCase("https://evil.example", false)]
    [TestCase(null, false)]
    [TestCase("https://admin.example", true)]
    public void A_WebSocket_by_cookie_needs_the_own_origin(string? origin, bool passes)
    {
        var http = new DefaultHttpContext { Request = { Method = "GET", Host = new HostString("admin.example") } };
        http.Request.Headers.Upgrade = "websocket";
        if (origin is not null)
            http.Request.Headers.Origin = origin;
        Assert.That(CookieRules.Refuse(http, Secret), passes ? Is.Null : Is.Not.Null);
    }

    [Test]
    public void An_upgrade_header_does_not_excuse_an_unsafe_call_from_its_token()
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", Host = new HostString("admin.example") } };
        http.Request.Headers.Upgrade = "websocket";
        http.Request.Headers.Origin = "https://admin.example";
        Assert.That(CookieRules.Refuse(http, Secret), Is.Not.Null);
    }

    [TestCase(true, "^__Host-gateway=[A-Za-z0-9_-]{43}; expires=[^;]+; path=/; secure; samesite=lax; httponly$")]
    [TestCase(false, "^gateway=[A-Za-z0-9_-]{43}; expires=[^;]+; path=/; samesite=lax; httponly$")]
    public void The_cookie_is_as_closed_as_the_connection_allows(bool isHttps, string expected)
    {
        var http = new DefaultHttpContext { Request = { Scheme = isHttps ? "https" : "http" } };
        SessionCookie.Write(http, Secret, new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
        var line = http.Response.Headers.SetCookie.ToString();
        Assert.That(line, Does.Match(expected));

        http.Request.Headers.Cookie = line.Split(';')[0];
        Assert.That(SessionCookie.Read(http.Request), Is.EqualTo(Secret));
        http.Request.Scheme = isHttps ? "http" : "https";
        Assert.That(SessionCookie.Read(http.Request), Is.Null, "a cookie of the other scheme does not count");
    }

    [TestCase("")]
    [TestCase("short")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_cannot_be_a_cookie_of_ours_is_none(string value)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"gateway={value}";
        Assert.That(SessionCookie.Read(http.Request), Is.Null);
    }
}
