using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Kpi;

/// <summary>Presets with typed parameters: what is offered is what is taken, and the scope comes from who asks.</summary>
public sealed class KpiQueryTests
{
    KpiStand stand = null!;
    ApiCaller admin = null!;
    ApiCaller shop = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await KpiStand.StartAsync();
        admin = await ApiCaller.OfRoleAsync(stand.Gateway, "tenantAdmin", "acme");
        shop = await ApiCaller.OfRoleAsync(stand.Gateway, "teamViewer", "acme", "shop");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Every_offered_preset_answers_in_its_shape_with_every_parameter_it_names()
    {
        var offers = (await admin.GetAsync("kpi/presets"))["items"]!.AsArray();
        Assert.That(offers, Has.Count.GreaterThan(40));
        foreach (var offer in offers)
        {
            var name = offer!["name"]!.GetValue<string>();

            // A question takes at most 20 filters.
            foreach (var parameters in offer["parameters"]!.AsArray().Select(parameter => $"{parameter!["name"]}={Value(parameter)}").Chunk(15))
            {
                var answer = await admin.GetAsync($"kpi/query?preset={name}&{string.Join('&', parameters)}");
                Assert.That(answer["result"]!["shape"]!.GetValue<string>(), Is.EqualTo(offer["shape"]!.GetValue<string>()), name);
                Assert.That(answer["preset"]!.GetValue<string>(), Is.EqualTo(name));
            }
        }
    }

    [Test]
    public async Task The_address_and_the_body_ask_the_same()
    {
        var byAddress = await admin.GetAsync($"kpi/query?preset=traffic/top-routes&{stand.Range}&limit=1&method=GET&route=orders&route=site");
        var range = stand.Range.Split('&').ToDictionary(part => part.Split('=')[0], part => (object)part.Split('=')[1]);
        var parameters = new Dictionary<string, object>(range) { ["limit"] = 1, ["method"] = "GET", ["route"] = new[] { "orders", "site" } };
        var byBody = await admin.PostAsync("kpi/query", new { preset = "traffic/top-routes", parameters }, 200);
        foreach (var answer in new[] { byAddress, byBody })
            answer["result"]!.AsObject().Remove("completeUntil");
        Assert.That(JsonNode.DeepEquals(byAddress, byBody), $"{byAddress}\n{byBody}");
        Assert.That(byBody["result"]!["rows"]![0]!["values"]!["requests"]!.GetValue<double>(), Is.EqualTo(3));
        Assert.That(byBody["result"]!["other"]!["requests"]!.GetValue<double>(), Is.EqualTo(2));
    }

    [TestCase("preset=traffic/nothing", 404, null)]
    [TestCase("", 400, "preset")]
    [TestCase("preset=traffic/total&speed=1", 400, "speed")]
    [TestCase("preset=traffic/total&interval=1h", 400, "interval")]
    [TestCase("preset=traffic/total&limit=3", 400, "limit")]
    [TestCase("preset=traffic/total&From=now", 400, "From")]
    [TestCase("preset=traffic/total&from=now-1h&from=now", 400, "from")]
    [TestCase("preset=traffic/total&from=yesterday", 400, "from")]
    [TestCase("preset=traffic/total&from=2026-11-20T08:00:00", 400, "from")]
    [TestCase("preset=traffic/total&from=now&to=now-1h", 400, "from")]
    [TestCase("preset=traffic/total&zone=Mars/Olympus", 400, "zone")]
    [TestCase("preset=traffic/total&compare=never", 400, "compare")]
    [TestCase("preset=traffic/total&method=FETCH", 400, "method")]
    [TestCase("preset=traffic/total&tenant=other", 400, "tenant")]
    [TestCase("preset=traffic/total&view=both", 400, "view")]
    [TestCase("preset=traffic/top-routes&limit=many", 400, "limit")]
    [TestCase("preset=traffic/top-routes&limit=1001", 400, "limit")]
    [TestCase("preset=traffic/requests&interval=7m", 400, "interval")]
    [TestCase("preset=traffic/requests&from=now-5y&interval=1m", 400, "interval")]
    public async Task What_is_wrong_is_named(string question, int status, string? parameter)
    {
        var (answered, text) = await admin.SendAsync("GET", $"kpi/query?{question}");
        Assert.That(answered, Is.EqualTo(status), text);
        if (parameter is not null)
            Assert.That(JsonNode.Parse(text)!["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { parameter }));
    }

    [Test]
    public async Task Everything_that_is_wrong_is_named_at_once_and_a_body_is_no_looser()
    {
        var (status, text) = await admin.SendAsync("POST", "kpi/query", new { preset = "traffic/top-routes", parameters = new { limit = "x", speed = 1, view = "both" } });
        Assert.That(status, Is.EqualTo(400), text);
        Assert.That(JsonNode.Parse(text)!["errors"]!.AsObject().Select(error => error.Key), Is.EquivalentTo(new[] { "limit", "speed", "view" }));
        foreach (var body in new object[] { new { parameters = new { } }, new { preset = "traffic/total", parameters = new { from = true } }, new { preset = "traffic/total", sql = "drop" }, new { preset = "traffic/total", parameters = new { route = new { } } } })
            Assert.That(await admin.StatusAsync("POST", "kpi/query", body), Is.EqualTo(400));
    }

    [Test]
    public async Task A_teams_answer_is_of_its_routes_and_never_changes_with_what_others_do()
    {
        Assert.That(await RoutesAsync(shop, "traffic/top-routes"), Is.EqualTo(new[] { "orders 3" }));
        Assert.That(await RoutesAsync(admin, "traffic/top-routes", "&team=shop"), Is.EqualTo(new[] { "orders 3" }));
        Assert.That(await RoutesAsync(admin, "traffic/top-routes"), Is.EqualTo(new[] { "orders 3", "site 2", "open 1" }));
        var before = (await shop.GetAsync(Address("traffic/summary", "&method=GET&method=POST")))["result"]!["rows"]!.ToJsonString();
        var random = new Random(5);
        await stand.StoreAsync([.. Enumerable.Range(0, 50).Select(_ => stand.Event("far") with
        {
            Tenant = random.Next(2) == 0 ? "other" : "third",
            Team = random.Next(2) == 0 ? "shop" : "web",
            Status = (short)(random.Next(2) == 0 ? 500 : 200),
        })]);
        Assert.That((await shop.GetAsync(Address("traffic/summary", "&method=POST&method=GET")))["result"]!["rows"]!.ToJsonString(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_a_team_consumes_is_a_view_of_its_own_by_its_keys()
    {
        Assert.That(await RoutesAsync(shop, "traffic/top-routes", "&view=consumes"), Is.EqualTo(new[] { "site 2" }));
        Assert.That(await RoutesAsync(admin, "traffic/top-routes", "&view=consumes&team=web"), Is.EqualTo(new[] { "orders 3" }));
        var answer = await shop.GetAsync(Address("traffic/total", "&view=consumes"));
        Assert.That(answer["scope"]!.ToJsonString(), Is.EqualTo("""{"kind":"teams","tenant":"acme","teams":["shop"],"view":"consumes","keys":["mobile"]}"""));
        Assert.That((await shop.GetAsync(Address("traffic/total")))["scope"]!["view"]!.GetValue<string>(), Is.EqualTo("provides"));
        Assert.That(await admin.StatusAsync("GET", Address("traffic/total", "&view=consumes")), Is.EqualTo(400), "a view of a team needs a team");
        Assert.That(await shop.StatusAsync("GET", Address("traffic/total", "&view=consumes&team=web")), Is.EqualTo(403));
    }

    [Test]
    public async Task Who_consumes_does_not_see_what_is_behind_the_routes_of_others()
    {
        Assert.That(await shop.StatusAsync("GET", Address("upstreams/by-cluster")), Is.EqualTo(200));
        Assert.That(await shop.StatusAsync("GET", Address("upstreams/by-cluster", "&view=consumes")), Is.EqualTo(400));
        var (status, text) = await shop.SendAsync("GET", Address("traffic/total", "&view=consumes&cluster=hidden"));
        Assert.That(status, Is.EqualTo(400), "nor by guessing");
        Assert.That(JsonNode.Parse(text)!["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { "cluster" }));
    }

    [Test]
    public async Task Users_are_pseudonyms_and_for_administrators()
    {
        var rows = (await admin.GetAsync(Address("consumers/top-users")))["result"]!["rows"]!.AsArray();
        Assert.That(rows.Select(row => row!["key"]?.GetValue<string>()), Is.EqualTo(new[] { stand.Consumer("acme", "robots").ToString("x16"), stand.Consumer("acme", "ada").ToString("x16"), null }));
        Assert.That(rows.ToJsonString(), Does.Not.Contain("robots").And.Not.Contains("ada"));
        var query = new { queries = new[] { new { @ref = "a", measures = new[] { "requests" }, split = "user" } } };
        Assert.That(await admin.StatusAsync("POST", "query", query), Is.EqualTo(200));
        Assert.That(await (await ApiCaller.OfRoleAsync(stand.Gateway, "tenantViewer", "acme")).StatusAsync("POST", "query", query), Is.EqualTo(422));
        Assert.That(await (await ApiCaller.OfRoleAsync(stand.Gateway, "platformObserver")).StatusAsync("POST", "query", query), Is.EqualTo(422));
    }

    async Task<string[]> RoutesAsync(ApiCaller caller, string preset, string more = "") =>
        [.. (await caller.GetAsync(Address(preset, more)))["result"]!["rows"]!.AsArray().Select(row => $"{row!["key"]} {row["values"]!["requests"]}")];

    string Address(string preset, string more = "") => $"kpi/query?preset={preset}&{stand.Range}{more}";

    /// <summary>A value that the parameter says it takes.</summary>
    static string Value(JsonNode parameter) => parameter["name"]!.GetValue<string>() switch
    {
        "team" => "shop",
        "user" => "00000000000000ff",
        "status" or "configVersion" => "200",
        _ => parameter["accepted"]?.AsArray() is [.., { } last] ? last.GetValue<string>()
            : parameter["default"]?.GetValue<string>() ?? "x",
    };
}
