using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Admin.Kpi;
using Gateway.Policies;
using Gateway.Tests.Access;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Kpi;

/// <summary>Everybody sees the own requests, and only these.</summary>
public sealed class OwnUsageTests
{
    const string Issuer = "https://id.example.com";

    KpiStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await KpiStand.StartAsync();
        var users = stand.Gateway.Services.GetRequiredService<UserPseudonyms>();
        await stand.StoreAsync(
        [
            .. Enumerable.Repeat(stand.Event("orders") with { User = users.Of("acme", Issuer, "subject-of-eve") }, 4),
            .. Enumerable.Repeat(stand.Event("orders") with { Tenant = "other", User = users.Of("other", Issuer, "subject-of-eve") }, 7),
            stand.Event("orders") with { User = users.Of("acme", Issuer, "ada") },
        ]);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_local_account_sees_what_keys_of_its_name_sent_and_no_issuers_namesake()
    {
        var ada = await People.AddAsync(stand.Gateway, "acme", "ada");
        foreach (var caller in new[] { ada, ada.For("acme") })
        {
            var usage = await UsageAsync(caller);
            Assert.That(usage["total"]!["rows"]![0]!["values"]!["value"]!.GetValue<double>(), Is.EqualTo(2));
            Assert.That(usage["routes"]!["rows"]!.AsArray().Select(row => $"{row!["key"]} {row["values"]!["requests"]}"), Is.EqualTo(new[] { "site 2" }));
            Assert.That(usage["requests"]!["series"]![0]!["values"]!.AsArray().Sum(value => value?.GetValue<double>() ?? 0), Is.EqualTo(2));
            Assert.That(usage["errors"]!["series"]!.AsArray(), Has.Count.EqualTo(3));
        }

        Assert.That(await ada.For("other").StatusAsync("GET", "me/usage"), Is.EqualTo(403), "another tenant's traffic of the same name");
    }

    [Test]
    public async Task For_whom_an_issuer_vouches_it_is_what_the_token_policy_wrote()
    {
        var eve = (await People.AddAsync(stand.Gateway, "acme", "eve", issuer: Issuer, subject: "subject-of-eve")).For("acme");
        Assert.That((await UsageAsync(eve))["total"]!["rows"]![0]!["values"]!["value"]!.GetValue<double>(), Is.EqualTo(4));
    }

    [Test]
    public async Task A_teams_member_sees_the_own_requests_to_other_teams_routes_too()
    {
        await stand.StoreAsync([stand.Event("site") with { Team = "web", User = stand.Consumer("acme", "member") }]);
        var member = (await People.AddAsync(stand.Gateway, "acme", "member", [People.Grant(Role.TeamViewer, "acme", "shop")])).For("acme");
        Assert.That((await UsageAsync(member))["total"]!["rows"]![0]!["values"]!["value"]!.GetValue<double>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_sees_the_platform_sees_the_own_requests_in_all_tenants()
    {
        var root = await People.AddAsync(stand.Gateway, "platform", "root", [People.Grant(Role.PlatformObserver)]);
        var pseudonyms = stand.Gateway.Services.GetRequiredService<IUserPseudonyms>();
        await stand.StoreAsync([.. new[] { "acme", "other" }.Select(tenant => stand.Event("orders") with { Tenant = tenant, User = pseudonyms.OfConsumer(tenant, "root") })]);
        Assert.That((await UsageAsync(root))["total"]!["rows"]![0]!["values"]!["value"]!.GetValue<double>(), Is.EqualTo(2));
        Assert.That((await UsageAsync(root.For("acme")))["total"]!["rows"]![0]!["values"]!["value"]!.GetValue<double>(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_credential_of_nobody_has_no_usage_and_unknown_parameters_are_refused()
    {
        Assert.That(await ApiCaller.Root(stand.Gateway).StatusAsync("GET", "me/usage"), Is.EqualTo(409));
        var bob = await People.AddAsync(stand.Gateway, "acme", "bob");
        foreach (var (question, parameter) in new[] { ("user=1", "user"), ("from=never", "from"), ("team=shop", "team") })
        {
            var (status, text) = await bob.SendAsync("GET", $"me/usage?{question}");
            Assert.That(status, Is.EqualTo(400));
            Assert.That(JsonNode.Parse(text)!["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { parameter }));
        }
    }

    async Task<JsonNode> UsageAsync(ApiCaller caller) => (await caller.GetAsync($"me/usage?{stand.Range}"))["results"]!;
}
