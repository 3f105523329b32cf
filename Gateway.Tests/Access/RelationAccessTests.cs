using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Access;

/// <summary>What people may do over the API by their relations in OpenFGA, and what while it is away.</summary>
public sealed class RelationAccessTests
{
    TestDatabase database = null!;
    FakeOpenFga server = null!;
    TestGateway gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync(migrate: false);
        server = await FakeOpenFga.StartAsync();
        // No answer is kept, so each call sees the relations as they are.
        gateway = await TestGateway.StartAsync(database.ConnectionString, null, [.. server.Settings, "Gateway:Relations:OpenFga:CacheFor=00:00:00"]);
        await gateway.ApplyAsync(Sample.Config("http://127.0.0.1:9"));
        await gateway.ApplyAsync(new { tenants = new[] { new { id = "other", name = "Other" } } });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await gateway.DisposeAsync();
        await server.DisposeAsync();
        await database.DisposeAsync();
    }

    [TearDown]
    public void BringBack() => (server.IsAway, server.Fault) = (false, null);

    [Test]
    public async Task A_relation_gives_access_and_its_removal_takes_it()
    {
        var ada = (await People.AddAsync(gateway, "acme", "ada")).For("acme");
        Assert.That(await ada.StatusAsync("GET", "routes"), Is.EqualTo(403));
        server.Write("user:ada", "viewer", "tenant:acme");
        Assert.That(await ada.StatusAsync("GET", "routes"), Is.EqualTo(200));
        Assert.That(await ada.StatusAsync("POST", "teams", new { id = "x", name = "X" }), Is.EqualTo(403), "to see is not to write");
        Assert.That(await ada.For("other").StatusAsync("GET", "routes"), Is.EqualTo(403));
        Assert.That((await ada.GetAsync("me"))["roles"]!.ToJsonString(), Does.Contain("tenantViewer"));
        server.Delete("user:ada", "viewer", "tenant:acme");
        Assert.That(await ada.StatusAsync("GET", "routes"), Is.EqualTo(403));
    }

    [Test]
    public async Task A_team_relation_gives_the_teams_part_alone()
    {
        var bea = (await People.AddAsync(gateway, "acme", "bea")).For("acme");
        server.Write("user:bea", "viewer", "team:acme/shop");
        var routes = await bea.GetAsync("routes");
        Assert.That(routes["items"]!.AsArray().Select(route => route!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "orders" }));
        Assert.That(await bea.StatusAsync("GET", "keys"), Is.EqualTo(403));
    }

    [TestCase(true, 0, "")]
    [TestCase(false, 500, "internal_error")]
    [TestCase(false, 429, "rate_limit_exceeded")]
    [TestCase(false, 400, "validation_error")]
    public async Task While_it_cannot_say_calls_that_need_it_are_503_and_others_work(bool away, int status, string code)
    {
        var name = $"u{status}";
        var nobody = (await People.AddAsync(gateway, "acme", $"nobody-{name}")).For("acme");
        var admin = (await People.AddAsync(gateway, "acme", $"admin-{name}", [People.Grant(Role.TenantAdmin, "acme")])).For("acme");
        (server.IsAway, server.Fault) = (away, away ? null : (status, code));

        var (answered, text) = await nobody.SendAsync("GET", "routes");
        Assert.That(answered, Is.EqualTo(503), text);
        Assert.That(JsonNode.Parse(text)!["title"]!.GetValue<string>(), Does.Contain("OpenFGA"));
        Assert.That(await nobody.StatusAsync("GET", "kpi/query?preset=traffic/total"), Is.EqualTo(503), "not an empty answer");
        Assert.That(await nobody.StatusAsync("GET", "kpi/query?preset=traffic/top-tenants"), Is.EqualTo(503), "not a refusal");
        Assert.That(await nobody.StatusAsync("GET", "teams/shop/people"), Is.EqualTo(503));
        Assert.That(await nobody.For(null).StatusAsync("GET", "me"), Is.EqualTo(200), "who one is needs no role");

        Assert.That(await admin.StatusAsync("GET", "routes"), Is.EqualTo(200), "by a role of the store");
        Assert.That(await admin.For(null).StatusAsync("GET", "pipeline"), Is.EqualTo(503), "the store's roles do not suffice, others may");
        Assert.That(await ApiCaller.Root(gateway).StatusAsync("GET", "pipeline"), Is.EqualTo(200));
        var token = await ApiCaller.OfRoleAsync(gateway, "tenantViewer", "acme");
        Assert.That(await token.StatusAsync("GET", "tokens"), Is.EqualTo(403), "a token that nobody owns has no relations");
    }
}
