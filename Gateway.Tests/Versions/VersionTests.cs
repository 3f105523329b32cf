using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Versions;

/// <summary>The history of the configuration and the way back, with one gateway for all; each test has tenants of its own.</summary>
public sealed class VersionTests
{
    TestStand stand = null!;
    ApiCaller root = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        root = ApiCaller.Root(stand.Gateway);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task History_tells_who_changed_what_when_and_why_page_by_page()
    {
        var first = await PublishAsync("told", "Begin", Route("told", "one", 1), Route("told", "two", 1));
        var second = await PublishAsync("told", "Prefer two", Route("told", "two", 5));
        var page = await root.For("told").GetAsync("config/versions?limit=1");
        Assert.That(Numbers(page), Is.EqualTo(new[] { second }));
        Assert.That(page["items"]![0]!["message"]!.GetValue<string>(), Is.EqualTo("Prefer two"));
        Assert.That(page["items"]![0]!["actor"]!.GetValue<string>(), Is.Not.Empty);
        Assert.That(page["items"]![0]!["touched"]!.ToJsonString(), Is.EqualTo("""[{"collection":"routes","tenant":"told","id":"two","action":"update"}]"""));
        var rest = await root.For("told").GetAsync($"config/versions?cursor={page["next"]}");
        Assert.That(Numbers(rest), Is.EqualTo(new[] { first }));
        Assert.That(rest["items"]![0]!["changeCount"]!.GetValue<int>(), Is.EqualTo(4), "tenant, cluster, two routes");
        Assert.That(Numbers(await root.For("told").GetAsync("config/versions?collection=routes&id=one")), Is.EqualTo(new[] { first }));
        Assert.That(Numbers(await root.For("told").GetAsync("config/versions?search=prefer")), Is.EqualTo(new[] { second }));

        var one = await root.For("told").GetAsync($"config/versions/{second}?document=true");
        Assert.That(one["changes"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((one["changes"]![0]!["before"]!["order"]!.GetValue<int>(), one["changes"]![0]!["after"]!["order"]!.GetValue<int>()), Is.EqualTo((1, 5)));
        Assert.That(one["previous"]!.GetValue<int>(), Is.EqualTo(first));
        Assert.That(Orders(one["document"]!), Is.EqualTo(new[] { "one 1", "two 5" }));
        var earlier = await root.For("told").GetAsync($"config/versions/{first}?document=true");
        Assert.That(Orders(earlier["document"]!), Is.EqualTo(new[] { "one 1", "two 1" }), "the document as it was");
    }

    [Test]
    public async Task Two_versions_differ_by_what_is_left_of_all_changes_between_them()
    {
        var first = await PublishAsync("compared", null, Route("compared", "kept", 1), Route("compared", "moved", 1));
        await PublishAsync("compared", null, Route("compared", "moved", 2), Route("compared", "passing", 1));
        await root.For("compared").SendAsync("DELETE", "routes/passing");
        var last = await PublishAsync("compared", null, Route("compared", "moved", 3));
        var forth = await root.For("compared").GetAsync($"config/versions/{first}/diff/{last}");
        Assert.That(forth["changes"]!.AsArray().Select(change => change!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "moved" }), "what came and went between them is no difference");
        Assert.That((forth["changes"]![0]!["before"]!["order"]!.GetValue<int>(), forth["changes"]![0]!["after"]!["order"]!.GetValue<int>()), Is.EqualTo((1, 3)));
        var back = await root.For("compared").GetAsync($"config/versions/{last}/diff/{first}");
        Assert.That(back["changes"]![0]!["after"]!["order"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(await root.For("compared").StatusAsync("GET", $"config/versions/{first}/diff/100000"), Is.EqualTo(404));
    }

    [Test]
    public async Task A_rollback_makes_a_version_with_what_stood_then_after_a_preview()
    {
        var caller = root.For("back");
        var good = await PublishAsync("back", null, Route("back", "changed", 1), Route("back", "removed", 1));
        await PublishAsync("back", null, Route("back", "changed", 9), Route("back", "made", 1));
        await caller.SendAsync("DELETE", "routes/removed");

        var preview = await caller.PostAsync($"config/versions/{good}/rollback?dryRun=true", new { }, 200);
        Assert.That(Acts(preview), Is.EquivalentTo(new[] { "update changed", "delete made", "create removed" }));
        Assert.That(preview["applied"]!.GetValue<bool>(), Is.False);
        Assert.That(Orders(await caller.GetAsync("config")), Is.EqualTo(new[] { "changed 9", "made 1" }), "a preview changes nothing");

        var done = await caller.PostAsync($"config/versions/{good}/rollback?message=Was+better", new { }, 200);
        Assert.That(done["applied"]!.GetValue<bool>());
        Assert.That(Orders(await caller.GetAsync("config")), Is.EqualTo(new[] { "changed 1", "removed 1" }));
        await stand.Gateway.ServesAsync(done["version"]!.GetValue<int>());
        var newest = (await caller.GetAsync("config/versions?limit=1"))["items"]![0]!;
        Assert.That((newest["number"]!.GetValue<int>(), newest["message"]!.GetValue<string>()), Is.EqualTo((done["version"]!.GetValue<int>(), "Was better")));
        Assert.That((await caller.GetAsync("audit?action=rollback"))["items"]![0]!["id"]!.GetValue<string>(), Is.EqualTo($"{good}"));

        var again = await caller.PostAsync($"config/versions/{good}/rollback", new { }, 200);
        Assert.That(again["applied"]!.GetValue<bool>(), Is.False, "it is there already");
        Assert.That(await caller.StatusAsync("POST", "config/versions/100000/rollback", new { }), Is.EqualTo(404));
    }

    [Test]
    public async Task A_rollback_after_somebody_else_published_is_refused()
    {
        var good = await PublishAsync("raced", null, Route("raced", "one", 1));
        var seen = await PublishAsync("raced", null, Route("raced", "one", 2));
        await PublishAsync("raced", null, Route("raced", "one", 3));
        using var late = new HttpRequestMessage(HttpMethod.Post, $"config/versions/{good}/rollback");
        late.Headers.Add("X-Tenant", "raced");
        late.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        using var answer = await stand.Gateway.Api.SendAsync(late);
        Assert.That((int)answer.StatusCode, Is.EqualTo(412));
        Assert.That(Orders(await root.For("raced").GetAsync("config")), Is.EqualTo(new[] { "one 3" }));
    }

    [Test]
    public async Task No_rollback_revives_a_key_or_removes_one_that_is_in_use()
    {
        var caller = root.For("keyed");
        await PublishAsync("keyed", null);
        await caller.PostAsync("keys", new { id = "revoked", name = "Old name" });
        await caller.PostAsync("keys", new { id = "rotated", name = "Rotated" });
        await caller.PostAsync("keys", new { id = "gone", name = "Gone" });
        var good = (await caller.GetAsync("config/versions?limit=1"))["items"]![0]!["number"]!.GetValue<int>();
        await caller.JsonAsync("PATCH", "keys/revoked", new { name = "New name" }, 200);
        await caller.PostAsync("keys/revoked/revoke", new { }, 200);
        var secret = (await caller.PostAsync("keys/rotated/rotate", new { graceSeconds = 0 }, 200))["key"]!.GetValue<string>();
        await caller.SendAsync("DELETE", "keys/gone");
        await caller.PostAsync("keys", new { id = "since", name = "Since" });

        var done = await caller.PostAsync($"config/versions/{good}/rollback", new { }, 200);
        Assert.That(Acts(done), Is.EqualTo(new[] { "update revoked" }));
        Assert.That(done["left"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()), Is.EquivalentTo(new[] { "gone", "since" }));
        var revoked = await caller.GetAsync("keys/revoked");
        Assert.That((revoked["name"]!.GetValue<string>(), revoked["state"]!.GetValue<string>()), Is.EqualTo(("Old name", "revoked")));
        Assert.That((await caller.GetAsync("keys/rotated"))["lastFour"]!.GetValue<string>(), Is.EqualTo(secret[^4..]), "the secret of now");
        Assert.That(await caller.StatusAsync("GET", "keys/gone"), Is.EqualTo(404));
        Assert.That(await caller.StatusAsync("GET", "keys/since"), Is.EqualTo(200));
    }

    [Test]
    public async Task A_tenant_sees_and_takes_back_its_own_part_alone()
    {
        var both = (await root.JsonAsync("PUT", "config?message=About+both", new
        {
            tenants = new[] { new { id = "mine", name = "Mine" }, new { id = "theirs", name = "Theirs" } },
            clusters = new[] { Cluster("mine"), Cluster("theirs") },
            routes = new[] { Route("mine", "one", 1), Route("theirs", "secret", 1) },
        }, 200))["version"]!.GetValue<int>();
        var foreign = await PublishAsync("theirs", null, Route("theirs", "secret", 2));
        var own = await PublishAsync("mine", null, Route("mine", "one", 2));
        var editor = await ApiCaller.OfRoleAsync(stand.Gateway, "tenantEditor", "mine");

        var list = await editor.GetAsync("config/versions");
        Assert.That(Numbers(list), Is.EqualTo(new[] { own, both }));
        Assert.That(list["items"]![1]!["message"], Is.Null, "words about several tenants");
        Assert.That(await editor.StatusAsync("GET", $"config/versions/{foreign}"), Is.EqualTo(404));
        Assert.That(list.ToJsonString() + (await editor.GetAsync($"config/versions/{both}?document=true")).ToJsonString() + (await editor.GetAsync($"config/versions/0/diff/{own}")).ToJsonString(), Does.Not.Contain("secret").And.Not.Contain("theirs"));

        var done = await editor.PostAsync($"config/versions/{both}/rollback", new { }, 200);
        Assert.That(Acts(done), Is.EqualTo(new[] { "update one" }));
        Assert.That(Orders(await root.For("theirs").GetAsync("config")), Is.EqualTo(new[] { "secret 2" }), "the other tenant stays");
        var viewer = await ApiCaller.OfRoleAsync(stand.Gateway, "tenantViewer", "mine");
        Assert.That(await viewer.StatusAsync("POST", $"config/versions/{both}/rollback", new { }), Is.EqualTo(403));
    }

    async Task<int> PublishAsync(string tenant, string? message, params object[] routes) =>
        (await root.JsonAsync("PUT", $"config?message={Uri.EscapeDataString(message ?? "")}", new { tenants = new[] { new { id = tenant, name = tenant } }, clusters = new[] { Cluster(tenant) }, routes }, 200))["version"]!.GetValue<int>();

    object Cluster(string tenant) => new { id = "main", tenant, destinations = new[] { new { id = "a", address = stand.Upstream.Address } } };

    static object Route(string tenant, string id, int order) => new { id, tenant, cluster = "main", order, match = new { path = $"/{tenant}/{id}" } };

    static IEnumerable<int> Numbers(JsonNode page) => page["items"]!.AsArray().Select(one => one!["number"]!.GetValue<int>());

    static IEnumerable<string> Orders(JsonNode document) => document["routes"]!.AsArray().Select(route => $"{route!["id"]} {route["order"]}");

    static IEnumerable<string> Acts(JsonNode answer) => answer["changes"]!.AsArray().Select(change => $"{(change!["before"] is null ? "create" : change["after"] is null ? "delete" : "update")} {change["id"]}");
}
