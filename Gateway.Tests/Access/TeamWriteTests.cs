using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Access;

/// <summary>What a team's admin may change, and what it takes to see for that.</summary>
public sealed class TeamWriteTests
{
    TestStand stand = null!;
    ApiCaller admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        await stand.Gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "other", name = "Other-marker" } },
            teams = new[] { new { id = "web", tenant = "acme", name = "Web" }, new { id = "spies", tenant = "other", name = "Other-marker" } },
            clusters = new[] { new { id = "far", tenant = "other", destinations = new[] { new { id = "a", address = "http://other-marker:1" } } } },
            routes = new[] { Route("site", "web"), Route("foreign", "web") },
        });
        admin = await ApiCaller.OfRoleAsync(stand.Gateway, "teamAdmin", "acme", "shop");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_teams_admin_makes_changes_and_removes_the_teams_routes()
    {
        Assert.That(await admin.StatusAsync("POST", "routes", Route("mine", "shop")), Is.EqualTo(201));
        Assert.That(await admin.StatusAsync("PUT", "routes/mine", Route("mine", "shop", order: 3)), Is.EqualTo(200));
        Assert.That(await admin.StatusAsync("PATCH", "routes/mine", new { order = 4 }), Is.EqualTo(200));
        Assert.That((await admin.GetAsync("routes/mine"))["order"]!.GetValue<int>(), Is.EqualTo(4));
        Assert.That(await admin.StatusAsync("DELETE", "routes/mine"), Is.EqualTo(204));
    }

    [TestCase("web")]
    [TestCase("spies")]
    [TestCase("missing")]
    [TestCase(null)]
    public async Task What_it_writes_belongs_to_its_team_afterwards(string? team)
    {
        var (status, text) = await admin.SendAsync("POST", "routes", Route("stray", team));
        Assert.That(status, Is.EqualTo(403), text);
        Assert.That(JsonNode.Parse(text)!["errors"]!["team"]![0]!.GetValue<string>(), Does.Contain("shop"));
        Assert.That(text, Does.Not.Contain("Other-marker"));
        Assert.That(await admin.StatusAsync("PUT", "routes/orders", Route("orders", team)), Is.EqualTo(403), "nor is it given away");
        Assert.That(await admin.StatusAsync("PATCH", "routes/orders", new { team }), Is.EqualTo(403));
        Assert.That((await ApiCaller.Root(stand.Gateway).GetAsync("routes/orders"))["team"]!.GetValue<string>(), Is.EqualTo("shop"));
    }

    [Test]
    public async Task What_it_writes_belonged_to_its_team_before()
    {
        Assert.That(await admin.StatusAsync("PUT", "routes/site", Route("site", "shop")), Is.EqualTo(409), "that the id is taken is all that shows");
        Assert.That(await admin.StatusAsync("POST", "routes", Route("site", "shop")), Is.EqualTo(409));
        Assert.That(await admin.StatusAsync("PATCH", "routes/site", new { team = "shop" }), Is.EqualTo(404));
        Assert.That(await admin.StatusAsync("DELETE", "routes/site"), Is.EqualTo(404));
        Assert.That(await admin.StatusAsync("DELETE", "routes/open"), Is.EqualTo(404), "one without a team");
        Assert.That((await ApiCaller.Root(stand.Gateway).GetAsync("routes/site"))["team"]!.GetValue<string>(), Is.EqualTo("web"));
    }

    [Test]
    public async Task A_route_that_is_seen_as_a_viewer_is_not_written()
    {
        var made = await new ApiCaller(stand.Gateway, TestGateway.Token, "acme").PostAsync("tokens", new
        {
            id = "both",
            name = "Both",
            roles = new[] { new { role = "teamAdmin", tenant = "acme", team = "shop" }, new { role = "teamViewer", tenant = "acme", team = "web" } },
        });
        var both = new ApiCaller(stand.Gateway, made["token"]!.GetValue<string>(), "acme");
        Assert.That(await both.StatusAsync("GET", "routes/foreign"), Is.EqualTo(200));
        Assert.That(await both.StatusAsync("PUT", "routes/foreign", Route("foreign", "shop")), Is.EqualTo(403));
        Assert.That(await both.StatusAsync("PATCH", "routes/foreign", new { team = "shop" }), Is.EqualTo(403));
        Assert.That(await both.StatusAsync("DELETE", "routes/foreign"), Is.EqualTo(403));
        Assert.That(await both.StatusAsync("PATCH", "routes/orders", new { order = 1 }), Is.EqualTo(200));
    }

    [TestCase("clusters", "main")]
    [TestCase("apis", "orders")]
    [TestCase("groups", "gold")]
    public async Task It_sees_what_its_routes_may_name_and_changes_none_of_it(string collection, string id)
    {
        var list = await admin.GetAsync(collection);
        Assert.That(list["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()), Does.Contain(id));
        Assert.That(list.ToJsonString(), Does.Not.Contain("other-marker").IgnoreCase);
        Assert.That(await admin.StatusAsync("GET", $"{collection}/{id}"), Is.EqualTo(200));
        Assert.That(await admin.StatusAsync("DELETE", $"{collection}/{id}"), Is.EqualTo(403));
        var viewer = await ApiCaller.OfRoleAsync(stand.Gateway, "teamViewer", "acme", "shop");
        Assert.That(await viewer.StatusAsync("GET", collection), Is.EqualTo(403));
        Assert.That(await viewer.StatusAsync("POST", "routes", Route("viewed", "shop")), Is.EqualTo(403));
    }

    [Test]
    public async Task Of_the_teams_it_sees_its_own()
    {
        var teams = await admin.GetAsync("teams");
        Assert.That(teams["items"]!.AsArray().Select(team => team!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "shop" }));
        Assert.That(await admin.StatusAsync("GET", "teams/web"), Is.EqualTo(404));
        Assert.That(await admin.StatusAsync("PUT", "teams/shop", new { id = "shop", name = "Mine" }), Is.EqualTo(403));
    }

    static object Route(string id, string? team, int order = 0) =>
        new { id, tenant = "acme", team, cluster = "main", order, match = new { path = $"/{id}/{{**rest}}" } };
}
