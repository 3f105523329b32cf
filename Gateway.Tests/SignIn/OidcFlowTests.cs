using Gateway.Admin.SignIn.Methods;
using Microsoft.AspNetCore.DataProtection;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>What a browser has to bring back, and where it may go at the end.</summary>
public sealed class OidcFlowTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    static readonly EphemeralDataProtectionProvider Protection = new();

    [Test]
    public void A_flow_comes_back_within_ten_minutes()
    {
        var flow = Begin();
        var cookie = flow.Protect(Protection);
        Assert.That(Take(cookie, flow.State), Is.EqualTo(flow));
        Assert.That(Take(cookie, flow.State, Now.AddMinutes(10).AddTicks(-1)), Is.Not.Null);
        Assert.That(Take(cookie, flow.State, Now.AddMinutes(10)), Is.Null, "late");
    }

    [Test]
    public void Another_state_provider_browser_or_gateway_is_refused()
    {
        var flow = Begin();
        var cookie = flow.Protect(Protection);
        foreach (var state in new[] { null, "", flow.State + "x", Begin().State })
            Assert.That(Take(cookie, state), Is.Null);
        foreach (var other in new[] { null, "", "nonsense", cookie[..^1], cookie + "A", new string('a', 10_000), Begin().Protect(Protection), flow.Protect(new EphemeralDataProtectionProvider()) })
            Assert.That(Take(other, flow.State), Is.Null);
        Assert.That(OidcFlow.Take(cookie, "other", flow.State, Protection, Now), Is.Null);
        Assert.That(OidcFlow.Take(Protection.CreateProtector("something else").Protect("{}"), "kc", flow.State, Protection, Now), Is.Null);
    }

    [Test]
    public void Secrets_are_long_and_never_the_same()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => Begin()).SelectMany(flow => new[] { flow.State, flow.Nonce, flow.Verifier, flow.Challenge }).ToList();
        Assert.That(secrets, Is.Unique);
        Assert.That(secrets, Has.All.Length.EqualTo(43));
    }

    // RFC 7636, appendix B.
    [Test]
    public void The_challenge_is_that_of_the_standard() =>
        Assert.That((Begin() with { Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" }).Challenge, Is.EqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));

    [TestCase("/t/acme/routes?search=a//b#x", "/t/acme/routes?search=a//b#x")]
    [TestCase("/", "/")]
    [TestCase("/t/\u00e4 b", "/t/%C3%A4%20b")]
    [TestCase(null, "/")]
    [TestCase("", "/")]
    [TestCase("t/acme", "/")]
    [TestCase("//evil.example.com", "/")]
    [TestCase("/.//evil.example.com", "/")]
    [TestCase("/a/..//evil.example.com", "/")]
    [TestCase("/%2e//evil.example.com", "/")]
    [TestCase("/\\evil.example.com", "/")]
    [TestCase("\\\\evil.example.com", "/")]
    [TestCase("/\t/evil.example.com", "/")]
    [TestCase("/\r\nSet-Cookie: a=b", "/")]
    [TestCase("https://evil.example.com", "/")]
    [TestCase("javascript:alert(1)", "/")]
    [TestCase("/api/v1/sign-in/oidc/kc", "/")]
    [TestCase("/x/../api/v1/sign-in/oidc/kc", "/")]
    public void The_way_back_is_a_path_of_ours(string? wanted, string path) => Assert.That(ReturnPath.Of(wanted), Is.EqualTo(path));

    static OidcFlow Begin() => OidcFlow.Begin("kc", "http://127.0.0.1:8082/api/v1/sign-in/oidc/kc/callback", "/t/acme", Now);

    static OidcFlow? Take(string? cookie, string? state, DateTimeOffset? now = null) => OidcFlow.Take(cookie, "kc", state, Protection, now ?? Now);
}
