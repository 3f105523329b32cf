using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>Sign-in by a provider through the whole gateway, with a real issuer and clients that keep cookies and follow redirects as browsers do.</summary>
public sealed class OidcSignInTests
{
    static readonly SigningKey First = SigningKey.Rsa("first");
    static readonly SigningKey Second = SigningKey.Rsa("second");

    FakeIssuer issuer = null!;
    TestDatabase database = null!;
    FakeUpstream upstream = null!;
    TestGateway gateway = null!;
    Browser browser = null!;

    FakeSignIn SignIn => issuer.SignIn;

    [SetUp]
    public async Task StartAsync()
    {
        issuer = await FakeIssuer.StartAsync(First);
        database = await TestDatabase.CreateAsync(migrate: false);
        upstream = await FakeUpstream.StartAsync();
        const string Section = "Gateway:SignIn:Oidc:work:";
        gateway = await TestGateway.StartAsync(
            database.ConnectionString,
            null,
            $"{Section}Issuer={issuer.Address}",
            $"{Section}ClientId={FakeSignIn.ClientId}",
            $"{Section}ClientSecret={SignIn.ClientSecret}",
            $"{Section}Label=Work <account>",
            $"{Section}Roles:0:Claim=groups",
            $"{Section}Roles:0:Value=gateway-admins",
            $"{Section}Roles:0:Role=platformAdmin",
            $"{Section}Roles:1:Claim=groups",
            $"{Section}Roles:1:Value=gateway-*-editors",
            $"{Section}Roles:1:Role=tenantEditor",
            $"{Section}Roles:1:Tenant={{1}}");
        await gateway.ApplyAsync(Sample.Config(upstream.Address));
        SignIn.RedirectUri = new Uri(gateway.Admin, "/api/v1/sign-in/oidc/work/callback").AbsoluteUri;
        browser = new Browser(gateway.Admin);
    }

    [TearDown]
    public async Task StopAsync()
    {
        browser.Dispose();
        await gateway.DisposeAsync();
        await upstream.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_person_signs_in_and_is_led_back()
    {
        var offers = JsonNode.Parse(await browser.ReadAsync("/api/v1/sign-in"))!["methods"]!.AsArray();
        Assert.That(offers.Select(offer => ($"{offer!["id"]}", $"{offer["label"]}")), Does.Contain(("oidc/work", "Work <account>")));

        Assert.That(await browser.SignInAsync("?return=%2Ft%2Facme%2Froutes%3Fsearch%3Da"), Is.EqualTo("/t/acme/routes?search=a"));
        var me = await MeAsync();
        Assert.That(($"{me["user"]!["name"]}", $"{me["user"]!["signIn"]}", $"{me["user"]!["method"]}"), Is.EqualTo(("Ada Lovelace", "ada", "oidc")));
        Assert.That(RolesOf(me), Is.EqualTo("platformAdmin "));

        Assert.That(await browser.SignInAsync("?return=%2F%2Fevil.example.com"), Is.EqualTo("/"));
    }

    [Test]
    public async Task Roles_follow_the_claims_and_end_with_them_also_where_the_person_is_signed_in()
    {
        await browser.SignInAsync();
        SignIn.Claims["groups"] = new[] { "gateway-acme-editors", "gateway-nowhere-editors" };
        await browser.SignInAsync();
        Assert.That(RolesOf(await MeAsync()), Is.EqualTo("tenantEditor acme"));

        SignIn.Claims["groups"] = Array.Empty<string>();
        using var other = new Browser(gateway.Admin);
        Assert.That(await other.SignInAsync(), Does.StartWith("/sign-in#error=").And.Contain("no role here"));
        Assert.That(await other.StatusAsync("/api/v1/me"), Is.EqualTo(401));
        await Eventually.HoldsAsync(async () => RolesOf(await MeAsync()).Length == 0, "the open session has no roles any more");
    }

    [Test]
    public async Task Who_has_no_role_makes_no_account()
    {
        SignIn.Claims["groups"] = new[] { "gateway-nowhere-editors" };
        Assert.That(await browser.SignInAsync(), Does.Contain("no role here"));
        Assert.That(await NumberAsync("select count(*) from gateway.users where issuer is not null"), Is.Zero);
        Assert.That(await NumberAsync("select count(*) from gateway.audit where action = 'signInFailed' and after::text like '%oidc/work%'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_way_back_that_was_not_begun_here_is_refused()
    {
        var callback = await browser.ToCallbackAsync();
        using (var other = new Browser(gateway.Admin))
            Assert.That(await other.FollowAsync(callback), Does.Contain("not begun in this browser"), "another browser");
        Assert.That(await browser.FollowAsync(new Uri(callback.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal))), Does.Contain("not begun in this browser"), "another state");
        Assert.That(await browser.FollowAsync(callback), Does.Contain("not begun in this browser"), "the cookie is gone");

        callback = await browser.ToCallbackAsync();
        Assert.That(await browser.FollowAsync(callback), Is.EqualTo("/"));
        Assert.That(await browser.FollowAsync(callback), Does.Contain("not begun in this browser"), "replayed");

        callback = await browser.ToCallbackAsync();
        var kept = browser.Cookie("gateway-oidc")!;
        Assert.That(await browser.FollowAsync(callback), Is.EqualTo("/"));
        browser.Keep(kept);
        Assert.That(await browser.FollowAsync(callback), Does.Contain("was not accepted"), "replayed with the cookie");
    }

    [Test]
    public async Task The_cookie_of_a_sign_in_tells_nothing_and_is_for_the_server_alone()
    {
        using var response = await browser.SendAsync(new Uri(gateway.Admin, "/api/v1/sign-in/oidc/work"));
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.That(cookie, Does.StartWith("gateway-oidc=").And.Contain("; httponly").IgnoreCase.And.Contain("; samesite=lax").IgnoreCase.And.Contain("; path=/").IgnoreCase);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        Assert.That((query["code_challenge_method"].ToString(), query["response_type"].ToString(), query["redirect_uri"].ToString()), Is.EqualTo(("S256", "code", SignIn.RedirectUri)));
        Assert.That(cookie, Does.Not.Contain(query["state"].ToString()).And.Not.Contain(query["nonce"].ToString()));
        Assert.That(response.Headers.CacheControl!.NoStore);
    }

    [Test]
    public async Task A_new_key_of_the_provider_is_found_and_a_provider_that_is_away_is_said_to_be()
    {
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/"));
        issuer.Rotate(Second);
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/"));

        var callback = await browser.ToCallbackAsync();
        issuer.IsAway = true;
        Assert.That(await browser.FollowAsync(callback), Does.StartWith("/sign-in#error=Work <account> does not answer"));
        issuer.IsAway = false;
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/"));
    }

    [Test]
    public async Task Forged_tokens_are_refused_audited_and_slowed_down()
    {
        SignIn.IdToken = claims => SigningKey.Rsa("first").Token(claims);
        for (var i = 0; i < Gateway.Admin.SignIn.AddressLimit.Failures; i++)
            Assert.That(await browser.SignInAsync(), Does.Contain("was not accepted"));
        SignIn.IdToken = null;
        Assert.That(await browser.SignInAsync(), Does.Contain("too many failed sign-ins"));
        Assert.That(await NumberAsync("select count(*) from gateway.audit where action = 'signInFailed' and after::text like '%signature is wrong%'"), Is.GreaterThan(0));
    }

    [Test]
    public async Task A_hostile_name_is_text_and_no_name_takes_over_an_account()
    {
        SignIn.Claims["name"] = "<script>alert(1)</script>\0\u202e" + new string('x', 10_000);
        await browser.SignInAsync();
        var me = await MeAsync();
        Assert.That($"{me["user"]!["name"]}", Does.StartWith("<script>alert(1)</script>xxx").And.Length.LessThanOrEqualTo(200));

        SignIn.Claims["sub"] = "somebody else";
        using var other = new Browser(gateway.Admin);
        Assert.That(await other.SignInAsync(), Does.Contain("belongs to another account"));
    }

    [Test]
    public async Task An_unknown_provider_is_not_found()
    {
        Assert.That(await browser.StatusAsync("/api/v1/sign-in/oidc/other"), Is.EqualTo(404));
        Assert.That(await browser.StatusAsync("/api/v1/sign-in/oidc/other/callback"), Is.EqualTo(404));
    }

    async Task<JsonNode> MeAsync() => JsonNode.Parse(await browser.ReadAsync("/api/v1/me"))!;

    async Task<long> NumberAsync(string sql)
    {
        await using var data = NpgsqlDataSource.Create(database.AdministratorConnectionString);
        await using var command = data.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static string RolesOf(JsonNode me) => string.Join(", ", me["roles"]!.AsArray().Select(grant => $"{grant!["role"]} {grant["tenant"]}"));

    /// <summary>Cookies and redirects; stops before a page of the gateway, which tests do not build.</summary>
    sealed class Browser : IDisposable
    {
        readonly CookieContainer cookies = new();
        readonly HttpClient client;
        readonly Uri home;

        public Browser(Uri home)
        {
            this.home = home;
            client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies });
        }

        /// <summary>Begins a sign-in and answers on which page it ends.</summary>
        public Task<string> SignInAsync(string query = "") => FollowAsync(new Uri(home, "/api/v1/sign-in/oidc/work" + query));

        /// <summary>Begins one and answers the address that the provider sends back to, before going there.</summary>
        public async Task<Uri> ToCallbackAsync()
        {
            using var begun = await client.GetAsync(new Uri(home, "/api/v1/sign-in/oidc/work"));
            using var answered = await client.GetAsync(begun.Headers.Location);
            return answered.Headers.Location!;
        }

        public async Task<string> FollowAsync(Uri address)
        {
            for (var i = 0; i < 10; i++)
            {
                using var response = await client.GetAsync(address);
                Assert.That((int)response.StatusCode, Is.EqualTo(302), $"{address}: {await response.Content.ReadAsStringAsync()}");
                address = new Uri(address, response.Headers.Location!);
                if (address.Authority == home.Authority && !address.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
                    return address.PathAndQuery + Uri.UnescapeDataString(address.Fragment);
            }

            throw new AssertionException("It goes in a circle.");
        }

        public Task<HttpResponseMessage> SendAsync(Uri address) => client.GetAsync(address);

        public async Task<string> ReadAsync(string path) => await client.GetStringAsync(new Uri(home, path));

        public async Task<int> StatusAsync(string path)
        {
            using var response = await client.GetAsync(new Uri(home, path));
            return (int)response.StatusCode;
        }

        public System.Net.Cookie? Cookie(string name) => cookies.GetCookies(home)[name];

        public void Keep(System.Net.Cookie cookie) => cookies.Add(home, new System.Net.Cookie(cookie.Name, cookie.Value, "/"));

        public void Dispose() => client.Dispose();
    }
}
