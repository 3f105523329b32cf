using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Contract;
using Gateway.Analytics.Events;
using Gateway.Policies;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Policies;

/// <summary>Tokens of every kind, before a policy with the keys of a real issuer.</summary>
public sealed class JwtPolicyTests
{
    static readonly SigningKey Rsa = SigningKey.Rsa("r1");
    static readonly SigningKey OnlyRs256 = SigningKey.Rsa("r2", algorithm: "RS256");
    static readonly SigningKey P256 = SigningKey.Curve("e1", ECCurve.NamedCurves.nistP256);
    static readonly SigningKey P384 = SigningKey.Curve("e2", ECCurve.NamedCurves.nistP384);
    static readonly SigningKey P521 = SigningKey.Curve("e3", ECCurve.NamedCurves.nistP521);
    static readonly SigningKey Stranger = SigningKey.Rsa("r1");
    static readonly SigningKey NoId = SigningKey.Curve(null, ECCurve.NamedCurves.nistP256);

    FakeIssuer issuer = null!;
    JwtStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        issuer = await FakeIssuer.StartAsync(Rsa, OnlyRs256, P256, P384, P521);
        stand = new JwtStand(issuer);
        await stand.Plan.Jwt!.Issuer.FetchAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        stand.Dispose();
        await issuer.DisposeAsync();
    }

    [TestCase("RS256")]
    [TestCase("RS384")]
    [TestCase("RS512")]
    [TestCase("PS256")]
    [TestCase("PS384")]
    [TestCase("PS512")]
    [TestCase("ES256")]
    [TestCase("ES384")]
    [TestCase("ES512")]
    public async Task A_right_token_passes_with_each_algorithm_and_not_when_the_route_does_not_list_it(string algorithm)
    {
        var key = algorithm switch { "ES256" => P256, "ES384" => P384, "ES512" => P521, _ => Rsa };
        var token = key.Token(Claims(), algorithm);
        Assert.That(await stand.ReasonAsync(token), Is.EqualTo(Reason.None));
        var all = stand.Plan;
        stand.Plan = all with { Jwt = all.Jwt! with { Expected = all.Jwt.Expected with { Algorithms = [.. JwtAlgorithms.All.Where(each => each != algorithm)] } } };
        var narrowed = await stand.ReasonAsync(token);
        stand.Plan = all;
        Assert.That(narrowed, Is.EqualTo(Reason.TokenInvalid), "also a token that was checked before");
    }

    [TestCase("right", Reason.None)]
    [TestCase("audience in a list", Reason.None)]
    [TestCase("another audience", Reason.TokenInvalid)]
    [TestCase("no audience", Reason.TokenInvalid)]
    [TestCase("audience in a list in a list", Reason.TokenMalformed)]
    [TestCase("another issuer", Reason.TokenInvalid)]
    [TestCase("issuer with a slash", Reason.TokenInvalid)]
    [TestCase("no issuer", Reason.TokenInvalid)]
    [TestCase("expired", Reason.TokenExpired)]
    [TestCase("expired within the skew", Reason.None)]
    [TestCase("expires at the skew", Reason.TokenExpired)]
    [TestCase("never expires", Reason.TokenMalformed)]
    [TestCase("expiry in words", Reason.TokenMalformed)]
    [TestCase("expiry past all calendars", Reason.None)]
    [TestCase("expired and of an unknown key", Reason.TokenExpired)]
    [TestCase("not yet valid", Reason.TokenNotYetValid)]
    [TestCase("not yet valid within the skew", Reason.None)]
    [TestCase("none", Reason.TokenMalformed)]
    [TestCase("none with a signature", Reason.TokenInvalid)]
    [TestCase("none in capitals", Reason.TokenInvalid)]
    [TestCase("HMAC with the public key", Reason.TokenInvalid)]
    [TestCase("RSA says it is a curve", Reason.TokenInvalid)]
    [TestCase("curve says it is RSA", Reason.TokenInvalid)]
    [TestCase("another curve", Reason.TokenInvalid)]
    [TestCase("PS256 for a key of RS256", Reason.TokenInvalid)]
    [TestCase("RS256 said to be PS256", Reason.TokenInvalid)]
    [TestCase("signed by a stranger", Reason.TokenInvalid)]
    [TestCase("claims exchanged", Reason.TokenInvalid)]
    [TestCase("signature of another length", Reason.TokenInvalid)]
    [TestCase("signature with bits left over", Reason.TokenMalformed)]
    [TestCase("unknown key", Reason.TokenInvalid)]
    [TestCase("no key id, several fit", Reason.TokenInvalid)]
    [TestCase("no key id, one fits", Reason.None)]
    [TestCase("no key id, a stranger's", Reason.TokenInvalid)]
    [TestCase("critical extension", Reason.TokenInvalid)]
    [TestCase("a logout token", Reason.TokenInvalid)]
    [TestCase("an access token by its type", Reason.None)]
    public async Task A_token_is_judged(string kind, Reason reason) => Assert.That(await stand.ReasonAsync(Make(kind)), Is.EqualTo(reason));

    string Make(string kind) => kind switch
    {
        "right" => Rsa.Token(Claims()),
        "audience in a list" => Rsa.Token(Claims(audience: new[] { "x", "carts" })),
        "another audience" => Rsa.Token(Claims(audience: "order")),
        "no audience" => Rsa.Token(new { iss = issuer.Address, exp = Now + 60 }),
        "audience in a list in a list" => Rsa.Token(Claims(audience: new[] { new[] { "orders" } })),
        "another issuer" => Rsa.Token(Claims(by: "https://id.example.com")),
        "issuer with a slash" => Rsa.Token(Claims(by: issuer.Address + "/")),
        "no issuer" => Rsa.Token(new { aud = "orders", exp = Now + 60 }),
        "expired" => Rsa.Token(Claims(expires: Now - 60)),
        "expired within the skew" => Rsa.Token(Claims(expires: Now - 29)),
        "expires at the skew" => Rsa.Token(Claims(expires: Now - 30)),
        "never expires" => Rsa.Token(new { iss = issuer.Address, aud = "orders" }),
        "expiry in words" => Rsa.Token(Claims(expires: $"{Now + 60}")),
        "expiry past all calendars" => Rsa.Token(Claims(expires: 1e300)),
        "expired and of an unknown key" => SigningKey.Rsa("r9").Token(Claims(expires: Now - 60)),
        "not yet valid" => Rsa.Token(Claims(from: Now + 60)),
        "not yet valid within the skew" => Rsa.Token(Claims(from: Now + 30)),
        "none" => Unsigned("none") + ".",
        "none with a signature" => Unsigned("none") + ".AAAA",
        "none in capitals" => Unsigned("NONE") + ".AAAA",
        "HMAC with the public key" => Hmac(),
        "RSA says it is a curve" => Rsa.Token(Claims(), "RS256", new { alg = "ES256", kid = "r1" }),
        "curve says it is RSA" => P256.Token(Claims(), "ES256", new { alg = "RS256", kid = "e1" }),
        "another curve" => P384.Token(Claims(), "ES256", new { alg = "ES256", kid = "e2" }),
        "PS256 for a key of RS256" => OnlyRs256.Token(Claims(), "PS256"),
        "RS256 said to be PS256" => Rsa.Token(Claims(), "RS256", new { alg = "PS256", kid = "r1" }),
        "signed by a stranger" => Stranger.Token(Claims()),
        "claims exchanged" => Exchanged(),
        "signature of another length" => P256.Token(Claims(), "ES256")[..^86] + "AAAAAAAA",
        "signature with bits left over" => P256.Token(Claims(), "ES256")[..^1] + "_",
        "unknown key" => SigningKey.Rsa("r9").Token(Claims()),
        "no key id, several fit" => Rsa.Token(Claims(), "RS256", new { alg = "RS256" }),
        "no key id, one fits" => P256.Token(Claims(), "ES256", new { alg = "ES256" }),
        "no key id, a stranger's" => NoId.Token(Claims(), "ES256"),
        "critical extension" => Rsa.Token(Claims(), "RS256", new { alg = "RS256", kid = "r1", crit = new[] { "b64" } }),
        "a logout token" => Rsa.Token(Claims(), "RS256", new { alg = "RS256", kid = "r1", typ = "logout+jwt" }),
        "an access token by its type" => Rsa.Token(Claims(), "RS256", new { alg = "RS256", kid = "r1", typ = "at+jwt" }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    [TestCase("read", null, null, Reason.TokenScope)]
    [TestCase("read write", null, null, Reason.TokenScope)]
    [TestCase("read write", "\"gold\"", null, Reason.None)]
    [TestCase(null, "\"gold\"", "\"read write\"", Reason.None)]
    [TestCase(null, "\"gold\"", """["write", "read"]""", Reason.None)]
    [TestCase("readwrite", "\"gold\"", null, Reason.TokenScope)]
    [TestCase("read write", """["tin", "silver"]""", null, Reason.None)]
    [TestCase("read write", """[["gold"]]""", null, Reason.TokenScope)]
    [TestCase("read write", """{ "gold": true }""", null, Reason.TokenScope)]
    [TestCase("read write", "7", null, Reason.None)]
    [TestCase("read write", "\"Gold\"", null, Reason.TokenScope)]
    public async Task All_scopes_and_one_value_of_each_claim_are_needed(string? scope, string? plan, string? scp, Reason reason)
    {
        var all = stand.Plan;
        var claims = string.Concat(scope is null ? "" : $", \"scope\": \"{scope}\"", plan is null ? "" : $", \"plan\": {plan}", scp is null ? "" : $", \"scp\": {scp}");
        var token = Rsa.Signed("""{"alg":"RS256","kid":"r1"}""", $$"""{ "iss": "{{issuer.Address}}", "aud": "orders", "exp": {{Now + 60}}{{claims}} }""");
        stand.Plan = all with { Jwt = all.Jwt! with { Scopes = ["read", "write"], Claims = [KeyValuePair.Create<string, string[]>("plan", ["gold", "silver", "7"])] } };
        var given = await stand.ReasonAsync(token);
        stand.Plan = all;
        Assert.That(given, Is.EqualTo(reason));
    }

    [Test]
    public async Task Where_the_token_stands_matters()
    {
        var token = Rsa.Token(Claims());
        Assert.That((await stand.CheckAsync(JwtStand.Request()))!.Reason, Is.EqualTo(Reason.TokenMissing));
        Assert.That((await stand.CheckAsync(JwtStand.Request("")))!.Reason, Is.EqualTo(Reason.TokenMissing));
        Assert.That((await stand.CheckAsync(JwtStand.Request("Basic " + token)))!.Reason, Is.EqualTo(Reason.TokenMissing));
        Assert.That((await stand.CheckAsync(JwtStand.Request(token)))!.Reason, Is.EqualTo(Reason.TokenMissing), "without a scheme");
        Assert.That((await stand.CheckAsync(JwtStand.Request("Bearer " + token, "Bearer " + token)))!.Reason, Is.EqualTo(Reason.TokenMalformed), "twice");
        Assert.That(await stand.CheckAsync(JwtStand.Request("bearer  " + token + " ")), Is.Null);
    }

    [Test]
    public async Task A_token_that_was_checked_is_not_checked_again_and_allocates_nothing()
    {
        var http = JwtStand.Request("Bearer " + Rsa.Token(Claims()));
        Assert.That(await stand.CheckAsync(http), Is.Null);
        Assert.That(await stand.CheckAsync(http), Is.Null);
        Assert.That(AllocatedBy(http), Is.Zero);
    }

    long AllocatedBy(Microsoft.AspNetCore.Http.HttpContext http)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            stand.AtOnce(http);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Test]
    public async Task A_user_is_told_apart_by_subject_issuer_and_tenant_and_not_named()
    {
        var users = new UserPseudonyms(new byte[32]);
        Assert.That(await stand.ReasonAsync(Rsa.Token(Claims(subject: "ada"))), Is.EqualTo(Reason.None));
        Assert.That(stand.Admission.User, Is.EqualTo(users.Of("acme", issuer.Address, "ada")));
        long[] others = [users.Of("globex", issuer.Address, "ada"), users.Of("acme", "https://id.example.com", "ada"), users.Of("acme", issuer.Address, "eve"), users.Of("acm", "e" + issuer.Address, "ada"), new UserPseudonyms([1]).Of("acme", issuer.Address, "ada")];
        Assert.That(others.Append(stand.Admission.User), Is.Unique);
    }

    long Now => stand.Clock.Now.ToUnixTimeSeconds();

    Dictionary<string, object?> Claims(string? by = null, object? audience = null, object? expires = null, object? from = null, string subject = "u1") => new()
    {
        ["iss"] = by ?? issuer.Address,
        ["aud"] = audience ?? "orders",
        ["sub"] = subject,
        ["exp"] = expires ?? Now + 300,
        ["nbf"] = from ?? Now - 10,
        ["jti"] = Guid.NewGuid(),
    };

    string Unsigned(string algorithm) => string.Join('.', Rsa.Token(Claims(), "RS256", new { alg = algorithm, kid = "r1" }).Split('.')[..2]);

    string Hmac()
    {
        var signed = Unsigned("HS256");
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Rsa.ToPem()), Encoding.ASCII.GetBytes(signed)));
    }

    string Exchanged()
    {
        var (one, other) = (Rsa.Token(Claims()).Split('.'), Rsa.Token(Claims(subject: "root")).Split('.'));
        return $"{one[0]}.{other[1]}.{one[2]}";
    }
}
