using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>Sign-ins with a real issuer: the right one, and everything that can be wrong with what it sends.</summary>
public sealed class OidcProviderTests
{
    const string Denied = "{0} did not let";
    const string Invalid = "was not accepted";
    const string Away = "does not answer";
    const string Clock = "the clocks";

    static readonly SigningKey First = SigningKey.Rsa("first");
    static readonly SigningKey Second = SigningKey.Rsa("second");
    static readonly SigningKey Stranger = SigningKey.Rsa("first");

    OidcStand stand = null!;

    FakeSignIn SignIn => stand.Issuer.SignIn;

    long Now => stand.Clock.Now.ToUnixTimeSeconds();

    [SetUp]
    public async Task StartAsync() => stand = await OidcStand.StartAsync(keys: First);

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_right_sign_in_gives_a_person()
    {
        var (person, fault) = await stand.SignInAsync();
        Assert.That(fault, Is.Null);
        Assert.That((person!.Issuer, person.Subject, person.Name, person.SignIn), Is.EqualTo((stand.Issuer.Address, "248289761001", "Ada Lovelace", "ada")));
        Assert.That(person.Grants, Is.EqualTo(new[] { new RoleGrant { Role = Role.PlatformAdmin } }));
    }

    [TestCase("right", null)]
    [TestCase("wrong issuer", Invalid)]
    [TestCase("issuer with a slash", Invalid)]
    [TestCase("wrong audience", Invalid)]
    [TestCase("several audiences without a party", Invalid)]
    [TestCase("several audiences, we are the party", null)]
    [TestCase("one audience, another party", Invalid)]
    [TestCase("expired", Clock)]
    [TestCase("expired within the skew", null)]
    [TestCase("not yet valid", Clock)]
    [TestCase("issued in the future", Clock)]
    [TestCase("never issued", Invalid)]
    [TestCase("never expires", Invalid)]
    [TestCase("no subject", Invalid)]
    [TestCase("a subject without end", Invalid)]
    [TestCase("a subject with NUL", Invalid)]
    [TestCase("wrong nonce", Invalid)]
    [TestCase("no nonce", Invalid)]
    [TestCase("another access token", Invalid)]
    [TestCase("no at_hash", null)]
    [TestCase("alg none", Invalid)]
    [TestCase("alg none with a signature", Invalid)]
    [TestCase("HMAC with the public key", Invalid)]
    [TestCase("signed by a stranger", Invalid)]
    [TestCase("unknown key", Invalid)]
    [TestCase("an access token", Invalid)]
    [TestCase("nonsense", Invalid)]
    public async Task An_id_token_is_judged(string kind, string? words)
    {
        SignIn.IdToken = claims => Make(kind, claims);
        var (person, fault) = await stand.SignInAsync();
        Assert.That(person is null, Is.EqualTo(words is not null));
        Assert.That(fault?.Words, words is null ? Is.Null : Does.Contain(words));
    }

    string Make(string kind, Dictionary<string, object?> claims)
    {
        string With(string name, object? value) => First.Token(new Dictionary<string, object?>(claims) { [name] = value });
        string Without(string name) => First.Token(claims.Where(claim => claim.Key != name).ToDictionary());
        return kind switch
        {
            "right" => First.Token(claims),
            "wrong issuer" => With("iss", "https://id.example.com"),
            "issuer with a slash" => With("iss", stand.Issuer.Address + "/"),
            "wrong audience" => With("aud", "another"),
            "several audiences without a party" => With("aud", new[] { "gateway", "another" }),
            "several audiences, we are the party" => First.Token(new Dictionary<string, object?>(claims) { ["aud"] = new[] { "another", "gateway" }, ["azp"] = "gateway" }),
            "one audience, another party" => With("azp", "another"),
            "expired" => With("exp", Now - 60),
            "expired within the skew" => With("exp", Now - 59),
            "not yet valid" => With("nbf", Now + 61),
            "issued in the future" => With("iat", Now + 61),
            "never issued" => Without("iat"),
            "never expires" => Without("exp"),
            "no subject" => Without("sub"),
            "a subject without end" => With("sub", new string('s', 256)),
            "a subject with NUL" => With("sub", "ada\0"),
            "wrong nonce" => With("nonce", "another"),
            "no nonce" => Without("nonce"),
            "another access token" => With("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
            "no at_hash" => Without("at_hash"),
            "alg none" => Unsigned(claims, "none") + ".",
            "alg none with a signature" => Unsigned(claims, "none") + ".AAAA",
            "HMAC with the public key" => Hmac(Unsigned(claims, "HS256")),
            "signed by a stranger" => Stranger.Token(claims),
            "unknown key" => Second.Token(claims),
            "an access token" => First.Token(claims, "RS256", new { alg = "RS256", kid = "first", typ = "at+jwt" }),
            _ => kind,
        };
    }

    static string Unsigned(object claims, string algorithm) => string.Join('.', First.Token(claims, "RS256", new { alg = algorithm, kid = "first" }).Split('.')[..2]);

    static string Hmac(string signed) => signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(First.ToPem()), Encoding.ASCII.GetBytes(signed)));

    [Test]
    public async Task A_rotated_key_is_found_by_asking_again()
    {
        await PassesAsync();
        stand.Issuer.Rotate(Second);
        stand.Clock.Now += TimeSpan.FromSeconds(30);
        await PassesAsync();
        Assert.That(stand.Issuer.Asked, Is.EqualTo(2));
    }

    [Test]
    public async Task An_unknown_key_while_the_keys_cannot_be_had_is_the_providers_failure()
    {
        stand.Issuer.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        await FailsAsync(Away);
    }

    [Test]
    public async Task A_provider_that_is_away_is_no_refusal_and_is_asked_again_when_it_is_back()
    {
        stand.Issuer.IsAway = true;
        Assert.That(await stand.Provider.AuthorizeAsync(stand.Begin(), CancellationToken.None), Is.Null);
        stand.Issuer.IsAway = false;
        stand.Clock.Now += TimeSpan.FromSeconds(5);
        await PassesAsync();

        var flow = stand.Begin();
        var answer = await stand.VisitAsync(flow);
        stand.Issuer.IsAway = true;
        Assert.That((await stand.Provider.FinishAsync(flow, answer, CancellationToken.None)).Fault!.Words, Does.Contain(Away));
    }

    [TestCase(500, "{}", Away)]
    [TestCase(503, "<html>", Away)]
    [TestCase(400, """{"error":"invalid_client"}""", Invalid)]
    [TestCase(400, "<script>alert(1)</script>", Invalid)]
    [TestCase(200, "{}", Invalid)]
    [TestCase(200, "[1]", Invalid)]
    [TestCase(200, """{"id_token":7}""", Invalid)]
    public async Task An_error_of_the_token_endpoint_ends_the_sign_in(int status, string body, string words)
    {
        SignIn.TokenAnswer = http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        };
        await FailsAsync(words);
    }

    [Test]
    public async Task A_wrong_verifier_and_a_used_code_are_refused_by_the_provider()
    {
        var flow = stand.Begin();
        var answer = await stand.VisitAsync(flow);
        Assert.That((await stand.Provider.FinishAsync(flow with { Verifier = stand.Begin().Verifier }, answer, CancellationToken.None)).Fault!.Detail, Does.Contain("invalid_grant"));

        answer = await stand.VisitAsync(flow);
        Assert.That((await stand.Provider.FinishAsync(flow, answer, CancellationToken.None)).Person, Is.Not.Null);
        Assert.That((await stand.Provider.FinishAsync(flow, answer, CancellationToken.None)).Fault!.Detail, Does.Contain("invalid_grant"));
    }

    [TestCase("access_denied", Denied)]
    [TestCase("login_required", Invalid)]
    [TestCase("<script>", Invalid)]
    public async Task An_error_that_the_browser_brings_is_said_in_our_words(string error, string words)
    {
        SignIn.Error = error;
        await FailsAsync(words);
    }

    [Test]
    public async Task An_answer_of_another_provider_is_refused()
    {
        var flow = stand.Begin();
        var answer = await stand.VisitAsync(flow);
        foreach (var issuer in new[] { null, "https://id.example.com" })
            Assert.That((await stand.Provider.FinishAsync(flow, answer with { Issuer = issuer }, CancellationToken.None)).Fault!.Words, Does.Contain(Invalid));
    }

    [TestCase("client_secret_basic")]
    [TestCase("client_secret_post")]
    [TestCase(null)]
    public async Task A_client_shows_its_secret_as_the_provider_asks_or_has_none(string? method)
    {
        await using var other = await OidcStand.StartAsync(prepare: signIn => (signIn.AuthMethods, signIn.ClientSecret) = (method is null ? ["none"] : [method], method is null ? null : signIn.ClientSecret));
        Assert.That((await other.SignInAsync()).Person, Is.Not.Null);
    }

    [Test]
    public async Task A_wrong_secret_is_a_matter_of_settings()
    {
        await using var other = await OidcStand.StartAsync(options => options.ClientSecret = "wrong");
        Assert.That((await other.SignInAsync()).Fault!.Detail, Does.Contain("401 \"invalid_client\""));
    }

    [Test]
    public async Task Claims_that_the_token_lacks_come_from_userinfo()
    {
        SignIn.Claims = new() { ["sub"] = "s1" };
        SignIn.UserInfo = new() { ["name"] = "Ada", ["preferred_username"] = "ada", ["groups"] = new[] { "gateway-admins" } };
        var person = (await stand.SignInAsync()).Person!;
        Assert.That((person.Name, person.SignIn, person.Grants.Count), Is.EqualTo(("Ada", "ada", 1)));

        SignIn.UserInfo["sub"] = "s2";
        await FailsAsync(Invalid);
        foreach (var text in new[] { "", "<html>", """{"\ud800":1}""" })
        {
            SignIn.UserInfoAnswer = http => http.Response.WriteAsync(text);
            await FailsAsync(Away);
        }
    }

    [Test]
    public async Task Roles_follow_the_claims_of_each_sign_in()
    {
        Assert.That((await stand.SignInAsync()).Person!.Grants, Has.Count.EqualTo(1));
        SignIn.Claims["groups"] = new[] { "others" };
        Assert.That((await stand.SignInAsync()).Person!.Grants, Is.Empty);
    }

    [TestCase("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [TestCase("Ada\0\u001b[31m\nLovelace\r\n", "Ada[31m Lovelace")]
    [TestCase("\u202eadA\u202c \u2066x\u2069 \u05d0\u05d3\u05d4", "adA x \u05d0\u05d3\u05d4")]
    [TestCase("  ", "ada")]
    [TestCase("\u200b\ufeff", "ada")]
    public async Task Hostile_names_are_text(string name, string shown)
    {
        SignIn.Claims["name"] = name;
        Assert.That((await stand.SignInAsync()).Person!.Name, Is.EqualTo(shown));
    }

    [Test]
    public async Task Long_names_are_cut_between_characters()
    {
        SignIn.Claims["name"] = "x" + string.Concat(Enumerable.Repeat("\U0001f600", 2500));
        Assert.That((await stand.SignInAsync()).Person!.Name, Is.EqualTo("x" + string.Concat(Enumerable.Repeat("\U0001f600", 99))));
    }

    [Test]
    public async Task What_cannot_be_a_sign_in_name_is_passed_over()
    {
        foreach (var name in new[] { new string('y', 10_000), "ada lovelace", "\u202eada", "ada\0" })
        {
            SignIn.Claims["preferred_username"] = name;
            Assert.That((await stand.SignInAsync()).Person!.SignIn, Is.EqualTo("248289761001"));
        }
    }

    [TestCase(true, "ada@example.com")]
    [TestCase("true", "ada@example.com")]
    [TestCase(false, "248289761001")]
    [TestCase(null, "248289761001")]
    public async Task Only_a_verified_email_names_a_person(object? verified, string signIn)
    {
        SignIn.Claims.Remove("preferred_username");
        SignIn.Claims["email"] = "Ada@example.com";
        SignIn.Claims["email_verified"] = verified;
        Assert.That((await stand.SignInAsync()).Person!.SignIn, Is.EqualTo(signIn));
    }

    async Task PassesAsync()
    {
        var (person, fault) = await stand.SignInAsync();
        Assert.That(person, Is.Not.Null, fault?.Detail);
    }

    async Task FailsAsync(string words)
    {
        var (person, fault) = await stand.SignInAsync();
        Assert.That(person, Is.Null);
        Assert.That(fault!.Words, Does.Contain(words), fault.Detail);
    }
}
