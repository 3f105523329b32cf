using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Tests.Access;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Kpi;

/// <summary>Who may ask which preset about whom: one table, and the four cases of the rules to the letter.</summary>
public sealed class KpiAccessTests
{
    const string Everyone = "traffic/total";
    const string Platform = "traffic/top-tenants";
    const string Admin = "consumers/top-users";

    readonly Dictionary<string, ApiCaller> callers = [];
    KpiStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await KpiStand.StartAsync();
        foreach (var role in new[] { "platformAdmin", "platformObserver" })
            callers[role] = await ApiCaller.OfRoleAsync(stand.Gateway, role);
        foreach (var role in new[] { "tenantAdmin", "tenantEditor", "tenantViewer" })
            callers[role] = await ApiCaller.OfRoleAsync(stand.Gateway, role, "acme");
        foreach (var role in new[] { "teamAdmin", "teamViewer" })
            callers[role] = await ApiCaller.OfRoleAsync(stand.Gateway, role, "acme", "shop");
        callers["nobody"] = (await People.AddAsync(stand.Gateway, "acme", "nobody")).For("acme");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    // Role, preset, and the status with: no team, the own (shop), another of the tenant, another tenant's, none there is.
    [TestCase("platformAdmin", Everyone, 200, 400, 400, 400, 400)]
    [TestCase("platformAdmin", Platform, 200, 400, 400, 400, 400)]
    [TestCase("platformAdmin", Admin, 200, 400, 400, 400, 400)]
    [TestCase("platformObserver", Everyone, 200, 400, 400, 400, 400)]
    [TestCase("platformObserver", Platform, 200, 400, 400, 400, 400)]
    [TestCase("platformObserver", Admin, 403, 403, 403, 403, 403)]
    [TestCase("tenantAdmin", Everyone, 200, 200, 200, 403, 403)]
    [TestCase("tenantAdmin", Platform, 403, 403, 403, 403, 403)]
    [TestCase("tenantAdmin", Admin, 200, 200, 200, 403, 403)]
    [TestCase("tenantEditor", Everyone, 200, 200, 200, 403, 403)]
    [TestCase("tenantEditor", Platform, 403, 403, 403, 403, 403)]
    [TestCase("tenantEditor", Admin, 403, 403, 403, 403, 403)]
    [TestCase("tenantViewer", Everyone, 200, 200, 200, 403, 403)]
    [TestCase("tenantViewer", Platform, 403, 403, 403, 403, 403)]
    [TestCase("tenantViewer", Admin, 403, 403, 403, 403, 403)]
    [TestCase("teamAdmin", Everyone, 200, 200, 403, 403, 403)]
    [TestCase("teamAdmin", Platform, 403, 403, 403, 403, 403)]
    [TestCase("teamAdmin", Admin, 403, 403, 403, 403, 403)]
    [TestCase("teamViewer", Everyone, 200, 200, 403, 403, 403)]
    [TestCase("teamViewer", Platform, 403, 403, 403, 403, 403)]
    [TestCase("teamViewer", Admin, 403, 403, 403, 403, 403)]
    [TestCase("nobody", Everyone, 200, 403, 403, 403, 403)]
    [TestCase("nobody", Platform, 403, 403, 403, 403, 403)]
    [TestCase("nobody", Admin, 403, 403, 403, 403, 403)]
    public async Task A_role_gets_what_the_table_says(string role, string preset, params int[] statuses)
    {
        foreach (var (team, expected) in new[] { null, "shop", "web", "spies", "missing" }.Zip(statuses))
        {
            var (status, text) = await AskAsync(callers[role], preset, team);
            Assert.That(status, Is.EqualTo(expected), $"team {team}: {text}");
            var posted = await callers[role].StatusAsync("POST", "kpi/query", new { preset, parameters = team is null ? [] : new Dictionary<string, string> { ["team"] = team } });
            Assert.That(posted, Is.EqualTo(expected), $"team {team}, by body");
            if (!role.StartsWith("platform", StringComparison.Ordinal))
                Assert.That(text, Does.Not.Contain("Other-marker").IgnoreCase);
        }
    }

    [TestCaseSource(nameof(Roles))]
    public async Task A_list_offers_what_may_be_asked_and_nothing_else(string role)
    {
        var offers = (await callers[role].GetAsync("kpi/presets"))["items"]!.AsArray().Select(offer => offer!["name"]!.GetValue<string>()).ToList();
        Assert.That(offers, Does.Contain(Everyone));
        foreach (var preset in new[] { Platform, Admin, "gateway/by-node" })
        {
            var (status, _) = await AskAsync(callers[role], preset, null);
            Assert.That(offers.Contains(preset), Is.EqualTo(status == 200), preset);
        }
    }

    [Test]
    public async Task Without_a_platform_role_a_platform_preset_is_403()
    {
        foreach (var preset in new[] { Platform, "gateway/by-node", "gateway/nodes-over-time" })
        {
            Assert.That((await AskAsync(callers["tenantAdmin"], preset, null)).Status, Is.EqualTo(403));
            Assert.That((await AskAsync(callers["platformObserver"], preset, null)).Status, Is.EqualTo(200));
            Assert.That((await AskAsync(callers["platformObserver"].For("acme"), preset, null)).Status, Is.EqualTo(400), "it compares tenants");
        }

        var body = new { queries = new[] { new { @ref = "a", preset = Platform } } };
        Assert.That(await callers["tenantAdmin"].StatusAsync("POST", "query", body), Is.EqualTo(422), "nor by a query of one's own");
    }

    [Test]
    public async Task A_named_foreign_team_is_403_with_the_same_words_as_one_that_is_not_there()
    {
        var (_, foreign) = await AskAsync(callers["teamViewer"], Everyone, "spies");
        var (_, missing) = await AskAsync(callers["teamViewer"], Everyone, "spoon");
        Assert.That(Without(foreign, "spies"), Is.EqualTo(Without(missing, "spoon")));
        var (both, _) = await callers["teamViewer"].SendAsync("GET", $"kpi/query?preset={Everyone}&team=shop&team=web");
        Assert.That(both, Is.EqualTo(403), "one of two");
    }

    [Test]
    public async Task A_team_on_a_preset_without_a_team_dimension_is_400_and_named()
    {
        var (status, text) = await AskAsync(callers["platformAdmin"], Platform, "shop");
        Assert.That(status, Is.EqualTo(400));
        Assert.That(JsonNode.Parse(text)!["errors"]!["team"]![0]!.GetValue<string>(), Does.Contain("accepted: from, to, zone"));
    }

    [TestCase("traffic/total", "number")]
    [TestCase("traffic/requests", "series")]
    [TestCase("traffic/top-routes", "ranking")]
    [TestCase("traffic/summary", "table")]
    [TestCase("performance/heatmap", "matrix")]
    public async Task Without_teams_the_answer_is_empty_and_keeps_its_shape(string preset, string shape)
    {
        foreach (var caller in new[] { callers["nobody"], callers["nobody"].For(null) })
        {
            var (status, text) = await caller.SendAsync("GET", $"kpi/query?preset={preset}&{stand.Range}");
            Assert.That(status, Is.EqualTo(200), text);
            var answer = JsonNode.Parse(text)!;
            Assert.That(answer["result"]!["shape"]!.GetValue<string>(), Is.EqualTo(shape));
            Assert.That(answer["result"]!["reason"]!.GetValue<string>(), Is.EqualTo("nothing recorded yet"));
            Assert.That(answer["scope"]!["kind"]!.GetValue<string>(), Is.EqualTo("nothing"));
        }

        Assert.That((await AskAsync(callers["nobody"].For("other"), preset, null)).Status, Is.EqualTo(403), "a tenant that is not the home");
    }

    [Test]
    public async Task Who_has_several_tenants_says_which_is_meant()
    {
        var two = await People.AddAsync(stand.Gateway, "platform", "two", [People.Grant(Role.TenantAdmin, "acme"), People.Grant(Role.TenantAdmin, "other")]);
        Assert.That((await AskAsync(two, Everyone, null)).Status, Is.EqualTo(400));
        Assert.That((await AskAsync(two.For("other"), Everyone, null)).Status, Is.EqualTo(200));
    }

    static IEnumerable<string> Roles => ["platformAdmin", "platformObserver", "tenantAdmin", "tenantEditor", "tenantViewer", "teamAdmin", "teamViewer", "nobody"];

    Task<(int Status, string Text)> AskAsync(ApiCaller caller, string preset, string? team) =>
        caller.SendAsync("GET", $"kpi/query?preset={preset}&{stand.Range}{(team is null ? "" : $"&team={team}")}");

    static string Without(string problem, string word)
    {
        var json = JsonNode.Parse(problem)!.AsObject();
        json.Remove("traceId");
        return json.ToJsonString().Replace(word, "", StringComparison.Ordinal);
    }
}
