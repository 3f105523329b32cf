using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Versions;

/// <summary>Changes that people gather in drafts, with one gateway for all; each test has a tenant of its own with two editors.</summary>
public sealed class DraftTests
{
    TestDatabase database = null!;
    FakeUpstream upstream = null!;
    TestGateway gateway = null!;
    ApiCaller root = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync(migrate: false);
        upstream = await FakeUpstream.StartAsync();
        gateway = await TestGateway.StartAsync(database.ConnectionString, null, "Gateway:Admin:Drafts=true");
        await gateway.ApplyAsync(Sample.Config(upstream.Address));
        root = ApiCaller.Root(gateway);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await gateway.DisposeAsync();
        await upstream.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task What_a_person_changes_gathers_and_is_published_as_one_version()
    {
        var (anna, bert) = await EditorsAsync("gathers");
        var before = await VersionAsync();
        await anna.JsonAsync("POST", "clusters", Cluster("new"), 202);
        var route = await anna.JsonAsync("POST", "routes", Route("gathers", "made", "new", 1), 202);
        Assert.That(route["cluster"]!.GetValue<string>(), Is.EqualTo("new"), "checked against the rest of the draft");
        await anna.JsonAsync("PATCH", "routes/made", new { order = 7 }, 202);
        await anna.SendAsync("DELETE", "routes/one");
        Assert.That(await anna.RefusedAsync("POST", "routes", Route("gathers", "wrong", "missing", 1)), Does.ContainKey("cluster"), "the same checks as always");
        Assert.That(await anna.StatusAsync("POST", "routes", Route("gathers", "made", "new", 1)), Is.EqualTo(409));

        Assert.That((await anna.GetAsync("routes/made"))["order"]!.GetValue<int>(), Is.EqualTo(7), "who drafts goes on from the draft");
        Assert.That(await anna.StatusAsync("GET", "routes/one"), Is.EqualTo(404));
        Assert.That(await bert.StatusAsync("GET", "routes/made"), Is.EqualTo(404), "nobody else sees it");
        Assert.That(await bert.StatusAsync("GET", "routes/one"), Is.EqualTo(200));
        Assert.That((await bert.GetAsync("draft"))["items"]!.AsArray(), Is.Empty);
        Assert.That(await VersionAsync(), Is.EqualTo(before), "nothing is published yet");

        var preview = await anna.PostAsync("draft/publish?dryRun=true", new { }, 200);
        Assert.That(Ids(preview["changes"]!), Is.EquivalentTo(new[] { "new", "made", "one" }));
        var done = await anna.PostAsync("draft/publish?message=All+at+once", new { }, 200);
        Assert.That((done["applied"]!.GetValue<bool>(), done["version"]!.GetValue<int>()), Is.EqualTo((true, before + 1)));
        Assert.That((await anna.GetAsync("draft"))["items"]!.AsArray(), Is.Empty);
        Assert.That((await anna.GetAsync("config/versions?limit=1"))["items"]![0]!["message"]!.GetValue<string>(), Is.EqualTo("All at once"));
        await gateway.ServesAsync(before + 1);
        Assert.That(await bert.StatusAsync("GET", "routes/made"), Is.EqualTo(200));
    }

    [Test]
    public async Task Who_publishes_second_is_shown_both_and_goes_on_from_what_there_is()
    {
        var (anna, bert) = await EditorsAsync("raced");
        await anna.JsonAsync("PATCH", "routes/one", new { order = 5 }, 202);
        await bert.JsonAsync("PATCH", "routes/one", new { order = 9, timeout = "00:00:09" }, 202);
        await bert.PostAsync("draft/publish", new { }, 200);

        var raced = (await anna.JsonAsync("POST", "draft/publish", new { }, 412))["current"]![0]!;
        Assert.That((raced["before"]!["order"]!.GetValue<int>(), raced["after"]!["order"]!.GetValue<int>(), raced["current"]!["order"]!.GetValue<int>()), Is.EqualTo((1, 5, 9)));
        Assert.That((await anna.GetAsync("routes/one"))["order"]!.GetValue<int>(), Is.EqualTo(5), "her draft is as it was");

        var merged = raced["current"]!.DeepClone();
        merged["order"] = 5;
        using var again = new HttpRequestMessage(HttpMethod.Put, "routes/one") { Content = new StringContent(merged.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        again.Headers.Authorization = new("Bearer", anna.Token);
        again.Headers.TryAddWithoutValidation("If-Match", raced["currentTag"]!.GetValue<string>());
        using (var kept = await gateway.Api.SendAsync(again))
        {
            Assert.That((int)kept.StatusCode, Is.EqualTo(202), await kept.Content.ReadAsStringAsync());
            Assert.That(kept.Headers.GetValues("Gateway-Draft"), Is.EqualTo(new[] { "kept" }));
        }

        await anna.PostAsync("draft/publish", new { }, 200);
        var published = await bert.GetAsync("routes/one");
        Assert.That((published["order"]!.GetValue<int>(), published["timeout"]!.GetValue<string>()), Is.EqualTo((5, "00:00:09")), "both took effect");
    }

    [Test]
    public async Task A_draft_is_discarded_in_part_or_whole_and_what_comes_to_nothing_is_none()
    {
        var (anna, _) = await EditorsAsync("dropped");
        await anna.JsonAsync("PATCH", "routes/one", new { order = 5 }, 202);
        await anna.JsonAsync("PATCH", "routes/one", new { order = 1 }, 202);
        Assert.That((await anna.GetAsync("draft"))["items"]!.AsArray(), Is.Empty, "as it was is no change");
        await anna.JsonAsync("PATCH", "routes/one", new { order = 5 }, 202);
        await anna.JsonAsync("POST", "groups", new { id = "kept", name = "Kept" }, 202);
        await anna.SendAsync("DELETE", "draft/routes/one");
        Assert.That(Ids((await anna.GetAsync("draft"))["items"]!), Is.EqualTo(new[] { "kept" }));
        await anna.SendAsync("DELETE", "draft");
        Assert.That((await anna.GetAsync("draft"))["items"]!.AsArray(), Is.Empty);
        Assert.That((await anna.GetAsync("routes/one"))["order"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_whole_document_and_an_import_gather_too_unless_the_call_publishes()
    {
        var (anna, bert) = await EditorsAsync("whole");
        var before = await VersionAsync();
        var kept = await anna.JsonAsync("PUT", "config", new { groups = new[] { new { id = "gold", name = "Gold" } }, routes = new[] { Route("whole", "one", "main", 5), Route("whole", "two", "main", 2) } }, 202);
        Assert.That((kept["applied"]!.GetValue<bool>(), kept["drafted"]!.GetValue<bool>(), kept["changes"]!.AsArray().Count), Is.EqualTo((false, true, 3)));
        var settings = """{"ReverseProxy":{"Clusters":{"old":{"Destinations":{"a":{"Address":"http://127.0.0.1:9"}}}},"Routes":{"old":{"ClusterId":"old","Match":{"Path":"/old"}}}}}""";
        Assert.That((await anna.JsonAsync("POST", "routes/import", new { settings }, 202))["applied"]!.GetValue<bool>(), Is.False);
        Assert.That(await VersionAsync(), Is.EqualTo(before));
        Assert.That(Ids((await anna.GetAsync("draft"))["items"]!), Is.EquivalentTo(new[] { "gold", "one", "two", "old", "old" }));
        Assert.That(await anna.StatusAsync("PUT", "config", new { keys = new[] { new { id = "k", name = "K" } }, groups = new[] { new { id = "silver", name = "Silver" } } }), Is.EqualTo(409), "keys act at once");

        var published = await bert.JsonAsync("PUT", "config?publish=true", new { keys = new[] { new { id = "k", name = "K" } } }, 200);
        Assert.That((published["applied"]!.GetValue<bool>(), published["drafted"]!.GetValue<bool>()), Is.EqualTo((true, false)));
        var done = await anna.PostAsync("draft/publish", new { }, 200);
        Assert.That((done["version"]!.GetValue<int>(), done["changes"]!.AsArray().Count), Is.EqualTo((before + 2, 5)));
    }

    [Test]
    public async Task Keys_and_tokens_that_nobody_owns_act_at_once()
    {
        var (anna, _) = await EditorsAsync("atonce");
        Assert.That(await anna.StatusAsync("POST", "keys", new { id = "key", name = "Key" }), Is.EqualTo(201));
        Assert.That((await root.For("atonce").JsonAsync("PATCH", "routes/one", new { order = 3 }, 200))["order"]!.GetValue<int>(), Is.EqualTo(3));
    }

    async Task<(ApiCaller Anna, ApiCaller Bert)> EditorsAsync(string tenant)
    {
        await root.JsonAsync("PUT", "config", new
        {
            tenants = new[] { new { id = tenant, name = tenant } },
            clusters = new[] { new { id = "main", tenant, destinations = new[] { new { id = "a", address = upstream.Address } } } },
            routes = new[] { Route(tenant, "one", "main", 1) },
        }, 200);
        foreach (var id in new[] { "anna", "bert" })
            await root.For(tenant).PostAsync("users", new { id, name = id, signIn = $"{id}@{tenant}", roles = new[] { new { tenant, role = "tenantEditor" } } });
        return (await ApiCaller.OfUserAsync(gateway, tenant, "anna"), await ApiCaller.OfUserAsync(gateway, tenant, "bert"));
    }

    async Task<int> VersionAsync() => (await root.GetAsync("nodes"))["configVersion"]!.GetValue<int>();

    object Cluster(string id) => new { id, destinations = new[] { new { id = "a", address = upstream.Address } } };

    static object Route(string tenant, string id, string cluster, int order) => new { id, tenant, cluster, order, match = new { path = $"/{tenant}/{id}" } };

    static IEnumerable<string> Ids(JsonNode list) => list.AsArray().Select(one => one!["id"]!.GetValue<string>());
}
