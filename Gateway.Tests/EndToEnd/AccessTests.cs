using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>Who may do what over the API, by role and tenant.</summary>
public sealed class AccessTests
{
    TestStand stand = null!;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "other", name = "Other-marker" } }, teams = new[] { new { id = "spies", tenant = "other", name = "Other-marker" } } });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public void Every_endpoint_of_the_API_declares_what_it_needs()
    {
        var sources = Gateway.Services.GetServices<EndpointDataSource>();
        var routes = sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) == true)
            .ToList();
        Assert.That(routes, Has.Count.GreaterThan(40));
        Assert.That(
            routes.Where(route => route.Metadata.GetMetadata<NeedMetadata>() is null).Select(route => $"{route.RoutePattern.RawText} {route.DisplayName}"),
            Is.Empty);
    }

    // Role, call, and the status in the own tenant; what a foreign tenant answers is 403 for all of them.
    [TestCase("tenantViewer", "GET", "routes", 200)]
    [TestCase("tenantViewer", "GET", "keys", 200)]
    [TestCase("tenantViewer", "GET", "config", 200)]
    [TestCase("tenantViewer", "POST", "teams", 403)]
    [TestCase("tenantViewer", "PUT", "config", 403)]
    [TestCase("tenantViewer", "GET", "tokens", 403)]
    [TestCase("tenantViewer", "GET", "audit", 403)]
    [TestCase("tenantViewer", "GET", "pipeline", 403)]
    [TestCase("tenantEditor", "POST", "teams", 201)]
    [TestCase("tenantEditor", "GET", "tokens", 403)]
    [TestCase("tenantEditor", "POST", "tenants", 403)]
    [TestCase("tenantEditor", "GET", "config/versions", 200)]
    [TestCase("tenantAdmin", "GET", "tokens", 200)]
    [TestCase("tenantAdmin", "GET", "audit", 200)]
    [TestCase("tenantAdmin", "GET", "pipeline", 403)]
    [TestCase("tenantAdmin", "POST", "tenants", 403)]
    [TestCase("teamViewer", "GET", "routes", 200)]
    [TestCase("teamViewer", "GET", "keys", 403)]
    [TestCase("teamViewer", "GET", "config", 403)]
    [TestCase("teamViewer", "POST", "teams", 403)]
    [TestCase("teamViewer", "GET", "me", 200)]
    [TestCase("teamViewer", "GET", "catalogue", 200)]
    public async Task A_role_may_do_its_part_in_its_own_tenant_and_nothing_in_another(string role, string method, string address, int status)
    {
        var token = await TokenAsync(role, "acme", role.StartsWith("team", StringComparison.Ordinal) ? "shop" : null);
        Assert.That(await SendAsync(token, method, address, "acme"), Is.EqualTo(status));
        Assert.That(await SendAsync(token, method, address, "other"), Is.EqualTo(403), "a tenant of others");
        Assert.That(await SendAsync(token, method, address, "missing"), Is.EqualTo(403), "the same answer for one that is not there");
        Assert.That(await SendAsync(token, method, address, "*"), Is.EqualTo(403), "all tenants");
    }

    [TestCase("platformObserver", "GET", "routes", 200)]
    [TestCase("platformObserver", "GET", "pipeline", 200)]
    [TestCase("platformObserver", "GET", "config/versions", 200)]
    [TestCase("platformObserver", "POST", "teams", 403)]
    [TestCase("platformObserver", "GET", "tokens", 403)]
    [TestCase("platformAdmin", "GET", "tokens", 200)]
    public async Task A_role_of_the_platform_sees_all_tenants(string role, string method, string address, int status) =>
        Assert.That(await SendAsync(await TokenAsync(role, null, null), method, address, null), Is.EqualTo(status));

    [Test]
    public async Task A_team_member_sees_the_teams_routes_and_their_traffic_alone()
    {
        var secret = await Gateway.KeyAsync(new { id = "team-key", tenant = "acme", name = "K" });
        foreach (var target in new[] { "/orders/1", "/open/1" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.Add("X-Api-Key", secret);
            using var answer = await Gateway.Client.SendAsync(request);
            Assert.That(answer.IsSuccessStatusCode);
        }

        await Gateway.DrainedAsync(captured: 2);
        var token = await TokenAsync("teamViewer", "acme", "shop");
        var routes = await TextAsync(token, HttpMethod.Get, "routes", null);
        Assert.That(JsonNode.Parse(routes)!["items"]!.AsArray().Select(route => route!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "orders" }));
        Assert.That(await TextAsync(token, HttpMethod.Get, "routes/open", null), Does.Contain("Not found"));
        var rows = await TextAsync(token, HttpMethod.Post, "query", new
        {
            queries = new[] { new { @ref = "a", measures = new[] { "requests" }, split = "route" } },
            range = new { from = "now-1h", to = "now+1m" },
        });
        Assert.That(JsonNode.Parse(rows)!["results"]!["a"]!["rows"]!.AsArray().Select(row => row!["key"]!.GetValue<string>()), Is.EqualTo(new[] { "orders" }));
    }

    [Test]
    public async Task A_token_for_several_tenants_says_which_is_meant_but_need_not_to_learn_who_it_is()
    {
        using var made = await Gateway.Api.PostAsJsonAsync("tokens", new
        {
            id = "both",
            name = "Both",
            roles = new[] { new { role = "tenantViewer", tenant = "acme" }, new { role = "tenantViewer", tenant = "other" } },
        });
        var token = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["token"]!.GetValue<string>();
        Assert.That(await SendAsync(token, "GET", "me", null), Is.EqualTo(200));
        Assert.That(await SendAsync(token, "GET", "routes", null), Is.EqualTo(400));
        Assert.That(await SendAsync(token, "GET", "routes", "other"), Is.EqualTo(200));
    }

    [Test]
    public async Task A_token_gives_no_more_than_its_maker_has()
    {
        var admin = await TokenAsync("tenantAdmin", "acme", null);
        foreach (var (roles, field) in new (object, string)[]
        {
            (new[] { new { role = "platformAdmin" } }, "roles[0]"),
            (new[] { new { role = "tenantViewer", tenant = "other" } }, "roles[0]"),
            (new[] { new { role = "tenantViewer" } }, "roles[0].tenant"),
            (new[] { new { role = "teamViewer", tenant = "acme", team = "spies" } }, "roles[0].team"),
            (Array.Empty<object>(), "roles"),
        })
        {
            var refused = JsonNode.Parse(await TextAsync(admin, HttpMethod.Post, "tokens", new { id = "more", name = "More", roles }))!;
            Assert.That(refused["status"]!.GetValue<int>(), Is.EqualTo(422), refused.ToJsonString());
            Assert.That(refused["errors"]!.AsObject().Select(error => error.Key), Has.Some.StartsWith(field));
            Assert.That(refused.ToJsonString(), Does.Not.Contain("Other-marker"));
        }
    }

    [Test]
    public async Task A_removed_token_is_refused_within_two_seconds_and_an_expired_one_at_once()
    {
        var token = await TokenAsync("tenantViewer", "acme", null, "short-lived");
        Assert.That(await SendAsync(token, "GET", "routes", "acme"), Is.EqualTo(200));
        using var removed = await Gateway.Api.DeleteAsync("tokens/short-lived");
        Assert.That((int)removed.StatusCode, Is.EqualTo(204));
        await Eventually.HoldsAsync(async () => await SendAsync(token, "GET", "routes", "acme") == 401, "it is refused", TimeSpan.FromSeconds(2));

        var expired = await TokenAsync("tenantViewer", "acme", null, "expired", TimeProvider.System.GetUtcNow().AddMinutes(-1));
        Assert.That(await SendAsync(expired, "GET", "routes", "acme"), Is.EqualTo(401));
    }

    [Test]
    public async Task What_is_changed_stands_in_the_audit_without_any_secret()
    {
        var secret = await Gateway.KeyAsync(new { id = "audited", tenant = "acme", name = "Audited" });
        using (await Gateway.Api.PostAsync("keys/audited/revoke", null))
        {
        }

        var token = await TokenAsync("tenantAdmin", "acme", null);
        var audit = await TextAsync(token, HttpMethod.Get, "audit?search=audited", null);
        var actions = JsonNode.Parse(audit)!["items"]!.AsArray().Select(entry => $"{entry!["action"]} {entry["collection"]} by {entry["actor"]}").ToList();
        Assert.That(actions, Is.EqualTo(new[] { "revoke keys by bootstrap token", "create keys by bootstrap token" }));
        var everything = await Gateway.GetAsync("audit?limit=1000");
        Assert.That(everything.ToJsonString(), Does.Not.Contain(secret).And.Not.Contains(token));
        Assert.That(await TextAsync(token, HttpMethod.Get, "audit?limit=1000", null), Does.Not.Contain("Other-marker"));
    }

    async Task<string> TokenAsync(string role, string? tenant, string? team, string? id = null, DateTimeOffset? expiresAt = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "tokens")
        {
            Content = JsonContent.Create(new { id = id ?? $"t-{Guid.NewGuid():N}", name = role, roles = new[] { new { tenant, team, role } }, expiresAt }),
        };
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        using var answer = await Gateway.Api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), text);
        return JsonNode.Parse(text)!["token"]!.GetValue<string>();
    }

    async Task<int> SendAsync(string token, string method, string address, string? tenant)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        if (method is "POST" or "PUT")
            request.Content = JsonContent.Create(address == "config" ? (object)new { } : new { id = $"x-{Guid.NewGuid():N}", name = "X" }, options: JsonSerializerOptions.Web);
        using var answer = await Gateway.Api.SendAsync(request);
        return (int)answer.StatusCode;
    }

    async Task<string> TextAsync(string token, HttpMethod method, string address, object? body)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        using var answer = await Gateway.Api.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
