using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Access;
using Gateway.Tests.Support;
using NUnit.Framework;
using static Gateway.Tests.Dashboards.DashboardStand;
using Role = Gateway.Admin.Contract.Role;

namespace Gateway.Tests.Dashboards;

/// <summary>Secret links: what they open, and that they open nothing else.</summary>
public sealed class DashboardLinkTests : DashboardStandTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    ApiCaller Holder(JsonNode share) => new(Stand.Gateway, share["token"]!.GetValue<string>());

    Task<JsonNode> ShareAsync(ApiCaller caller, string id, object? body = null) => caller.PostAsync($"dashboards/{id}/share", body ?? new { }, 200);

    [Test]
    public async Task A_link_shows_its_dashboard_without_any_name_and_answers_its_questions()
    {
        await Stand.Editor.JsonAsync("PATCH", "dashboards/errors", new { title = "Shown" }, 200);
        var share = await ShareAsync(Stand.Editor, "errors");
        var shared = await Holder(share).GetAsync("shared");
        Assert.That($"{shared["tenantName"]} {shared["dashboard"]!["title"]}", Is.EqualTo("Acme Shown"));
        Assert.That(shared.ToJsonString(), Does.Not.Contain("Editor").And.Not.Contain("acme"));
        var widgets = shared["dashboard"]!["widgets"]!.AsArray();
        var answer = await Holder(share).PostAsync("shared/query", new { range = new { from = "now-1h", to = "now", zone = "Europe/Paris" }, compare = "day" }, 200);
        var expected = widgets.SelectMany(widget => widget!["options"]!["spark"]?.GetValue<bool>() == true ? new[] { $"{widget["id"]}", $"{widget["id"]}.spark" } : [$"{widget["id"]}"]);
        Assert.That(answer["results"]!.AsObject().Select(each => each.Key), Is.EquivalentTo(expected));
        Assert.That(answer["results"]!.AsObject().Where(each => each.Value!["error"] is not null).Select(each => each.Key), Is.Empty);
        Assert.That(answer["results"]!["rate"]!["zone"]!.GetValue<string>(), Is.EqualTo("Europe/Paris"));

        var told = (await Stand.Editor.GetAsync("dashboards/errors"))["share"]!;
        Assert.That(told["createdBy"]!.GetValue<string>(), Is.EqualTo("Editor"));
        Assert.That(told["token"], Is.Null);
        Assert.That((await Stand.Viewer.GetAsync("dashboards/errors"))["share"], Is.Null);
        Assert.That((await Stand.Editor.GetAsync("dashboards?search=Shown"))["items"]![0]!["shared"]!.GetValue<bool>());
    }

    [Test]
    public async Task It_opens_nothing_else()
    {
        var holder = Holder(await ShareAsync(Stand.Editor, "performance"));
        foreach (var (method, path) in Isolation.ApiEndpoints.Of(Stand.Gateway).Where(each => !each.Path.StartsWith("/shared", StringComparison.Ordinal)))
        {
            if (IsOpenToAll(path))
                continue;
            var address = Regex.Replace(path.TrimStart('/').Replace("{id:guid}", $"{Guid.Empty}", StringComparison.Ordinal), @"\{[^}]*\}", "1");
            Assert.That(await holder.StatusAsync(method, address, method is "GET" or "DELETE" ? null : new { }), Is.EqualTo(401), $"{method} {path}");
        }

        Assert.That(await holder.RefusedAsync("POST", "shared/query", new { queries = new[] { new { @ref = "a", measures = new[] { "requests" } } } }), Does.ContainKey("queries"));
        Assert.That(await holder.RefusedAsync("POST", "shared/query", new { filters = Array.Empty<object>() }), Does.ContainKey("filters"));
        Assert.That(await holder.RefusedAsync("POST", "shared/query", new { range = new { from = "soon" } }), Does.ContainKey("range.from"));
        foreach (var caller in new[] { Stand.Admin, Stand.Root, new ApiCaller(Stand.Gateway, "gw_view_nothing") })
            Assert.That(await caller.StatusAsync("GET", "shared"), Is.EqualTo(401), "no credential but a link is good here");
    }

    static bool IsOpenToAll(string path) => path.StartsWith("/sign-in", StringComparison.Ordinal) || path.StartsWith("/invitations", StringComparison.Ordinal);

    [Test]
    public async Task It_shows_no_single_persons_and_of_a_team_no_more_than_the_team()
    {
        var key = await Stand.Gateway.KeyAsync(new { id = "k", tenant = "acme", name = "K", consumer = "someone" });
        using var keyed = new HttpRequestMessage(HttpMethod.Get, "/orders/1");
        keyed.Headers.Add("X-Api-Key", key);
        (await Stand.Gateway.Client.SendAsync(keyed)).Dispose();
        for (var i = 0; i < 2; i++)
            (await Stand.Gateway.Client.GetAsync("/open/1")).Dispose();
        await Stand.Gateway.DrainedAsync();

        var document = With(With(Sample("team"), "access", "team"), "team", "shop");
        document["widgets"] = JsonNode.Parse("""
            [ { "id": "all", "type": "number", "title": "", "x": 0, "y": 0, "w": 6, "h": 2, "query": { "measures": ["requests"] } },
              { "id": "users", "type": "table", "title": "", "x": 6, "y": 0, "w": 6, "h": 2, "query": { "measures": ["requests"], "split": "user" } } ]
            """);
        await Stand.Lead.PostAsync("dashboards", document);
        Assert.That(await Stand.Member.StatusAsync("POST", "dashboards/team/share", new { }), Is.EqualTo(403));
        var range = new { range = new { from = "now-1h", to = "now+1m" } };
        var answer = await Holder(await ShareAsync(Stand.Lead, "team")).PostAsync("shared/query", range, 200);
        Assert.That(answer["results"]!["all"]!["value"]!.GetValue<double>(), Is.EqualTo(1), "the route of the team");
        Assert.That(answer["results"]!["users"]!["error"]!["status"]!.GetValue<int>(), Is.EqualTo(422));

        await Stand.Editor.JsonAsync("PATCH", "dashboards/team", new { access = "tenant", team = (string?)null }, 200);
        answer = await Holder(await ShareAsync(Stand.Editor, "team")).PostAsync("shared/query", range, 200);
        Assert.That(answer["results"]!["all"]!["value"]!.GetValue<double>(), Is.EqualTo(3));
        Assert.That(answer["results"]!["users"]!["error"], Is.Not.Null);
    }

    [Test]
    public async Task It_is_dead_soon_after_it_is_revoked_renewed_or_its_dashboard_is_gone()
    {
        await Stand.Editor.PostAsync("dashboards", Sample("revoked"));
        var first = Holder(await ShareAsync(Stand.Editor, "revoked"));
        Assert.That(await first.StatusAsync("GET", "shared"), Is.EqualTo(200));
        var second = Holder(await ShareAsync(Stand.Editor, "revoked"));
        await DeadAsync(first, "a new link ends the one before");
        Assert.That(await second.StatusAsync("GET", "shared"), Is.EqualTo(200));
        Assert.That(await Stand.Viewer.StatusAsync("DELETE", "dashboards/revoked/share"), Is.EqualTo(403));
        Assert.That(await Stand.Editor.StatusAsync("DELETE", "dashboards/revoked/share"), Is.EqualTo(204));
        await DeadAsync(second, "revoked");
        Assert.That(await Stand.Editor.StatusAsync("DELETE", "dashboards/revoked/share"), Is.EqualTo(204), "twice is as once");

        var third = Holder(await ShareAsync(Stand.Editor, "revoked"));
        Assert.That(await Stand.Editor.StatusAsync("DELETE", "dashboards/revoked"), Is.EqualTo(204));
        await DeadAsync(third, "the dashboard is removed");
        await Stand.Editor.PostAsync("dashboards", Sample("revoked"));
        Assert.That(await third.StatusAsync("GET", "shared"), Is.EqualTo(401), "another of the same id is another");

        var fourth = Holder(await ShareAsync(Stand.Editor, "revoked"));
        await Stand.Editor.JsonAsync("PATCH", "dashboards/revoked", new { access = "private" }, 200);
        await DeadAsync(fourth, "it is private now");
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards/revoked/share", new { }), Is.EqualTo(409));

        var shipped = Holder(await ShareAsync(Stand.Editor, "refusals"));
        Assert.That(await Stand.Editor.StatusAsync("DELETE", "dashboards/refusals"), Is.EqualTo(204));
        await DeadAsync(shipped, "a shipped one is removed");
    }

    static Task DeadAsync(ApiCaller holder, string why) =>
        Eventually.HoldsAsync(async () => await holder.StatusAsync("GET", "shared") == 401 && await holder.StatusAsync("POST", "shared/query", new { }) == 401, why, Soon);

    [Test]
    public async Task It_ends_when_its_time_is_over()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        var clock = new SettableTime(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var gateway = await TestGateway.StartWithAsync(
            services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, clock), database.ConnectionString);
        await gateway.ApplyAsync(Support.Sample.Config("http://127.0.0.1:9"));
        var editor = await People.AddAsync(gateway, "acme", "editor", [People.Grant(Role.TenantEditor, "acme")]);
        Assert.That(await editor.RefusedAsync("POST", "dashboards/overview/share", new { expiresAt = clock.Now }), Does.ContainKey("expiresAt"));
        var share = await editor.PostAsync("dashboards/overview/share", new { expiresAt = clock.Now.AddHours(1) }, 200);
        var holder = new ApiCaller(gateway, share["token"]!.GetValue<string>());
        Assert.That((await holder.GetAsync("shared"))["expiresAt"]!.GetValue<DateTimeOffset>(), Is.EqualTo(clock.Now.AddHours(1)));
        clock.Now = clock.Now.AddHours(1);
        Assert.That(await holder.StatusAsync("GET", "shared"), Is.EqualTo(401));
    }
}
