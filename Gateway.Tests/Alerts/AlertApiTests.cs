using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>Alerts from outside: the collection, how they stand, the log, what is seen.</summary>
public sealed class AlertApiTests
{
    TestStand stand = null!;
    ApiCaller acme = null!;
    volatile int status = 200;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        acme = ApiCaller.Root(stand.Gateway).For("acme");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task The_alert_of_the_contract_is_taken_as_it_is_and_found_in_list_and_export()
    {
        var made = await acme.PostAsync("alerts", Contract());
        Assert.That(made["when"]!["all"]![0]!["series"]!.GetValue<string>(), Is.EqualTo("errorRate"));
        Assert.That((made["state"]!.GetValue<string>(), made["version"]!.GetValue<int>(), made["noData"]!.GetValue<string>()), Is.EqualTo(("ok", 1, "ok")));
        var read = await acme.GetAsync("alerts/orders-failing");
        Assert.That(read["resolveBelow"]!.GetValue<double>(), Is.EqualTo(0.02));
        Assert.That((await acme.GetAsync("alerts?search=failing"))["items"]!.AsArray(), Has.Count.EqualTo(1));

        var exported = (await acme.GetAsync("config"))["alerts"]!.AsArray().Single(alert => alert!["id"]!.GetValue<string>() == "orders-failing")!;
        Assert.That(exported.AsObject().Select(field => field.Key), Has.None.EqualTo("state").And.None.EqualTo("version").And.None.EqualTo("updatedAt"));
        var again = await acme.JsonAsync("PUT", "config?dryRun=true", new { alerts = new[] { exported } }, 200);
        Assert.That(again.ToJsonString(), Does.Not.Contain("orders-failing"), "what was exported changes nothing");
        Assert.That((await acme.GetAsync("config/schema"))["properties"]!["alerts"]!.ToJsonString(), Does.Contain("resolveBelow").And.Contain("keepFiring"));

        var (changed, _) = await acme.SendAsync("PATCH", "alerts/orders-failing", new { severity = "info" });
        Assert.That(changed, Is.EqualTo(200));
        Assert.That((await acme.GetAsync("alerts/orders-failing/versions"))["items"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That((await acme.GetAsync("alerts/orders-failing/versions/1"))["severity"]!.GetValue<string>(), Is.EqualTo("critical"));
    }

    [Test]
    public async Task What_is_wrong_is_told_at_its_path()
    {
        var alert = Contract();
        alert["id"] = "wrong";
        alert["when"]!["all"]![0]!["reduce"] = "mean";
        alert["when"]!["all"]![0]!["op"] = "above";
        alert["team"] = "nope";
        alert["dashboard"] = "nope";
        alert["channels"] = new JsonArray("Not An Id");
        var errors = await acme.RefusedAsync("POST", "alerts", alert);
        Assert.That(errors.Select(each => each.Key), Is.EquivalentTo(new[] { "channels[0]", "dashboard", "team", "when.all[0].op", "when.all[0].reduce" }));
        var unknown = Contract();
        unknown["when"]!["all"]![0]!["treshold"] = 1;
        Assert.That((await acme.RefusedAsync("POST", "alerts", unknown)).Select(each => each.Key), Is.EqualTo(new[] { "when.all[0].treshold" }));
        var imported = await acme.RefusedAsync("PUT", "config", new { alerts = new[] { alert } });
        Assert.That(imported.Select(each => each.Key), Does.Contain("alerts[0].when.all[0].op"));
    }

    [Test]
    public async Task Real_traffic_fires_it_and_its_end_resolves_it_and_both_are_in_the_inbox()
    {
        status = 500;
        await acme.PostAsync("alerts", Quick("live"));
        await TrafficUntilAsync("live", "firing");
        var state = await acme.GetAsync("alerts/live/state");
        var condition = state["instances"]![0]!["conditions"]![0]!;
        Assert.That((condition["verdict"]!.GetValue<string>(), condition["path"]!.GetValue<string>()), Is.EqualTo(("met", "when")));
        Assert.That(condition["value"]!.GetValue<double>(), Is.GreaterThan(0.5));

        status = 200;
        await TrafficUntilAsync("live", "ok");
        var events = (await acme.GetAsync("alert-events?alert=live"))["items"]!.AsArray();
        Assert.That(events.Select(each => each!["to"]!.GetValue<string>()), Is.EqualTo(new[] { "ok", "firing" }), "the newest first");
        Assert.That(events.Select(each => each!["incident"]!.GetValue<string>()).Distinct().Count(), Is.EqualTo(1));
        var id = events[1]!["id"]!.GetValue<long>();
        var whole = await acme.GetAsync($"alert-events/{id}");
        Assert.That(whole["series"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(whole["message"]!.GetValue<string>(), Does.Match(@"^Orders fail: \d+(\.\d+)? %$"));
        Assert.That((await acme.GetAsync("alert-events?alert=live&limit=1"))["next"], Is.Not.Null);
    }

    [Test]
    public async Task A_test_is_marked_and_each_person_sees_for_itself()
    {
        var alert = Quick("tried");
        alert["enabled"] = false;
        await acme.PostAsync("alerts", alert);
        var viewer = await ApiCaller.OfRoleAsync(stand.Gateway, "tenantViewer", "acme");
        await viewer.JsonAsync("POST", "alert-events/seen", new { }, 200);
        Assert.That(await CountAsync(viewer), Is.Zero);
        var ids = new List<long>();
        for (var number = 0; number < 3; number++)
            ids.Add((await acme.JsonAsync("POST", "alerts/tried/test", new { }, 202))["id"]!.GetValue<long>());
        Assert.That((await acme.GetAsync($"alert-events/{ids[0]}"))["isTest"]!.GetValue<bool>());
        Assert.That(await viewer.StatusAsync("POST", "alerts/tried/test", new { }), Is.EqualTo(403));

        Assert.That(await CountAsync(viewer), Is.EqualTo(3));
        Assert.That(await viewer.StatusAsync("POST", $"alert-events/{ids[1]}/seen"), Is.EqualTo(204));
        Assert.That(await viewer.StatusAsync("POST", $"alert-events/{ids[1]}/seen"), Is.EqualTo(204), "twice is once");
        Assert.That(await CountAsync(viewer), Is.EqualTo(2));
        var unseen = (await viewer.GetAsync("alert-events?alert=tried&seen=false"))["items"]!.AsArray();
        Assert.That(unseen.Select(each => each!["id"]!.GetValue<long>()), Is.EqualTo(new[] { ids[2], ids[0] }));
        var marked = await viewer.JsonAsync("POST", "alert-events/seen", new { until = ids[1] }, 200);
        Assert.That(marked["updated"]!.GetValue<long>(), Is.EqualTo(1));
        Assert.That((await viewer.GetAsync("alert-events?alert=tried&seen=true"))["items"]!.AsArray(), Has.Count.EqualTo(2));
        await viewer.JsonAsync("POST", "alert-events/seen", new { }, 200);
        Assert.That(await CountAsync(viewer), Is.Zero);
        Assert.That(await viewer.StatusAsync("POST", "alert-events/999999/seen"), Is.EqualTo(404));
        var other = await ApiCaller.OfRoleAsync(stand.Gateway, "tenantAdmin", "acme");
        Assert.That(await CountAsync(other), Is.GreaterThanOrEqualTo(3), "who has not looked has not seen");
    }

    [Test]
    public async Task Check_shows_what_is_and_a_back_test_what_would_have_been()
    {
        using (await stand.Gateway.Client.GetAsync("/open/1"))
            await stand.Gateway.DrainedAsync();
        var check = await acme.JsonAsync("POST", "alerts/check", new { alert = Contract() }, 200);
        Assert.That(check["instances"]![0]!["conditions"]![0]!["threshold"]!.GetValue<double>(), Is.EqualTo(0.05));
        Assert.That(check["met"]!.GetValue<string>(), Is.EqualTo("notMet").Or.EqualTo("noData").Or.EqualTo("met"));
        var result = await acme.JsonAsync("POST", "alerts/backtest", new { alert = Contract(), range = new { from = "now-1h", to = "now" } }, 200);
        Assert.That(result["evaluations"]!.GetValue<int>(), Is.InRange(119, 121));
        Assert.That(result["series"]![0]!["threshold"]!.GetValue<double>(), Is.EqualTo(0.05));
        var wrong = Contract();
        wrong["when"]!["all"]![0]!["op"] = "above";
        var errors = await acme.RefusedAsync("POST", "alerts/backtest", new { alert = wrong, range = new { from = "never", to = "now" } });
        Assert.That(errors.Select(each => each.Key), Does.Contain("alert.when.all[0].op"));
        Assert.That((await acme.RefusedAsync("POST", "alerts/backtest", new { alert = Contract(), range = new { from = "now-2y", to = "now" } })).Select(each => each.Key), Is.EqualTo(new[] { "range" }));
    }

    [Test]
    public async Task A_team_has_its_own_alerts_and_sees_no_others()
    {
        await acme.PostAsync("teams", new { id = "alerting", name = "Alerting" });
        await acme.PostAsync("alerts", Quick("of-tenant"));
        var team = await ApiCaller.OfRoleAsync(stand.Gateway, "teamAdmin", "acme", "alerting");
        var own = Quick("of-team");
        Assert.That(await team.StatusAsync("POST", "alerts", own), Is.EqualTo(403), "not for the whole tenant");
        Assert.That(await team.StatusAsync("POST", "alerts/check", new { alert = own }), Is.EqualTo(403), "nor a look at its traffic");
        own["team"] = "alerting";
        await team.PostAsync("alerts", own);
        Assert.That((await team.GetAsync("alerts"))["items"]!.AsArray().Select(each => each!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "of-team" }));
        Assert.That(await team.StatusAsync("GET", "alerts/of-tenant/state"), Is.EqualTo(404));
        await team.JsonAsync("POST", "alerts/of-team/test", new { }, 202);
        Assert.That((await team.GetAsync("alert-events"))["items"]!.AsArray().Select(each => each!["alert"]!.GetValue<string>()).Distinct(), Is.EqualTo(new[] { "of-team" }));
        Assert.That(await team.StatusAsync("DELETE", "alerts/of-team"), Is.EqualTo(204));
    }

    [Test]
    public async Task Templates_can_be_made_as_they_are_and_those_of_the_platform_are_for_the_platform()
    {
        var root = ApiCaller.Root(stand.Gateway);
        var all = (await root.GetAsync("alerts/templates"))["items"]!.AsArray();
        var tenants = (await acme.GetAsync("alerts/templates"))["items"]!.AsArray();
        Assert.That(all, Has.Count.EqualTo(9));
        Assert.That(tenants, Has.Count.EqualTo(7));
        foreach (var template in all)
        {
            var alert = template!["alert"]!.DeepClone().AsObject();
            alert["id"] = $"t-{alert["id"]}";
            alert["tenant"] = template["ofPlatform"]!.GetValue<bool>() ? "platform" : "acme";
            await root.PostAsync("alerts", alert);
        }

        var editor = await ApiCaller.OfRoleAsync(stand.Gateway, "tenantEditor", "acme");
        Assert.That(await editor.StatusAsync("POST", "alerts", new { id = "x", tenant = "platform", name = "X", when = new { health = "databaseAway" } }), Is.EqualTo(422));
    }

    static async Task<int> CountAsync(ApiCaller caller) => (await caller.GetAsync("alert-events/unseen"))["count"]!.GetValue<int>();

    Task TrafficUntilAsync(string alert, string state) => Eventually.HoldsAsync(
        async () =>
        {
            using (await stand.Gateway.Client.GetAsync("/open/1"))
                return (await acme.GetAsync($"alerts/{alert}/state"))["state"]!.GetValue<string>() == state;
        },
        $"{alert} is {state}",
        TimeSpan.FromSeconds(40));

    static JsonObject Contract() => JsonNode.Parse("""
        { "id": "orders-failing", "tenant": "acme", "name": "Orders failing", "severity": "critical", "enabled": true,
          "when": { "all": [ { "query": { "measures": ["errorRate"], "filters": [{ "dimension": "route", "op": "is", "values": ["orders"] }] },
                               "series": "errorRate", "reduce": "max", "op": ">", "threshold": 0.05 } ] },
          "window": "00:05:00", "every": "00:00:30", "for": "00:00:00", "cooldown": "00:10:00", "resolveBelow": 0.02,
          "noData": "ok", "onError": "alert", "channels": [], "message": "Orders fail: {value}" }
        """)!.AsObject();

    static JsonObject Quick(string id) => JsonNode.Parse($$"""
        { "id": "{{id}}", "name": "Quick", "when": { "query": { "measures": ["errorRate"] }, "reduce": "max", "op": ">", "threshold": 0.5 },
          "window": "00:00:03", "every": "00:00:01", "message": "Orders fail: {value}" }
        """)!.AsObject();
}
