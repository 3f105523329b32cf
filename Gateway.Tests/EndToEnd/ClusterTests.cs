using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>Destinations with weights, drained and unhealthy ones, affinity; routes that rest; lists by what they belong to.</summary>
public sealed class ClusterTests
{
    TestStand stand = null!;
    FakeUpstream second = null!;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        second = await FakeUpstream.StartAsync(http =>
        {
            http.Response.StatusCode = http.Request.Path == "/health" ? 500 : 200;
            return Task.CompletedTask;
        });
        object Pair(int weightOfSecond = 100, bool drainSecond = false) =>
            (object[])[new { id = "a", address = stand.Upstream.Address }, new { id = "b", address = second.Address, weight = weightOfSecond, drain = drainSecond }];
        object Cluster(string id, string loadBalancing, object destinations, object? healthCheck = null, object? sessionAffinity = null) =>
            new { id, tenant = "acme", loadBalancing, destinations, healthCheck, sessionAffinity };
        object Route(string id, object? maintenance = null, string? api = null, string[]? groups = null) =>
            new { id, tenant = "acme", cluster = id, api, groups = groups ?? [], maintenance, match = new { path = $"/{id}" } };
        await Gateway.ApplyAsync(new
        {
            clusters = new[]
            {
                Cluster("round", "RoundRobin", Pair(25)),
                Cluster("least", "LeastRequests", Pair(25)),
                Cluster("power", "PowerOfTwoChoices", Pair(25)),
                Cluster("random", "Random", Pair(25)),
                Cluster("drained", "RoundRobin", Pair(100, drainSecond: true)),
                Cluster("empty", "RoundRobin", new[] { new { id = "a", address = stand.Upstream.Address, drain = true } }),
                Cluster("checked", "RoundRobin", Pair(), new { active = new { enabled = true, path = "/health", interval = "00:00:01", failures = 1 } }),
                Cluster("sticky", "RoundRobin", Pair(), sessionAffinity: new { enabled = true, keyName = ".sticky" }),
                Cluster("rest", "RoundRobin", Pair()),
            },
            routes = new[]
            {
                Route("round"), Route("least"), Route("power"), Route("random"), Route("drained"), Route("empty"), Route("checked"), Route("sticky"),
                Route("rest", new { text = "Back at noon.", retryAfter = "00:10:00" }, "orders", ["gold"]),
            },
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await stand.DisposeAsync();
        await second.DisposeAsync();
    }

    [TestCase("round", 72, 88)]
    [TestCase("power", 55, 100)]
    [TestCase("random", 55, 99)]
    [TestCase("least", 60, 100)]
    [TestCase("drained", 100, 100)]
    public async Task Destinations_get_their_part_and_a_drained_one_nothing(string route, int atLeast, int atMost)
    {
        var before = stand.Upstream.Log.Count;
        for (var i = 0; i < 100; i++)
            Assert.That(await StatusAsync(route), Is.EqualTo(200));
        Assert.That(stand.Upstream.Log.Count - before, Is.InRange(atLeast, atMost));
    }

    [Test]
    public async Task A_cluster_with_nothing_but_drained_destinations_answers_503() => Assert.That(await StatusAsync("empty"), Is.EqualTo(503));

    [Test]
    public async Task A_client_stays_at_its_destination()
    {
        using var first = await Gateway.Client.GetAsync("/sticky");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.That(cookie, Does.StartWith(".sticky="));
        var (before, beforeSecond) = (stand.Upstream.Log.Count, second.Log.Count(asked => asked.Target == "/sticky"));
        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sticky") { Headers = { { "Cookie", cookie } } };
            using var answer = await Gateway.Client.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That(new[] { stand.Upstream.Log.Count - before, second.Log.Count(asked => asked.Target == "/sticky") - beforeSecond }, Is.EquivalentTo(new[] { 0, 10 }));
    }

    [Test]
    public async Task Nodes_tell_which_destinations_they_pass_over()
    {
        await Eventually.HoldsAsync(async () => (await Gateway.GetAsync("nodes"))["items"]![0]!["unhealthy"]!.AsArray()
            .Any(one => (string)one!["cluster"]! == "checked" && (string)one["destination"]! == "b" && (bool)one["active"]!), "b of checked is unhealthy");
        var before = second.Log.Count(asked => asked.Target == "/checked");
        for (var i = 0; i < 5; i++)
            Assert.That(await StatusAsync("checked"), Is.EqualTo(200));
        Assert.That(second.Log.Count(asked => asked.Target == "/checked"), Is.EqualTo(before));
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "nodes") { Headers = { { "X-Tenant", "nobody" } } };
        using var answer = await Gateway.Api.SendAsync(foreign);
        Assert.That(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]![0]!["unhealthy"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_route_that_rests_answers_503_with_its_text_and_when_to_ask_again()
    {
        using var answer = await Gateway.Client.GetAsync("/rest");
        Assert.That((int)answer.StatusCode, Is.EqualTo(503));
        Assert.That(answer.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromMinutes(10)));
        Assert.That(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>(), Is.EqualTo("Back at noon."));
    }

    [Test]
    public async Task Lists_narrow_to_what_belongs_together()
    {
        Assert.That(await IdsAsync("routes?api=orders"), Is.EqualTo(new[] { "orders", "rest" }));
        Assert.That(await IdsAsync("routes?group=gold&state=maintenance"), Is.EqualTo(new[] { "rest" }));
        Assert.That(await IdsAsync("routes?cluster=main&state=enabled"), Is.EqualTo(new[] { "open", "orders" }));
        Assert.That(await IdsAsync("routes?ids=open,rest,none"), Is.EqualTo(new[] { "open", "rest" }));
        foreach (var (id, allow) in new (string, object?)[]
        {
            ("all", null), ("by-api", new { apis = new[] { "orders" } }), ("by-group", new { groups = new[] { "gold" } }), ("by-route", new { routes = new[] { "rest" } }), ("elsewhere", new { routes = new[] { "open" } }),
        })
            await Gateway.KeyAsync(new { id, tenant = "acme", name = id, consumer = id == "all" ? "everyone" : "some", allow, expiresAt = id == "elsewhere" ? TimeProvider.System.GetUtcNow().AddDays(3) : (DateTimeOffset?)null });
        Assert.That(await IdsAsync("keys?mayCall=rest"), Is.EqualTo(new[] { "all", "by-api", "by-group", "by-route" }));
        Assert.That(await IdsAsync("keys?mayCall=open"), Is.EqualTo(new[] { "all", "elsewhere" }));
        Assert.That(await IdsAsync("keys?consumer=everyone"), Is.EqualTo(new[] { "all" }));
        Assert.That(await IdsAsync("keys?group=gold"), Is.EqualTo(new[] { "by-group" }));
        Assert.That(await IdsAsync("keys?state=expiring"), Is.EqualTo(new[] { "elsewhere" }));
        using var wrong = await Gateway.Api.GetAsync("keys?state=odd");
        Assert.That((int)wrong.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task A_dry_run_says_what_a_write_would_say_and_stores_nothing()
    {
        using var good = await Gateway.Api.PostAsJsonAsync("routes?dryRun=true", new { id = "dry", tenant = "acme", cluster = "main", match = new { path = "/dry" } });
        Assert.That((int)good.StatusCode, Is.EqualTo(200));
        using var wrong = await Gateway.Api.PutAsJsonAsync("routes/rest?dryRun=true", new { id = "rest", tenant = "acme", cluster = "none", match = new { path = "/{" } });
        var errors = JsonNode.Parse(await wrong.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(error => error.Key);
        Assert.That(errors, Is.EqualTo(new[] { "cluster", "match.path" }));
        using var key = await Gateway.Api.PostAsJsonAsync("keys?dryRun=true", new { id = "dry", tenant = "acme", name = "Dry" });
        Assert.That(await key.Content.ReadAsStringAsync(), Does.Not.Contain("\"key\""));
        Assert.That(await IdsAsync("routes?ids=dry"), Is.Empty);
    }

    async Task<int> StatusAsync(string route)
    {
        using var answer = await Gateway.Client.GetAsync("/" + route);
        return (int)answer.StatusCode;
    }

    async Task<string[]> IdsAsync(string address)
    {
        var page = await Gateway.GetAsync(address);
        return [.. page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())];
    }
}
