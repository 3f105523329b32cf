using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Admin.Contract;
using Gateway.Analytics.Configuration;
using Gateway.Analytics.Rollups;
using Gateway.Hosting;
using Gateway.Tests.Access;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Settings;

/// <summary>Options that are set for all nodes while they run: two gateways on one database.</summary>
public sealed partial class SettingTests
{
    const string Keep = "settings/Gateway:Rollups:KeepEvents";

    TestStand stand = null!;
    TestGateway second = null!;
    ApiCaller root = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        second = await TestGateway.StartAsync(
            stand.Database.ConnectionString, null, $"Gateway:SecretFile={stand.Gateway.Folder}/secret", "Gateway:Rollups:KeepHours=60.00:00:00", "Gateway:Rollups:KeepEvents=20.00:00:00");
        await second.ReadyAsync();
        root = ApiCaller.Root(stand.Gateway);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await second.DisposeAsync();
        await stand.DisposeAsync();
    }

    [Test]
    public async Task A_setting_is_in_force_on_every_node_within_two_seconds_audited_and_taken_back()
    {
        var here = stand.Gateway.Services.GetRequiredService<RollupOptions>();
        var there = second.Services.GetRequiredService<RollupOptions>();
        var since = Stopwatch.GetTimestamp();
        var answer = await root.JsonAsync("PUT", Keep, new { value = "30.00:00:00" }, 200);
        Assert.That((answer["value"]!.GetValue<string>(), answer["source"]!.GetValue<string>(), answer["default"]!.GetValue<string>()), Is.EqualTo(("30.00:00:00", "set", "14.00:00:00")));
        await Eventually.HoldsAsync(() => here.KeepEvents.Days == 30 && there.KeepEvents.Days == 30, "both nodes have it", TimeSpan.FromSeconds(2));
        Assert.That(Stopwatch.GetElapsedTime(since), Is.LessThan(TimeSpan.FromSeconds(2)));
        var entry = (await root.GetAsync("audit?collection=settings"))["items"]![0]!;
        Assert.That((entry["id"]!.GetValue<string>(), entry["after"]!["value"]!.GetValue<string>()), Is.EqualTo(("Gateway:Rollups:KeepEvents", "30.00:00:00")));

        Assert.That(await root.StatusAsync("DELETE", Keep), Is.EqualTo(204));
        await Eventually.HoldsAsync(() => here.KeepEvents.Days == 14 && there.KeepEvents.Days == 20, "each is as it was started");
        Assert.That((await ItemAsync(root, "Gateway:Rollups:KeepEvents"))["source"]!.GetValue<string>(), Is.EqualTo("default"));
        var hours = await ItemAsync(ApiCaller.Root(second), "Gateway:Rollups:KeepHours");
        Assert.That((hours["value"]!.GetValue<string>(), hours["source"]!.GetValue<string>()), Is.EqualTo(("60.00:00:00", "commandLine")));
    }

    [TestCase("Gateway:Rollups:KeepEvents", "\"1.00:00:00\"", "value", "2.00:00:00")]
    [TestCase("Gateway:Rollups:KeepEvents", "\"long\"", "value", "duration")]
    [TestCase("Gateway:Rollups:KeepEvents", "null", "value", "is required")]
    [TestCase("Gateway:TrustedProxies", "[\"everybody\"]", "value", "is not a network")]
    [TestCase("Gateway:TrustedProxies", "[null]", "value", "list of texts")]
    [TestCase("Gateway:Admin:Urls", "\"http://*:1\"", "key", "is read at start")]
    public async Task What_is_not_accepted_is_refused_at_its_field(string key, string value, string field, string message)
    {
        var errors = await root.RefusedAsync("PUT", $"settings/{key}", JsonNode.Parse($$"""{"value":{{value}}}""")!);
        Assert.That(errors[field]![0]!.GetValue<string>(), Does.Contain(message));
    }

    [Test]
    public async Task Trusted_proxies_and_drafts_act_on_the_next_request_and_come_from_the_snapshot_too()
    {
        Assert.That(await ForwardedAsync(), Does.Not.Contain("81.2.69.142"));
        await root.JsonAsync("PUT", "settings/Gateway:TrustedProxies", new { value = new[] { "127.0.0.0/8" } }, 200);
        await root.JsonAsync("PUT", "settings/Gateway:Admin:Drafts", new { value = true }, 200);
        await Eventually.HoldsAsync(async () => await ForwardedAsync() == "81.2.69.142", "the proxy is trusted");
        var person = await People.AddAsync(stand.Gateway, "acme", "drafter", [People.Grant(Role.TenantEditor, "acme")]);
        Assert.That(await person.StatusAsync("POST", "groups", new { id = "drafted", name = "Drafted" }), Is.EqualTo(202));

        var snapshot = Path.Combine(second.Folder, "snapshot", "config.json");
        await Eventually.HoldsAsync(() => File.Exists(snapshot) && File.ReadAllText(snapshot).Contains("TrustedProxies", StringComparison.Ordinal), "the snapshot has it");
        var folder = Directory.CreateTempSubdirectory("gateway-test-node-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "snapshot"));
        File.Copy(snapshot, Path.Combine(folder, "snapshot", "config.json"));
        await using (var away = await TestGateway.StartAsync("Host=127.0.0.1;Port=1;Database=none;Username=none;Password=none", folder))
            Assert.That(away.Services.GetRequiredService<NodeOptions>().TrustedProxies, Is.EqualTo(new[] { "127.0.0.0/8" }));

        Assert.That(await root.StatusAsync("DELETE", "settings/Gateway:TrustedProxies"), Is.EqualTo(204));
        Assert.That(await root.StatusAsync("DELETE", "settings/Gateway:Admin:Drafts"), Is.EqualTo(204));
        await Eventually.HoldsAsync(async () => !(await ForwardedAsync()).Contains("81.2.69.142", StringComparison.Ordinal), "nobody is trusted");
    }

    [Test]
    public async Task The_list_has_every_option_with_its_meaning_and_no_secret()
    {
        var list = await root.GetAsync("settings");
        var items = list["items"]!.AsArray();
        Assert.That(items.Select(item => item!["meaning"]!.GetValue<string>()), Is.All.Not.Empty);
        Assert.That((await ItemAsync(root, "Gateway:Admin:BootstrapToken"))["value"]!.GetValue<string>(), Is.EqualTo("(hidden)"));
        Assert.That(list.ToJsonString(), Does.Not.Contain(TestGateway.Token));
        Assert.That(await root.StatusAsync("PUT", "settings/Gateway:Nothing", new { value = 1 }), Is.EqualTo(404));
    }

    [Test]
    public void Every_option_that_looks_like_a_secret_is_hidden()
    {
        using var services = new ServiceCollection().AddSections(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var open = services.GetServices<OptionSection>()
            .SelectMany(section => OptionSections.Keys(section.Type))
            .Where(property => property.PropertyType == typeof(string) && SecretName().IsMatch(property.Name) && !property.IsDefined(typeof(SecretAttribute), inherit: false))
            .Select(property => property.Name);
        Assert.That(open, Is.Empty);
    }

    async Task<string> ForwardedAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/open/x");
        request.Headers.Add("X-Forwarded-For", "81.2.69.142");
        using var answer = await stand.Gateway.Client.SendAsync(request);
        return stand.Upstream.Log.Last().Headers["X-Forwarded-For"];
    }

    static async Task<JsonNode> ItemAsync(ApiCaller caller, string key) =>
        (await caller.GetAsync("settings"))["items"]!.AsArray().Single(item => item!["key"]!.GetValue<string>() == key)!;

    // Not the path of a file that holds one.
    [GeneratedRegex("(Secret|Password|Token|Credential)$")]
    private static partial Regex SecretName();
}
