using System.Text.Json.Nodes;
using Gateway.Admin.Dashboards;
using Gateway.Tests.Access;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using static Gateway.Tests.Dashboards.DashboardStand;
using Role = Gateway.Admin.Contract.Role;

namespace Gateway.Tests.Dashboards;

/// <summary>Earlier saves, shipped ones that were changed or removed, and favourites.</summary>
public sealed class DashboardHistoryTests : DashboardStandTests
{
    [Test]
    public async Task Every_save_is_kept_and_can_be_read_and_saved_again()
    {
        await Stand.Editor.PostAsync("dashboards", Sample("history", "First"));
        await Stand.Admin.JsonAsync("PATCH", "dashboards/history", new { title = "Second" }, 200);
        var versions = (await Stand.Viewer.GetAsync("dashboards/history/versions"))["items"]!.AsArray();
        Assert.That(versions.Select(each => $"{each!["version"]} {each["title"]} {each["savedBy"]}"), Is.EqualTo(new[] { "2 Second Admin", "1 First Editor" }));
        var first = await Stand.Viewer.GetAsync("dashboards/history/versions/1");
        Assert.That($"{first["title"]} {first["version"]}", Is.EqualTo("First 1"));
        var again = await Stand.Editor.JsonAsync("PUT", "dashboards/history", first, 200);
        Assert.That($"{again["title"]} {again["version"]}", Is.EqualTo("First 3"));
        Assert.That(await Stand.Viewer.StatusAsync("GET", "dashboards/history/versions/9"), Is.EqualTo(404));
        Assert.That(await Stand.Foreign.StatusAsync("GET", "dashboards/history/versions"), Is.EqualTo(404));
        Assert.That(await Stand.Member.StatusAsync("GET", "dashboards/history/versions/1"), Is.EqualTo(404));

        Assert.That(await Stand.Editor.StatusAsync("DELETE", "dashboards/history"), Is.EqualTo(204));
        Assert.That((await Stand.Editor.PostAsync("dashboards", Sample("history")))["version"]!.GetValue<int>(), Is.EqualTo(1), "nothing of a removed one is left");
    }

    [Test]
    public async Task A_reset_goes_back_to_as_shipped_and_keeps_the_copy_in_the_history()
    {
        await Stand.Editor.JsonAsync("PATCH", "dashboards/errors", new { title = "Ours" }, 200);
        Assert.That(await Stand.Viewer.StatusAsync("POST", "dashboards/errors/reset"), Is.EqualTo(403));
        var (stale, _, _) = await Stand.SendAsync(Stand.Editor, "POST", "dashboards/errors/reset", null, "\"0\"");
        Assert.That(stale, Is.EqualTo(412));
        var reset = await Stand.Editor.PostAsync("dashboards/errors/reset", new { }, 200);
        Assert.That($"{reset["title"]} {reset["version"]} {reset["edited"]}", Is.EqualTo("Errors 0 false"));
        var kept = await Stand.Editor.GetAsync("dashboards/errors/versions/1");
        Assert.That(kept["title"]!.GetValue<string>(), Is.EqualTo("Ours"));
        Assert.That((await Stand.Editor.JsonAsync("PUT", "dashboards/errors", kept, 200))["version"]!.GetValue<int>(), Is.EqualTo(2), "numbers go on");
        await Stand.Editor.PostAsync("dashboards", Sample("mine"));
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards/mine/reset"), Is.EqualTo(409));
    }

    [Test]
    public async Task A_newer_gateway_neither_brings_back_what_was_removed_nor_writes_over_what_was_edited()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        var old = await TestGateway.StartAsync(database.ConnectionString);
        await old.ApplyAsync(Sample());
        var editor = await People.AddAsync(old, "acme", "editor", [People.Grant(Role.TenantEditor, "acme")]);
        Assert.That(await editor.StatusAsync("DELETE", "dashboards/gateway"), Is.EqualTo(204));
        await editor.JsonAsync("PATCH", "dashboards/clients", new { title = "Ours" }, 200);
        await old.StopAsync();

        var newer = new ShippedDashboards(ShippedDashboards.Load().All.Select(each => each with { Title = $"New {each.Title}" }));
        await using var gateway = await TestGateway.StartWithAsync(services => services.AddSingleton(newer), database.ConnectionString, old.Folder);
        await gateway.ReadyAsync();
        var admin = await People.AddAsync(gateway, "acme", "admin", [People.Grant(Role.TenantAdmin, "acme")]);
        Assert.That((await admin.GetAsync("dashboards/overview"))["title"]!.GetValue<string>(), Is.EqualTo("New Global overview"), "nobody touched it");
        Assert.That((await admin.GetAsync("dashboards/clients"))["title"]!.GetValue<string>(), Is.EqualTo("Ours"));
        Assert.That(await IdsAsync(admin), Does.Not.Contain("gateway"));
        Assert.That((await admin.GetAsync("dashboards/removed")).ToJsonString(), Is.EqualTo("""{"items":[{"id":"gateway","title":"New The gateway itself"}]}"""));
        var back = await admin.PostAsync("dashboards/removed/gateway/restore", new { }, 200);
        Assert.That($"{back["title"]} {back["version"]}", Is.EqualTo("New The gateway itself 0"));
        Assert.That(await admin.StatusAsync("POST", "dashboards/removed/gateway/restore"), Is.EqualTo(404), "it is not removed any more");
        Assert.That((await admin.PostAsync("dashboards/clients/reset", new { }, 200))["title"]!.GetValue<string>(), Is.EqualTo("New Clients"));
    }

    [Test]
    public async Task An_edited_one_that_is_removed_comes_back_as_shipped()
    {
        await Stand.Editor.JsonAsync("PATCH", "dashboards/upstreams", new { title = "Ours" }, 200);
        Assert.That(await Stand.Editor.StatusAsync("DELETE", "dashboards/upstreams"), Is.EqualTo(204));
        Assert.That(await Stand.Viewer.StatusAsync("POST", "dashboards/removed/upstreams/restore"), Is.EqualTo(403));
        Assert.That((await Stand.Editor.PostAsync("dashboards/removed/upstreams/restore", new { }, 200))["title"]!.GetValue<string>(), Is.EqualTo("Upstreams"));
        Assert.That((await Stand.Editor.GetAsync("dashboards/upstreams/versions"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_favourite_is_the_persons_own()
    {
        Assert.That(await Stand.Viewer.StatusAsync("PUT", "dashboards/performance/favourite"), Is.EqualTo(204));
        Assert.That(await Stand.Viewer.StatusAsync("PUT", "dashboards/performance/favourite"), Is.EqualTo(204), "twice is as once");
        Assert.That(await IdsAsync(Stand.Viewer, "?favourite=true"), Is.EqualTo(new[] { "performance" }));
        Assert.That((await Stand.Viewer.GetAsync("dashboards/performance"))["favourite"]!.GetValue<bool>());
        Assert.That(await IdsAsync(Stand.Editor, "?favourite=true"), Is.Empty);
        Assert.That((await Stand.Viewer.GetAsync("dashboards/performance"))["version"]!.GetValue<int>(), Is.Zero);
        Assert.That(await Stand.Viewer.StatusAsync("DELETE", "dashboards/performance/favourite"), Is.EqualTo(204));
        Assert.That(await IdsAsync(Stand.Viewer, "?favourite=true"), Is.Empty);
        Assert.That(await Stand.Root.StatusAsync("PUT", "dashboards/performance/favourite"), Is.EqualTo(409), "no person");
        Assert.That(await Stand.Viewer.StatusAsync("PUT", "dashboards/nothing/favourite"), Is.EqualTo(404));
    }

    static object Sample() => Support.Sample.Config("http://127.0.0.1:9");

    static JsonObject Sample(string id, string title = "Mine") => DashboardStand.Sample(id, title);
}
