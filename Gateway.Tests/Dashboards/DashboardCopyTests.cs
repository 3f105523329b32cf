using System.Text.Json.Nodes;
using NUnit.Framework;
using static Gateway.Tests.Dashboards.DashboardStand;

namespace Gateway.Tests.Dashboards;

/// <summary>Duplicates and files.</summary>
public sealed class DashboardCopyTests : DashboardStandTests
{
    [Test]
    public async Task A_duplicate_gets_an_id_and_a_title_of_its_own()
    {
        var copy = await Stand.Editor.PostAsync("dashboards/overview/duplicate", new { });
        Assert.That($"{copy["id"]} {copy["title"]} {copy["version"]} {copy["edited"]}", Is.EqualTo("overview-copy Global overview (copy) 1 false"));
        Assert.That((await Stand.Editor.PostAsync("dashboards/overview/duplicate", new { }))["id"]!.GetValue<string>(), Is.EqualTo("overview-copy-2"));
        var named = await Stand.Editor.PostAsync("dashboards/overview/duplicate", new { title = "Stores: 24/7 (all)" });
        Assert.That(named["id"]!.GetValue<string>(), Is.EqualTo("stores-24-7-all"));
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards/overview/duplicate", new { id = "errors" }), Is.EqualTo(409));
        Assert.That(await Stand.Editor.RefusedAsync("POST", "dashboards/overview/duplicate", new { id = "Not an id" }), Does.ContainKey("id"));
        var own = await Stand.Viewer.PostAsync("dashboards/overview/duplicate", new { id = "for-me" });
        Assert.That(own["access"]!.GetValue<string>(), Is.EqualTo("private"), "a viewer makes nothing for others");
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards/for-me/duplicate", new { }), Is.EqualTo(404));
    }

    [Test]
    public async Task A_file_goes_into_another_tenant()
    {
        await Stand.Editor.PostAsync("dashboards", Sample("travels", "Travels"));
        var file = await Stand.Editor.GetAsync("dashboards/export?ids=travels,overview");
        Assert.That(file["dashboards"]!.AsArray().Select(each => each!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "travels", "overview" }));
        Assert.That(file["dashboards"]![0]!["tenant"]!.GetValue<string>(), Is.EqualTo("acme"));

        var errors = await Stand.Foreign.RefusedAsync("POST", "dashboards/import", file);
        Assert.That(errors.Select(each => each.Key), Is.EqualTo(new[] { "dashboards[1].id" }), "overview is there");
        Assert.That(await IdsAsync(Stand.Foreign), Does.Not.Contain("travels"), "nothing half");
        var taken = await Stand.Foreign.PostAsync("dashboards/import?conflict=rename", file, 200);
        Assert.That(taken["imported"]!.ToJsonString(), Is.EqualTo("""[{"id":"travels","from":"travels","replaced":false},{"id":"overview-2","from":"overview","replaced":false}]"""));
        var there = await Stand.Foreign.GetAsync("dashboards/travels");
        Assert.That($"{there["tenant"]} {there["title"]}", Is.EqualTo("other Travels"));

        file["dashboards"]![0]!["title"] = "Replaced";
        var replaced = await Stand.Foreign.PostAsync("dashboards/import?conflict=replace", file, 200);
        Assert.That(replaced["imported"]![0]!.ToJsonString(), Is.EqualTo("""{"id":"travels","from":"travels","replaced":true}"""));
        Assert.That((await Stand.Foreign.GetAsync("dashboards/travels"))["title"]!.GetValue<string>(), Is.EqualTo("Replaced"));
        Assert.That((await Stand.Foreign.GetAsync("dashboards/overview"))["version"]!.GetValue<int>(), Is.Zero, "the same as shipped");
        Assert.That((await Stand.Editor.GetAsync("dashboards/travels"))["title"]!.GetValue<string>(), Is.EqualTo("Travels"), "the one it came from");
    }

    [Test]
    public async Task All_errors_of_a_file_are_told_at_once()
    {
        var file = new { dashboards = new JsonNode[] { With(Sample("one"), "title", ""), With(With(Sample("two"), "access", "team"), "team", "nobody"), Sample("two"), Sample("three") } };
        var errors = await Stand.Editor.RefusedAsync("POST", "dashboards/import", file);
        Assert.That(errors.Select(each => each.Key), Is.EqualTo(new[] { "dashboards[0].title", "dashboards[1].team", "dashboards[2].id" }));
        Assert.That(await IdsAsync(Stand.Editor), Does.Not.Contain("three"));
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards/import?conflict=perhaps", file), Is.EqualTo(400));
        Assert.That(await Stand.Viewer.StatusAsync("POST", "dashboards/import", Sample("four")), Is.EqualTo(403));
        Assert.That((await Stand.Editor.PostAsync("dashboards/import", Sample("alone"), 200))["imported"]!.AsArray(), Has.Count.EqualTo(1), "one by itself");
    }

    [Test]
    public async Task An_export_holds_what_the_caller_reads()
    {
        await Stand.Viewer.PostAsync("dashboards", With(Sample("hidden"), "access", "private"));
        await Stand.Editor.PostAsync("dashboards", Sample("open"));
        var all = (await Stand.Admin.SendAsync("GET", "dashboards/export")).Text;
        Assert.That(all, Does.Contain("\"open\"").And.Contain("\"overview\"").And.Not.Contains("\"hidden\"").And.Not.Contains("updatedBy"));
        Assert.That((await Stand.Viewer.SendAsync("GET", "dashboards/export")).Text, Does.Contain("\"hidden\""));
        Assert.That((await Stand.Member.SendAsync("GET", "dashboards/export")).Text, Does.Contain("\"overview\"").And.Not.Contains("\"open\""));
        Assert.That(await Stand.Editor.StatusAsync("GET", "dashboards/export?ids=hidden"), Is.EqualTo(404));
        Assert.That(await Stand.Foreign.StatusAsync("GET", "dashboards/export?ids=open"), Is.EqualTo(404));
    }
}
