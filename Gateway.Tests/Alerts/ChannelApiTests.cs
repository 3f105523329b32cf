using System.Text.Json.Nodes;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>Channels, silences and jobs through the API of one running gateway.</summary>
public sealed class ChannelApiTests
{
    TestDatabase database = null!;
    TestGateway gateway = null!;
    FakeHook hook = null!;
    ApiCaller acme = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        hook = await FakeHook.StartAsync();
        database = await TestDatabase.CreateAsync(migrate: false);
        gateway = await TestGateway.StartAsync(database.ConnectionString, null, "Gateway:Channels:LocalAddresses=true", "Gateway:Admin:PublicUrl=https://gateway.example.com");
        await gateway.ApplyAsync(new { tenants = new[] { new { id = "acme", name = "Acme" } } });
        acme = ApiCaller.Root(gateway).For("acme");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await gateway.DisposeAsync();
        await database.DisposeAsync();
        await hook.DisposeAsync();
    }

    object Hook(string id, string? secret = null, string path = "") =>
        new { id, name = id, type = "webhook", settings = new Dictionary<string, object?> { ["url"] = hook.Address + path }.Concat(secret is null ? [] : [KeyValuePair.Create("secret", (object?)secret)]).ToDictionary() };

    [Test]
    public async Task A_secret_is_sealed_never_answered_and_kept_by_who_does_not_send_it()
    {
        var made = await acme.PostAsync("channels", Hook("sealed", "very-secret-text"));
        Assert.That(made["settings"]!.AsObject().ContainsKey("secret"), Is.False);
        Assert.That(made["secrets"]!.AsArray().Select(name => name!.ToString()), Is.EqualTo(new[] { "secret" }));
        await acme.JsonAsync("PUT", "channels/sealed", Hook("sealed"), 200);
        await acme.JsonAsync("PATCH", "channels/sealed", new { name = "Renamed" }, 200);
        await acme.JsonAsync("POST", "channels/sealed/test", null, 200);
        Assert.That(hook.Posts.Last().Headers, Does.ContainKey("webhook-signature"));
        await acme.JsonAsync("PUT", "channels/sealed", Hook("sealed", "another-secret"), 200);
        foreach (var address in new[] { "channels", "channels/sealed", "config", "audit" })
            Assert.That((await acme.GetAsync(address)).ToJsonString(), Does.Not.Contain("secret-text").And.Not.Contain("another-secret"), address);
        await using var session = await gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        var row = await session.Db.Channels.AsNoTracking().SingleAsync(channel => channel.Id == "sealed");
        Assert.That(System.Text.Encoding.UTF8.GetString(row.Secrets!) + row.Content, Does.Not.Contain("another-secret"));
        Assert.That(await session.Db.Audit.AnyAsync(entry => entry.ObjectId == "sealed" && entry.Action == "setSecret"), Is.True);

        var cleared = await acme.JsonAsync("PUT", "channels/sealed", Hook("sealed", ""), 200);
        Assert.That(cleared["secrets"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_secret_does_not_follow_to_another_address()
    {
        await acme.PostAsync("channels", Hook("moving", "very-secret-text"));
        var moved = await acme.JsonAsync("PUT", "channels/moving", Hook("moving", path: "/elsewhere"), 200);
        Assert.That(moved["secrets"]!.AsArray(), Is.Empty);
        await acme.PostAsync("channels", new { id = "pd", name = "PD", type = "pagerDuty", settings = new { routingKey = "k" } });
        var errors = await acme.RefusedAsync("PUT", "channels/pd", new { id = "pd", name = "PD", type = "pagerDuty", settings = new { url = hook.Address } });
        Assert.That(errors["settings.routingKey"]!.ToString(), Does.Contain("given again"));
    }

    [Test]
    public async Task Everything_wrong_is_told_at_its_field()
    {
        var errors = await acme.RefusedAsync("POST", "channels", new
        {
            id = "Bad Id",
            name = "",
            type = "webhook",
            settings = new { url = "ftp://x", nonsense = 1 },
            groupWait = "00:00:10",
            perHour = 0,
            receives = new { severities = new[] { "loud" }, tenants = new[] { "*" } },
        });
        Assert.That(errors.Select(error => error.Key), Is.EquivalentTo(new[] { "id", "name", "settings.url", "settings.nonsense", "groupWait", "perHour", "receives.severities[0]", "receives.tenants" }));
        errors = await acme.RefusedAsync("POST", "channels", new { id = "x", name = "x", type = "pigeon" });
        Assert.That(errors["type"]!.ToString(), Does.Contain("email, webhook, slack, teams, pagerDuty, opsgenie, log"));
        errors = await acme.RefusedAsync("POST", "silences", new { id = "x", reason = "r", from = "2026-01-01T00:00:00Z" });
        Assert.That(errors.Single().Key, Is.EqualTo("to"));
    }

    [Test]
    public async Task A_channel_goes_elsewhere_by_the_document_without_its_secret_and_says_what_is_missing()
    {
        await acme.PostAsync("channels", new { id = "chat", name = "Chat", type = "slack", settings = new { url = hook.Address } });
        var exported = (await acme.GetAsync("config"))["channels"]!.AsArray().Single(channel => channel!["id"]!.ToString() == "chat")!.DeepClone();
        Assert.That(exported["settings"]!.AsObject(), Is.Empty);
        exported["id"] = "chat-2";
        await acme.JsonAsync("PUT", "config", new { channels = new[] { exported } }, 200);
        var imported = await acme.GetAsync("channels/chat-2");
        Assert.That(imported["missing"]!.AsArray().Select(name => name!.ToString()), Is.EqualTo(new[] { "url" }));
        var answer = await acme.JsonAsync("POST", "channels/chat-2/test", null, 200);
        Assert.That((answer["delivered"]!.GetValue<bool>(), answer["answer"]!.ToString()), Is.EqualTo((false, "Its settings do not suffice: url is required")));
    }

    [Test]
    public async Task What_alerts_log_is_delivered_by_the_jobs_of_the_gateway()
    {
        await acme.PostAsync("channels", Hook("live", path: "/live"));
        await using (var session = await gateway.Services.GetRequiredService<GatewayStore>().OpenAsync("acme", CancellationToken.None))
        {
            session.Db.AlertEvents.Add(new AlertEvent
            {
                TenantId = "acme", AlertId = "a", AlertName = "A", Severity = "warning", Instance = "", FromState = "ok", ToState = "firing", Time = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
                Notice = "fired", Key = "live-1", Incident = "acme/a", Message = "m", Labels = "{}", Channels = ["live"], Conditions = "[]", Series = "[]", DashboardId = "overview",
                WindowFrom = new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero), WindowTo = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
            });
            await session.CommitAsync(CancellationToken.None);
        }

        await Eventually.HoldsAsync(() => hook.Posts.Any(post => post.Target == "/live"), "the notice came");
        Assert.That(
            hook.Posts.Single(post => post.Target == "/live").Json["link"]!.ToString(),
            Is.EqualTo("https://gateway.example.com/t/acme/dashboards/overview?from=2026-11-21T11%3A00%3A00Z&to=2026-11-21T12%3A00%3A00Z"));
        JsonNode? delivery = null;
        await Eventually.HoldsAsync(async () => (delivery = (await acme.GetAsync("deliveries?channel=live"))["items"]![0])!["state"]!.ToString() == "sent", "it is written down");
        Assert.That((delivery!["key"]!.ToString(), delivery["answer"]!.ToString()), Is.EqualTo(("live-1", "200: ok")));
        Assert.That((await acme.GetAsync("channels/live"))["status"]!["lastAnswer"]!.ToString(), Is.EqualTo("200: ok"));
    }

    [Test]
    public async Task Jobs_are_listed_and_run_on_demand()
    {
        var root = ApiCaller.Root(gateway);
        async Task<JsonNode> JobAsync(string id) => (await root.GetAsync("jobs"))["items"]!.AsArray().First(job => job!["id"]!.ToString() == id)!;
        await Eventually.HoldsAsync(async () => await root.StatusAsync("POST", "jobs/retention/run") == 202, "the scheduler is ready");
        await Eventually.HoldsAsync(async () => (await JobAsync("retention"))["runs"]!.GetValue<long>() > 0, "retention ran");
        var retention = await JobAsync("retention");
        Assert.That((retention["shared"]!.GetValue<bool>(), retention["error"], retention["result"]!.ToString()), Is.EqualTo((true, (JsonNode?)null, "Nothing was due")));
        Assert.That(retention["nextRun"]!.GetValue<DateTimeOffset>(), Is.GreaterThan(retention["lastRun"]!.GetValue<DateTimeOffset>()));
        foreach (var id in new[] { "partitions", "keys", "dead-nodes", "statistics" })
            Assert.That(await root.StatusAsync("POST", $"jobs/{id}/run"), Is.EqualTo(202), id);
        await Eventually.HoldsAsync(async () => (await root.GetAsync("jobs"))["items"]!.AsArray().All(job => job!["runs"]!.GetValue<long>() > 0), "all ran");
        foreach (var job in (await root.GetAsync("jobs"))["items"]!.AsArray())
            Assert.That(job!["error"], Is.Null, job["id"]!.ToString());
        Assert.That(await root.StatusAsync("POST", "jobs/nonsense/run"), Is.EqualTo(404));
        Assert.That(await root.StatusAsync("POST", "jobs/fold/run"), Is.EqualTo(202));
        var entries = (await root.GetAsync("audit"))["items"]!.AsArray();
        Assert.That(entries.Any(entry => entry!["action"]!.ToString() == "run" && entry["id"]!.ToString() == "fold"), Is.True);
    }
}
