using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Policies;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>"Try it" says what really happens: each request of the table is thought through, then sent.</summary>
public sealed class RouteTrialTests
{
    // What the client adds by itself, and what only a connection has.
    static readonly string[] OnTheWire = ["traceparent", "Content-Length", "Transfer-Encoding"];

    TestStand stand = null!;
    string secret = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        object Route(string id, object match, int order = 0, Dictionary<string, string>[]? transforms = null, object? access = null, bool enabled = true, string cluster = "main", string? team = null, string tenant = "acme") =>
            new { id, tenant, team, cluster, match, order, enabled, access = access ?? new { apiKey = "none" }, transforms = (Dictionary<string, string>[])[new() { ["RequestHeader"] = "X-Route", ["Set"] = id }, .. transforms ?? []] };
        await stand.Gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "other", name = "Other" } },
            clusters = new object[]
            {
                new { id = "none", tenant = "acme", destinations = Array.Empty<object>() },
                new { id = "two", tenant = "acme", loadBalancing = "FirstAlphabetical", destinations = new[] { new { id = "b", address = "http://127.0.0.1:1" }, new { id = "a", address = stand.Upstream.Address + "/base" } } },
                new { id = "main", tenant = "other", destinations = new[] { new { id = "a", address = stand.Upstream.Address } } },
            },
            routes = new[]
            {
                Route("exact", new { path = "/a/one" }),
                Route("rest", new { path = "/a/{**rest}" }),
                Route("late", new { path = "/a/{**rest}" }, order: 9),
                Route("early", new { path = "/a/first/{**rest}", methods = new[] { "POST" } }, order: -1),
                Route("number", new { path = "/n/{id:int}" }),
                Route("host", new { hosts = new[] { "*.example.com" }, path = "/h" }),
                Route("header", new { path = "/v", headers = new[] { new { name = "X-Version", values = new[] { "2" }, mode = "Exact" } } }, order: -1),
                Route("query", new { path = "/v", query = new[] { new { name = "beta", mode = "Exists" } } }),
                Route("off", new { path = "/off" }, enabled: false),
                Route("keyed", new { path = "/k/{**rest}" }, access: new { apiKey = "required" }, transforms: [new() { ["PathRemovePrefix"] = "/k" }, new() { ["QueryValueParameter"] = "by", ["Set"] = "gateway" }, new() { ["X-Forwarded"] = "Append" }], cluster: "two"),
                Route("empty", new { path = "/empty" }, cluster: "none"),
                Route("foreign", new { path = "/foreign" }, tenant: "other"),
            },
        });
        secret = await stand.Gateway.KeyAsync(new { id = "mobile", tenant = "acme", name = "Mobile app", allow = new { routes = new[] { "keyed" } } });
    }

    [Test]
    public async Task A_route_that_is_not_saved_is_tried_in_place_of_the_published_one()
    {
        object Unsaved(string path, bool enabled = true, int order = 0) => new
        {
            id = "exact", tenant = "acme", cluster = "main", order, enabled, match = new { path }, access = new { apiKey = "none" },
            transforms = new[] { new Dictionary<string, string> { ["PathSet"] = "/changed" } },
        };
        var root = ApiCaller.Root(stand.Gateway);
        Task<JsonNode> TryAsync(string path, object route, int status = 200) => root.JsonAsync("POST", "routes/try", new { url = $"http://localhost{path}", route }, status);

        var changed = await TryAsync("/a/two", Unsaved("/a/{**rest}", order: -5));
        Assert.That(changed["winner"]!["id"]!.GetValue<string>(), Is.EqualTo("exact"));
        Assert.That(changed["upstream"]!["url"]!.GetValue<string>(), Does.EndWith("/changed"), "its transforms are those of the draft");
        Assert.That((await TryAsync("/a/one", Unsaved("/elsewhere")))["winner"]!["id"]!.GetValue<string>(), Is.EqualTo("rest"), "the published one of its id is out of the way");
        var disabled = await TryAsync("/a/one", Unsaved("/a/one", enabled: false));
        Assert.That(disabled["winner"]!["id"]!.GetValue<string>(), Is.EqualTo("rest"));
        Assert.That(disabled["others"]!.AsArray().Single(other => other!["id"]!.GetValue<string>() == "exact")!["reason"]!.GetValue<string>(), Is.EqualTo("disabled"));
        Assert.That((await TryAsync("/x", Unsaved("/{unclosed"), 422))["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { "route.match.path" }));
        using var published = await stand.Gateway.Client.GetAsync("/a/one");
        Assert.That((int)published.StatusCode, Is.EqualTo(200), "what is published goes on");
        Assert.That(stand.Upstream.Log.Last().Target, Is.EqualTo("/a/one"));
    }

    [OneTimeTearDown]
    public Task StopAsync() => stand.DisposeAsync().AsTask();

    [TestCase("GET", "/a/one", "exact", 200)]
    [TestCase("GET", "/A/ONE/", "exact", 200)]
    [TestCase("GET", "/a/two?x=1&y=%20", "rest", 200)]
    [TestCase("POST", "/a/first/x", "early", 200)]
    [TestCase("GET", "/a/first/x", "rest", 200)]
    [TestCase("GET", "/a/b%2Fc/%C3%A9", "rest", 200)]
    [TestCase("HEAD", "/a/../a/one", "exact", 200)]
    [TestCase("GET", "/n/12", "number", 200)]
    [TestCase("GET", "/n/twelve", null, 404)]
    [TestCase("GET", "/h", null, 404)]
    [TestCase("GET", "/h", "host", 200, "Host: api.example.com")]
    [TestCase("GET", "/v", null, 404)]
    [TestCase("GET", "/v?beta=1", "query", 200)]
    [TestCase("GET", "/v?beta=1", "header", 200, "X-Version: 2")]
    [TestCase("GET", "/off", null, 404)]
    [TestCase("GET", "/empty", "empty", 503)]
    [TestCase("GET", "/k/orders?a=b", "keyed", 401)]
    [TestCase("GET", "/k/orders?a=b", "keyed", 401, "X-Api-Key: gw_live_short")]
    [TestCase("GET", "/k/orders?a=b", "keyed", 200, "X-Api-Key: {secret}", "X-Forwarded-For: 203.0.113.7", "X-Own: 1")]
    [TestCase("GET", "/k/orders", "keyed", 200, "Authorization: Bearer {secret}")]
    [TestCase("GET", "/orders/1", "orders", 403, "X-Api-Key: {secret}")]
    public async Task What_is_said_is_what_happens(string method, string target, string? route, int status, params string[] headers)
    {
        var lines = headers.Select(line => line.Replace("{secret}", secret, StringComparison.Ordinal).Split(": ")).Select(parts => (Name: parts[0], Value: parts[1])).ToList();
        var said = await TryAsync(method, target, lines);
        Assert.That(said["winner"]?["id"]?.GetValue<string>(), Is.EqualTo(route), said.ToString());

        var before = stand.Upstream.Log.Count;
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        foreach (var (name, value) in lines)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await stand.Gateway.Client.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(said["refusal"]?["status"]?.GetValue<int>() ?? 200, Is.EqualTo(status), said.ToString());
        if (status != 200)
        {
            Assert.That(said["upstream"], Is.Null);
            if (method != "HEAD")
                Assert.That(said["refusal"]!["detail"]!.GetValue<string>(), Is.EqualTo(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>()));
            return;
        }

        var asked = stand.Upstream.Log.Skip(before).Single();
        var upstream = said["upstream"]!;
        Assert.That(asked.Headers["X-Route"], Is.EqualTo(route));
        Assert.That(upstream["method"]!.GetValue<string>(), Is.EqualTo(asked.Method));
        var url = new Uri(upstream["url"]!.GetValue<string>());
        Assert.That(PathString.FromUriComponent(url.AbsolutePath).Value + url.Query, Is.EqualTo(asked.Target));
        var saidHeaders = upstream["headers"]!.AsArray().GroupBy(line => line!["name"]!.GetValue<string>(), line => line!["value"]!.GetValue<string>(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(", ", group), StringComparer.OrdinalIgnoreCase);
        Assert.That(saidHeaders, Is.EquivalentTo(asked.Headers.Where(header => !OnTheWire.Contains(header.Key))));
    }

    [Test]
    public async Task Why_each_other_route_does_not_take_it()
    {
        var said = await TryAsync("GET", "/a/first/x", []);
        Assert.That(Why(said, "late"), Is.EqualTo("order: It matches, but its order 9 comes after 0."));
        Assert.That(Why(said, "early"), Is.EqualTo("method: It takes POST."));
        Assert.That(Why(said, "exact"), Is.EqualTo("path: Its path is /a/one."));
        Assert.That(Why(said, "host"), Is.EqualTo("host: It takes the host *.example.com."));
        Assert.That(Why(said, "off"), Is.EqualTo("disabled: It is disabled."));
        said = await TryAsync("GET", "/v", []);
        Assert.That(Why(said, "header"), Is.EqualTo("header: It asks for the header X-Version (ExactHeader: 2)."));
        Assert.That(Why(said, "query"), Is.EqualTo("query: It asks for the parameter beta (Exists)."));
        said = await TryAsync("GET", "/a/one", []);
        Assert.That(Why(said, "rest"), Is.EqualTo("order: It matches, but the other one says more exactly what it takes."));
        Assert.That(Why(await TryAsync("GET", "/n/twelve", []), "number"), Is.EqualTo("path: Its path is /n/{id:int}."));
    }

    [Test]
    public async Task Nothing_comes_of_it_and_of_another_tenant_nothing_is_said()
    {
        var gateway = stand.Gateway;
        await gateway.DrainedAsync();
        var spool = gateway.Services.GetRequiredService<Analytics.Spool.ISpool>().Reader;
        var (events, asked) = (spool.Counts().Captured, stand.Upstream.Log.Count);
        var fresh = await gateway.KeyAsync(new { id = "unused", tenant = "acme", name = "Unused" });
        var said = await TryAsync("GET", "/k/x", [("X-Api-Key", fresh)]);
        Assert.That(said["upstream"]!["withheld"]!.AsArray().Select(name => name!.GetValue<string>()), Is.EqualTo(new[] { "X-Api-Key" }));
        Assert.That(said["upstream"]!["destination"]!.GetValue<string>(), Is.EqualTo("a"));
        Assert.That(said["upstream"]!["destinations"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That((spool.Counts().Captured, stand.Upstream.Log.Count), Is.EqualTo((events, asked)), "no event, nothing sent");
        Assert.That(gateway.Services.GetRequiredService<KeyRing>().Current.Entries.Single(key => key.Id == "unused").LastUsedTicks, Is.Zero);

        said = await TryAsync("GET", "/foreign", [], tenant: "acme");
        Assert.That(said.ToString(), Does.Contain("\"isHidden\": true").And.Not.Contain("\"foreign\"").And.Not.Contain("\"other\""));
        Assert.That((await TryAsync("GET", "/a/one", [], tenant: "other"))["isHidden"]!.GetValue<bool>());

        using var wrong = await gateway.Api.PostAsJsonAsync("routes/try", new { method = "G T", url = "/orders", headers = new[] { new { name = "a b", value = "\n" } } });
        var errors = JsonNode.Parse(await wrong.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(error => error.Key);
        Assert.That(errors, Is.EqualTo(new[] { "headers[0].name", "headers[0].value", "method", "url" }));
    }

    async Task<JsonNode> TryAsync(string method, string target, IReadOnlyList<(string Name, string Value)> headers, string? tenant = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "routes/try")
        {
            Content = JsonContent.Create(new { method, url = stand.Gateway.Proxy.GetLeftPart(UriPartial.Authority) + target, headers = headers.Select(header => new { name = header.Name, value = header.Value }) }),
        };
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        using var answer = await stand.Gateway.Api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), text);
        return JsonNode.Parse(text)!;
    }

    static string? Why(JsonNode said, string route)
    {
        var loser = said["others"]!.AsArray().SingleOrDefault(other => other!["id"]!.GetValue<string>() == route);
        return loser is null ? null : $"{loser["reason"]}: {loser["detail"]}";
    }
}
