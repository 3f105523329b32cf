using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>A signed-in browser, from its cookie to its end, on two nodes of one database.</summary>
public sealed class SessionTests
{
    static readonly RoleGrant Admin = new() { Role = Role.PlatformAdmin };
    static readonly RoleGrant Viewer = new() { Role = Role.TenantViewer, Tenant = "acme" };
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    SignInStand stand = null!;
    TestGateway second = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await SignInStand.StartAsync();
        second = await stand.AddNodeAsync();
        await second.ReadyAsync();
        await stand.Gateway.ApplyAsync(new { tenants = new[] { new { id = "acme", name = "Acme" } } });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_cookie_opens_every_node_and_says_who_one_is()
    {
        using var browser = await stand.UserAsync("reader", Viewer);
        Assert.That(browser.SetCookie, Does.Match("^gateway=[A-Za-z0-9_-]{43}; expires=[^;]+; path=/; samesite=lax; httponly$"));
        using var there = browser.At(second);
        var me = await there.JsonAsync("GET", "me");
        Assert.That(me["name"]!.GetValue<string>(), Is.EqualTo("reader by name"));
        Assert.That(me["csrfToken"]!.GetValue<string>(), Is.EqualTo(browser.Csrf));
        Assert.That(me["tenants"]!.AsArray().Select(tenant => tenant!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "acme" }));
        var user = me["user"]!;
        Assert.That(
            (user["id"]!.GetValue<string>(), user["tenant"]!.GetValue<string>(), user["signIn"]!.GetValue<string>(), user["method"]!.GetValue<string>()),
            Is.EqualTo(("reader", "acme", "reader", "password")));
        Assert.That(user["lastSignInAt"]!.GetValue<DateTimeOffset>(), Is.EqualTo(stand.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
        Assert.That(await there.StatusAsync("GET", "routes"), Is.EqualTo(200));
        Assert.That(await there.StatusAsync("GET", "tokens"), Is.EqualTo(403));
    }

    [Test]
    public async Task A_token_in_the_call_is_what_counts_whatever_cookie_a_browser_adds()
    {
        using var browser = await stand.UserAsync("both", Admin);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stand.Gateway.Admin, "/api/v1/me"));
        request.Headers.Add("Cookie", $"gateway={browser.Cookie}");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer wrong");
        using var answer = await client.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(401));
        var me = await stand.Gateway.GetAsync("me");
        Assert.That((me["name"]!.GetValue<string>(), me["user"], me["csrfToken"]), Is.EqualTo(("bootstrap token", (JsonNode?)null, (JsonNode?)null)));
    }

    [Test]
    public async Task A_stolen_cookie_stops_on_every_node_after_it_is_revoked()
    {
        using var owner = await stand.UserAsync("robbed", Viewer);
        using var elsewhere = new TestBrowser(stand.Gateway);
        await elsewhere.SignInAsync("robbed");
        using var thief = elsewhere.At(second);
        Assert.That(await thief.StatusAsync("GET", "me"), Is.EqualTo(200));

        var sessions = (await owner.JsonAsync("GET", "me/sessions"))["items"]!.AsArray();
        Assert.That(sessions, Has.Count.EqualTo(2));
        var other = sessions.Single(session => !session!["current"]!.GetValue<bool>())!;
        Assert.That((other["client"]!.GetValue<string>(), other["address"]!.GetValue<string>()), Is.EqualTo(("Firefox on Linux", "127.0.0.1")));
        Assert.That(await owner.StatusAsync("DELETE", $"me/sessions/{other["id"]}"), Is.EqualTo(204));
        Assert.That(await elsewhere.StatusAsync("GET", "me"), Is.EqualTo(401), "at once where it was revoked");
        await Eventually.HoldsAsync(async () => await thief.StatusAsync("GET", "me") == 401, "it stops on the other node", Soon);
        Assert.That(await owner.StatusAsync("GET", "me"), Is.EqualTo(200));
        Assert.That(await owner.StatusAsync("DELETE", $"me/sessions/{other["id"]}"), Is.EqualTo(404));
    }

    [Test]
    public async Task Nobody_ends_the_session_of_another()
    {
        using var victim = await stand.UserAsync("victim", Viewer);
        using var other = await stand.UserAsync("jealous", Viewer);
        var id = (await victim.JsonAsync("GET", "me/sessions"))["items"]![0]!["id"];
        Assert.That(await other.StatusAsync("DELETE", $"me/sessions/{id}"), Is.EqualTo(404));
        Assert.That(await other.StatusAsync("DELETE", "me/sessions"), Is.EqualTo(204));
        Assert.That(await victim.StatusAsync("GET", "me"), Is.EqualTo(200));
    }

    [Test]
    public async Task Signing_out_ends_the_session_and_clears_the_cookie()
    {
        using var browser = await stand.UserAsync("leaver", Viewer);
        using var there = browser.At(second);
        using var copy = browser.At(stand.Gateway);
        Assert.That(await there.StatusAsync("GET", "me"), Is.EqualTo(200));
        Assert.That(await browser.StatusAsync("POST", "sign-out"), Is.EqualTo(204));
        Assert.That(browser.SetCookie, Does.StartWith("gateway=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/"));
        Assert.That(await copy.StatusAsync("GET", "me"), Is.EqualTo(401));
        await Eventually.HoldsAsync(async () => await there.StatusAsync("GET", "me") == 401, "it is over there too", Soon);
    }

    [Test]
    public async Task Signing_in_again_replaces_the_browsers_session()
    {
        using var browser = await stand.UserAsync("again", Viewer);
        using var copy = browser.At(stand.Gateway);
        await browser.SignInAsync("again");
        Assert.That(await copy.StatusAsync("GET", "me"), Is.EqualTo(401));
        Assert.That((await browser.JsonAsync("GET", "me/sessions"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_role_or_an_account_that_is_taken_away_is_gone_on_every_node_within_two_seconds()
    {
        using var browser = await stand.UserAsync("fired", Viewer);
        using var there = browser.At(second);
        Assert.That(await there.StatusAsync("GET", "routes"), Is.EqualTo(200));
        await ChangeAsync("fired", user => user.Roles = "[]");
        await Eventually.HoldsAsync(async () => await there.StatusAsync("GET", "routes") == 403, "no role any more", Soon);
        await ChangeAsync("fired", user => user.Enabled = false);
        await Eventually.HoldsAsync(async () => await there.StatusAsync("GET", "me") == 401, "no account any more", Soon);
        Assert.That(await browser.StatusAsync("POST", "sign-in", new { signIn = "fired", password = SignInStand.Password }), Is.EqualTo(401));
    }

    [Test]
    public async Task The_roles_of_the_provider_and_those_given_here_add_up()
    {
        using var browser = await stand.UserAsync("mixed", Viewer);
        Assert.That(await browser.StatusAsync("GET", "audit"), Is.EqualTo(403));
        await ChangeAsync("mixed", user => user.ClaimedRoles = """[{"tenant":"acme","team":null,"role":"tenantAdmin"}]""");
        await Eventually.HoldsAsync(async () => await browser.StatusAsync("GET", "audit") == 200, "the claimed role counts", Soon);
        Assert.That((await browser.JsonAsync("GET", "me"))["roles"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_new_name_is_seen_at_once()
    {
        using var browser = await stand.UserAsync("renamed", Viewer);
        Assert.That((await browser.JsonAsync("PUT", "me", new { name = "Neu" }))["user"]!["name"]!.GetValue<string>(), Is.EqualTo("Neu"));
        Assert.That((await browser.JsonAsync("GET", "me"))["name"]!.GetValue<string>(), Is.EqualTo("Neu"));
        Assert.That(await browser.StatusAsync("PUT", "me", new { name = " " }), Is.EqualTo(422));
        using var automation = await stand.Gateway.Api.PutAsync("me", new StringContent("""{"name":"x"}""", null, "application/json"));
        Assert.That((int)automation.StatusCode, Is.EqualTo(409));
    }

    async Task ChangeAsync(string id, Action<User> change)
    {
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        change(await session.Db.Users.SingleAsync(user => user.Id == id));
        (await session.Db.States.SingleAsync()).Revision++;
        await session.CommitAsync(CancellationToken.None);
    }
}
