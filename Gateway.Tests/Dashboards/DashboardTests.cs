using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using static Gateway.Tests.Dashboards.DashboardStand;

namespace Gateway.Tests.Dashboards;

/// <summary>Making, reading, saving and removing dashboards.</summary>
public sealed class DashboardTests : DashboardStandTests
{
    [Test]
    public async Task A_dashboard_comes_back_as_it_was_saved()
    {
        var given = JsonNode.Parse("""
            { "id": "all", "title": "All of it", "description": "Two\nlines", "folder": "Ours", "tags": ["a", "b"], "access": "team", "team": "shop",
              "defaults": { "range": { "from": "now-7d", "to": "now" }, "zone": "Europe/Paris", "filters": [{ "dimension": "route", "op": "is", "values": ["orders", null] }], "refreshSeconds": 60, "compare": "week" },
              "widgets": [
                { "id": "t", "type": "table", "title": "Routes", "x": 0, "y": 0, "w": 12, "h": 6,
                  "query": { "measures": ["requests", "errorRate"], "split": "route", "filters": [{ "dimension": "statusClass", "op": "isNot", "values": ["2xx"] }], "limit": 9, "order": "errorRate" },
                  "options": { "note": "by errors", "unit": "count", "decimals": 2, "legend": false, "stacked": true, "thresholds": [{ "value": 0.5, "color": "warn", "label": "Half" }], "min": -1.5, "max": 10, "log": true,
                    "colours": "status", "ground": true, "spark": true, "share": true, "unknownHint": "None", "more": "routes", "columns": ["errorRate"], "sort": { "column": "errorRate", "desc": true }, "bars": true, "good": "down" } },
                { "id": "p", "type": "line", "title": "", "x": 0, "y": 6, "w": 6, "h": 4, "query": { "preset": "traffic/requests-per-second" }, "options": {} },
                { "id": "m", "type": "text", "title": "Read me", "x": 6, "y": 6, "w": 6, "h": 4, "query": null, "options": { "text": "# Hello\n<script>" } } ] }
            """)!.AsObject();
        var made = await Stand.Editor.PostAsync("dashboards", given);
        foreach (var (field, value) in given)
            Assert.That(JsonNode.DeepEquals(made[field], value), $"{field}: {made[field]}");
        Assert.That(made["version"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(made["updatedBy"]!.GetValue<string>(), Is.EqualTo("Editor"));
        Assert.That(made["mayEdit"]!.GetValue<bool>());
        Assert.That(JsonNode.DeepEquals(await Stand.Editor.GetAsync("dashboards/all"), made));

        var item = (await Stand.Admin.GetAsync("dashboards?search=all of it"))["items"]!.AsArray().Single()!;
        Assert.That(item["widgetCount"]!.GetValue<int>(), Is.EqualTo(3));
        Assert.That(item["description"]!.GetValue<string>(), Is.EqualTo("Two\nlines"));
        Assert.That(item["widgets"], Is.Null);
        Assert.That(await IdsAsync(Stand.Admin, "?folder=Ours"), Is.EqualTo(new[] { "all" }));
        Assert.That(await IdsAsync(Stand.Admin, "?tag=B"), Is.EqualTo(new[] { "all" }));
    }

    [Test]
    public async Task A_stale_save_is_told_who_saved_what_when()
    {
        await Stand.SendAsync(Stand.Editor, "POST", "dashboards", Sample("stale"));
        var (_, _, first) = await Stand.SendAsync(Stand.Admin, "GET", "dashboards/stale");
        var (status, saved, second) = await Stand.SendAsync(Stand.Editor, "PUT", "dashboards/stale", Sample("stale", "Theirs"), first);
        Assert.That((status, saved!["version"]!.GetValue<int>()), Is.EqualTo((200, 2)));

        var (refused, problem, _) = await Stand.SendAsync(Stand.Admin, "PUT", "dashboards/stale", Sample("stale", "Late"), first);
        Assert.That(refused, Is.EqualTo(412));
        Assert.That(problem!["current"]!["version"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(problem["current"]!["updatedBy"]!.GetValue<string>(), Is.EqualTo("Editor"));
        Assert.That(problem["current"]!["updatedAt"], Is.Not.Null);
        Assert.That((await Stand.SendAsync(Stand.Admin, "PATCH", "dashboards/stale", new { title = "Late" }, first)).Status, Is.EqualTo(412));
        Assert.That((await Stand.SendAsync(Stand.Admin, "DELETE", "dashboards/stale", null, first)).Status, Is.EqualTo(412));
        Assert.That((await Stand.SendAsync(Stand.Admin, "PATCH", "dashboards/stale", new { title = "In time" }, second)).Status, Is.EqualTo(200));
        var third = (await Stand.SendAsync(Stand.Admin, "GET", "dashboards/stale")).Tag;
        Assert.That((await Stand.SendAsync(Stand.Admin, "DELETE", "dashboards/stale", null, third)).Status, Is.EqualTo(204));
        Assert.That((await Stand.SendAsync(Stand.Admin, "PUT", "dashboards/stale", Sample("stale"), third)).Status, Is.EqualTo(412), "what is gone is no base for a save");
    }

    [Test]
    public async Task A_save_without_a_change_makes_no_version()
    {
        await Stand.Editor.PostAsync("dashboards", Sample("same"));
        Assert.That((await Stand.Editor.JsonAsync("PUT", "dashboards/same", Sample("same"), 200))["version"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards", Sample("same")), Is.EqualTo(409));
    }

    [Test]
    public async Task A_shipped_one_is_there_until_it_is_edited_or_removed()
    {
        var (status, shipped, tag) = await Stand.SendAsync(Stand.Foreign, "GET", "dashboards/overview", tenant: "other");
        Assert.That((status, tag), Is.EqualTo((200, "\"0\"")));
        Assert.That($"{shipped!["shipped"]} {shipped["edited"]} {shipped["version"]} {shipped["tenant"]}", Is.EqualTo("overview false 0 other"));
        Assert.That(shipped["widgets"]!.AsArray(), Is.Not.Empty);

        // Saved as it is, it stays the shipped one.
        var (same, kept, _) = await Stand.SendAsync(Stand.Foreign, "PUT", "dashboards/overview", shipped, tag, "other");
        Assert.That((same, kept!["version"]!.GetValue<int>()), Is.EqualTo((200, 0)), kept.ToJsonString());
        var (edited, mine, _) = await Stand.SendAsync(Stand.Foreign, "PATCH", "dashboards/overview", new { title = "Ours" }, tag, "other");
        Assert.That(edited, Is.EqualTo(200), mine!.ToJsonString());
        Assert.That($"{mine["shipped"]} {mine["edited"]} {mine["version"]} {mine["title"]}", Is.EqualTo("overview true 1 Ours"));
        Assert.That((await Stand.Viewer.GetAsync("dashboards/overview"))["title"]!.GetValue<string>(), Is.EqualTo("Global overview"), "of another tenant");

        Assert.That(await Stand.Foreign.StatusAsync("DELETE", "dashboards/overview"), Is.EqualTo(204));
        Assert.That(await Stand.Foreign.StatusAsync("GET", "dashboards/overview"), Is.EqualTo(404));
        Assert.That(await IdsAsync(Stand.Foreign), Does.Not.Contain("overview"));
        Assert.That(await IdsAsync(Stand.Viewer), Does.Contain("overview"));
    }

    [Test]
    public async Task Who_looks_may_not_save_and_a_team_gets_what_is_its_own()
    {
        await Stand.Editor.PostAsync("dashboards", Sample("whole"));
        Assert.That(await Stand.Viewer.StatusAsync("GET", "dashboards/whole"), Is.EqualTo(200));
        Assert.That(await Stand.Viewer.StatusAsync("PUT", "dashboards/whole", Sample("whole", "No")), Is.EqualTo(403));
        Assert.That(await Stand.Viewer.StatusAsync("DELETE", "dashboards/whole"), Is.EqualTo(403));
        Assert.That(await Stand.Viewer.StatusAsync("POST", "dashboards", Sample("no")), Is.EqualTo(403));
        Assert.That(await Stand.Member.StatusAsync("GET", "dashboards/whole"), Is.EqualTo(404));
        Assert.That(await Stand.Member.StatusAsync("GET", "dashboards/overview"), Is.EqualTo(200));

        var team = With(With(Sample("teams"), "access", "team"), "team", "shop");
        Assert.That(await Stand.Lead.StatusAsync("POST", "dashboards", With(With(Sample("teams"), "access", "team"), "team", "web")), Is.EqualTo(403));
        Assert.That(await Stand.Lead.StatusAsync("POST", "dashboards", Sample("teams")), Is.EqualTo(403), "the tenant's");
        await Stand.Lead.PostAsync("dashboards", team);
        Assert.That((await Stand.Member.GetAsync("dashboards/teams"))["mayEdit"]!.GetValue<bool>(), Is.False);
        Assert.That(await Stand.Member.StatusAsync("PUT", "dashboards/teams", team), Is.EqualTo(403));
        Assert.That(await Stand.Viewer.StatusAsync("GET", "dashboards/teams"), Is.EqualTo(200), "the whole tenant's people see every team");
        await Stand.Editor.JsonAsync("PATCH", "dashboards/teams", new { team = "web" }, 200);
        Assert.That(await Stand.Member.StatusAsync("GET", "dashboards/teams"), Is.EqualTo(404));
        Assert.That(await Stand.Lead.StatusAsync("POST", "dashboards", team), Is.EqualTo(409), "no more than that the id is taken");
        Assert.That(await Stand.Lead.StatusAsync("PUT", "dashboards/teams", team), Is.EqualTo(409));
        Assert.That(await Stand.Foreign.StatusAsync("GET", "dashboards/teams"), Is.EqualTo(404));
    }

    [Test]
    public async Task A_private_one_is_its_owners_alone_and_the_admin_may_remove_it()
    {
        var mine = With(Sample("secret"), "access", "private");
        var made = await Stand.Viewer.PostAsync("dashboards", mine);
        Assert.That(made["owner"]!.ToJsonString(), Is.EqualTo("""{"id":"viewer","name":"Viewer"}"""));
        Assert.That(made["mayEdit"]!.GetValue<bool>());
        await Stand.Viewer.JsonAsync("PATCH", "dashboards/secret", new { title = "Still mine" }, 200);
        Assert.That(await Stand.Viewer.StatusAsync("PATCH", "dashboards/secret", new { access = "tenant" }), Is.EqualTo(403), "a viewer makes nothing for others");

        Assert.That(await Stand.Editor.StatusAsync("GET", "dashboards/secret"), Is.EqualTo(404));
        Assert.That(await Stand.Editor.StatusAsync("PUT", "dashboards/secret", Sample("secret")), Is.EqualTo(409));
        Assert.That(await IdsAsync(Stand.Editor), Does.Not.Contain("secret"));
        Assert.That((await Stand.Editor.SendAsync("GET", "config")).Text, Does.Not.Contain("Still mine"));
        Assert.That(await Stand.Editor.RefusedAsync("PUT", "config", new { dashboards = new[] { Sample("secret") } }), Does.ContainKey("dashboards[0].id"));

        Assert.That(await IdsAsync(Stand.Admin), Does.Contain("secret"));
        Assert.That(await Stand.Admin.StatusAsync("GET", "dashboards/secret"), Is.EqualTo(403));
        Assert.That(await Stand.Admin.StatusAsync("PUT", "dashboards/secret", Sample("secret")), Is.EqualTo(403));
        Assert.That(await Stand.Admin.StatusAsync("DELETE", "dashboards/secret"), Is.EqualTo(204));
        Assert.That(await Stand.Root.RefusedAsync("POST", "dashboards", mine), Does.ContainKey("access"), "the bootstrap token is no person");
        var member = await Stand.Member.PostAsync("dashboards", With(Sample("of-member"), "access", "private"));
        Assert.That(member["mayEdit"]!.GetValue<bool>());
    }

    [Test]
    public async Task The_configuration_document_holds_dashboards()
    {
        var document = new { dashboards = new[] { Sample("from-config") } };
        var tried = await Stand.Editor.JsonAsync("PUT", "config?dryRun=true", document, 200);
        Assert.That(tried["changes"]!.AsArray().Select(each => each!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "from-config" }));
        Assert.That(await Stand.Viewer.StatusAsync("GET", "dashboards/from-config"), Is.EqualTo(404));
        await Stand.Editor.JsonAsync("PUT", "config", document, 200);
        Assert.That((await Stand.Viewer.GetAsync("dashboards/from-config"))["title"]!.GetValue<string>(), Is.EqualTo("Mine"));
        var exported = (await Stand.Viewer.GetAsync("config"))["dashboards"]!.AsArray().Single(each => each!["id"]!.GetValue<string>() == "from-config")!;
        Assert.That(exported["widgets"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(exported["version"], Is.Null);
        Assert.That(await Stand.Editor.RefusedAsync("PUT", "config", new { dashboards = new[] { With(Sample("from-config"), "title", "") } }), Does.ContainKey("dashboards[0].title"));
    }

    [Test]
    public async Task A_change_is_audited_and_loads_nothing_on_the_nodes()
    {
        var revision = Stand.Gateway.Services.GetRequiredService<StoreRevision>();
        var before = revision.Current;
        await Stand.Editor.PostAsync("dashboards", Sample("audited"));
        await Stand.Editor.JsonAsync("PATCH", "dashboards/audited", new { title = "After" }, 200);
        Assert.That(revision.Current, Is.EqualTo(before), "no node works with it");
        var entries = (await Stand.Admin.GetAsync("audit?collection=dashboards&object=audited"))["items"]!.AsArray();
        Assert.That(entries.Select(each => each!["action"]!.GetValue<string>()), Is.EqualTo(new[] { "update", "create" }));
        Assert.That(entries[0]!["before"]!["title"]!.GetValue<string>(), Is.EqualTo("Mine"));
        Assert.That(entries[0]!["after"]!["title"]!.GetValue<string>(), Is.EqualTo("After"));
    }

    [Test]
    public async Task Pages_of_the_list_hold_each_one_once()
    {
        for (var i = 0; i < 5; i++)
            await Stand.Editor.PostAsync("dashboards", Sample($"page-{i}", $"Page {i}"));
        var (all, cursor) = (new List<string>(), "");
        do
        {
            var page = await Stand.Editor.GetAsync($"dashboards?search=page-&limit=2{cursor}");
            all.AddRange(page["items"]!.AsArray().Select(each => each!["id"]!.GetValue<string>()));
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next.GetValue<string>())}" : "";
        }
        while (cursor.Length > 0);
        Assert.That(all, Is.EqualTo(new[] { "page-0", "page-1", "page-2", "page-3", "page-4" }));
    }
}
