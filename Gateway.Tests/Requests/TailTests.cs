using System.Text.Json.Nodes;
using Gateway.Analytics.Requests;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Requests;

/// <summary>Requests as they end, over two nodes on one database.</summary>
public sealed class TailTests
{
    TestStand stand = null!;
    TestGateway second = null!;

    TestGateway First => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync(http =>
        {
            http.Response.StatusCode = http.Request.Path.Value!.Contains("fail", StringComparison.Ordinal) ? 500 : 200;
            return Task.CompletedTask;
        });
        second = await TestGateway.StartAsync(stand.Database.ConnectionString, null, $"Gateway:SecretFile={First.Folder}/secret", "Gateway:Node=second");
        await First.ApplyAsync(new
        {
            tenants = new[] { new { id = "globex", name = "Globex" } },
            clusters = new[] { new { id = "main", tenant = "globex", destinations = new[] { new { id = "a", address = stand.Upstream.Address } } } },
            routes = new object[]
            {
                new { id = "theirs", tenant = "globex", cluster = "main", match = new { path = "/theirs/{**rest}" } },
                new { id = "shop", tenant = "acme", team = "shop", cluster = "main", match = new { path = "/shop/{**rest}" } },
            },
        });
        await second.ReadyAsync();
        await Eventually.HoldsAsync(async () => (await SendAsync(second, "/theirs/warm")) == 200, "the second node serves it");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await second.DisposeAsync();
        await stand.DisposeAsync();
    }

    [Test]
    public async Task A_request_to_either_node_is_seen_within_a_second_on_both_and_once()
    {
        await using var here = await TailClient.OpenAsync(First, TestGateway.Token);
        await using var there = await TailClient.OpenAsync(second, TestGateway.Token, asPage: true);
        var ended = new Dictionary<string, DateTimeOffset>();
        for (var round = 0; round < 10; round++)
        {
            var path = $"/open/live-{round}";
            Assert.That(await SendAsync(round % 2 == 0 ? First : second, path), Is.EqualTo(200));
            ended[path] = TimeProvider.System.GetUtcNow();
            await Eventually.HoldsAsync(() => Paths(here).Contains(path) && Paths(there).Contains(path), $"{path} is seen on both");
        }

        foreach (var client in new[] { here, there })
        {
            var late = client.Requests.Where(each => ended.ContainsKey(PathOf(each.Request))).Select(each => (each.At - ended[PathOf(each.Request)]).TotalMilliseconds).Order().ToList();
            TestContext.Out.WriteLine($"until seen, ms: {string.Join(", ", late.Select(each => $"{each:0}"))}");
            Assert.That(late, Has.Count.EqualTo(10), "each once");
            Assert.That(late[late.Count / 2], Is.LessThan(1000), "the median");
        }
    }

    [Test]
    public async Task Each_watcher_sees_what_its_filters_tenant_and_team_leave()
    {
        var member = await ApiCaller.OfRoleAsync(First, "teamViewer", "acme", "shop");
        var other = await ApiCaller.OfRoleAsync(First, "tenantViewer", "globex");
        await using var failing = await TailClient.OpenAsync(First, TestGateway.Token, filters: """[{"dimension":"statusClass","values":["5xx"]},{"dimension":"path","op":"prefix","values":["/open/sort"]}]""");
        await using var team = await TailClient.OpenAsync(First, member.Token, tenant: null);
        await using var theirs = await TailClient.OpenAsync(First, other.Token, tenant: null);
        await using var all = await TailClient.OpenAsync(First, TestGateway.Token, tenant: null);
        foreach (var path in new[] { "/open/sort-1", "/open/sort-fail", "/shop/sort-2", "/theirs/sort-3", "/open/sort-end" })
            await SendAsync(First, path);
        await Eventually.HoldsAsync(() => Paths(all).Contains("/open/sort-end"), "all came");
        await Eventually.HoldsAsync(() => Paths(failing).Any() && Paths(team).Any() && Paths(theirs).Any(), "each saw something");
        Assert.That(Sorted(all), Is.EqualTo(new[] { "/open/sort-1", "/open/sort-end", "/open/sort-fail", "/shop/sort-2", "/theirs/sort-3" }));
        Assert.That(Sorted(failing), Is.EqualTo(new[] { "/open/sort-fail" }));
        Assert.That(Sorted(team), Is.EqualTo(new[] { "/shop/sort-2" }));
        Assert.That(Sorted(theirs), Is.EqualTo(new[] { "/theirs/sort-3" }));
        Assert.That(failing.Requests.Single().Request["status"]!.GetValue<int>(), Is.EqualTo(500));
    }

    [Test]
    public async Task It_can_be_told_other_filters_to_pause_and_what_is_wrong()
    {
        await using var client = await TailClient.OpenAsync(First, TestGateway.Token);
        await client.SayAsync("""{"type":"filters","filters":[{"dimension":"route","values":["shop"]}]}""");
        await client.SayAsync("""{"type":"filters","filters":[{"dimension":"rout","values":["open"]}]}""");
        await client.HearsAsync(message => message["errors"]?["filters[0].dimension"] is not null, "the field that is wrong");
        await SendAsync(First, "/open/told");
        await SendAsync(First, "/shop/told");
        await Eventually.HoldsAsync(() => Paths(client).Contains("/shop/told"), "the filters that were right hold");
        Assert.That(Paths(client), Does.Not.Contain("/open/told"));

        await client.SayAsync("""{"type":"pause"}""");
        await client.HearsAsync(message => message["state"]?.GetValue<string>() == "paused", "it pauses");
        await SendAsync(First, "/shop/paused");
        await First.DrainedAsync();
        await client.SayAsync("""{"type":"resume"}""");
        await client.HearsAsync(message => message["state"]?.GetValue<string>() == "live", "it goes on", times: 2);
        await client.SayAsync("nonsense");
        await client.HearsAsync(message => message["errors"]?[""] is not null, "what is no JSON");
        Assert.That(client.IsOpen);
    }

    [Test]
    public async Task What_is_too_much_to_read_is_counted()
    {
        await using var client = await TailClient.OpenAsync(First, TestGateway.Token, filters: """[{"dimension":"path","op":"prefix","values":["/open/many"]}]""");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async worker =>
        {
            for (var round = 0; round < 40; round++)
                await SendAsync(First, $"/open/many-{worker}-{round}");
        }));
        await Eventually.HoldsAsync(() => client.Requests.Count + client.Missed == 800, "seen and missed are all");
        Assert.That(Paths(client), Is.Unique);
    }

    [Test]
    public async Task A_watcher_that_does_not_read_is_told_how_much_it_missed_and_holds_up_nobody()
    {
        var feed = First.Services.GetRequiredService<TailFeed>();
        using var idle = feed.Join(new("acme"), RequestFilters.None)!;
        await Eventually.HoldsAsync(() => idle.State == TailState.Live, "the watch is live");
        await using var reading = await TailClient.OpenAsync(First, TestGateway.Token);
        for (var round = 0; round < 14; round++)
        {
            await SendAsync(First, $"/open/idle-{round}");
            await Eventually.HoldsAsync(() => Paths(reading).Contains($"/open/idle-{round}"), "who reads sees it");
        }

        var held = 0;
        while (idle.Batches.TryRead(out var batch))
            held += batch?.Items.Count ?? 0;
        Assert.That(held + idle.TakeMissed(), Is.GreaterThanOrEqualTo(14));
        Assert.That(held, Is.InRange(6, 13));
    }

    [Test]
    public async Task A_revoked_token_ends_the_watch_within_two_seconds()
    {
        var made = await ApiCaller.Root(First).For("acme").PostAsync("tokens", new { id = "watching", name = "Watching", roles = new[] { new { role = "tenantViewer", tenant = "acme" } } });
        // On the node that did not revoke it.
        await using var client = await TailClient.OpenAsync(second, made["token"]!.GetValue<string>(), tenant: null);
        Assert.That(await ApiCaller.Root(First).For("acme").StatusAsync("DELETE", "tokens/watching"), Is.EqualTo(204));
        await client.ClosedAsync(TimeSpan.FromSeconds(2.5));
        Assert.That(client.Closed, Is.EqualTo("signed out"));
    }

    [Test]
    public async Task Who_is_not_let_in_hears_why_before_the_socket_opens()
    {
        var stranger = await ApiCaller.OfRoleAsync(First, "tenantViewer", "globex");
        Assert.That(await TailClient.RefusedAsync(First, ""), Is.EqualTo(401));
        Assert.That(await TailClient.RefusedAsync(First, stranger.Token), Is.EqualTo(403));
        Assert.That(await TailClient.RefusedAsync(First, TestGateway.Token, filters: "[{}]"), Is.EqualTo(400));
        Assert.That(await TailClient.RefusedAsync(First, TestGateway.Token, filters: "nonsense"), Is.EqualTo(400));
        Assert.That(await ApiCaller.Root(First).StatusAsync("GET", "requests/tail"), Is.EqualTo(426));
    }

    [Test]
    public async Task So_many_may_watch_a_tenant_and_no_more()
    {
        var feed = second.Services.GetRequiredService<TailFeed>();
        var watchers = Enumerable.Range(0, TailFeed.MostOfTenant).Select(_ => feed.Join(new("crowd"), RequestFilters.None)!).ToList();
        Assert.That(watchers, Has.All.Not.Null);
        Assert.That(feed.Join(new("crowd"), RequestFilters.None), Is.Null);
        using (var another = feed.Join(new("acme"), RequestFilters.None))
            Assert.That(another, Is.Not.Null);
        watchers.ForEach(watcher => watcher.Dispose());
        using var again = feed.Join(new("crowd"), RequestFilters.None);
        Assert.That(again, Is.Not.Null);
    }

    [Test]
    public async Task The_list_finds_what_the_tail_showed_and_opens_it()
    {
        await using var client = await TailClient.OpenAsync(First, TestGateway.Token);
        await SendAsync(First, "/open/found?secret=1");
        await Eventually.HoldsAsync(() => Paths(client).Contains("/open/found"), "it is shown");
        var shown = client.Requests.Single(each => PathOf(each.Request) == "/open/found").Request;
        Assert.That(shown.ToJsonString(), Does.Not.Contain("secret"));
        var caller = ApiCaller.Root(First).For("acme");
        var listed = await caller.GetAsync($"requests?from=now-5m&limit=1&filters={Uri.EscapeDataString("""[{"dimension":"path","values":["/open/found"]}]""")}");
        Assert.That(listed["items"]![0]!.ToJsonString(), Is.EqualTo(shown.ToJsonString()));
        var full = await caller.GetAsync($"requests/{shown["id"]}");
        Assert.That((full["route"]!.GetValue<string>(), full["attempts"]!.GetValue<int>(), full["destination"]!.GetValue<string>()), Is.EqualTo(("open", 1, "a")));
        Assert.That(await caller.For("globex").StatusAsync("GET", $"requests/{shown["id"]}"), Is.EqualTo(404));
        Assert.That(await caller.StatusAsync("GET", "requests/1-2"), Is.EqualTo(404));
        var (status, text) = await caller.SendAsync("GET", "requests?order=newest&order=slowest&colour=red&limit=x");
        Assert.That(status, Is.EqualTo(400));
        Assert.That(JsonNode.Parse(text)!["errors"]!.AsObject().Select(each => each.Key), Is.EquivalentTo(new[] { "order", "colour", "limit" }));
    }

    static async Task<int> SendAsync(TestGateway gateway, string path)
    {
        using var answer = await gateway.Client.GetAsync(path);
        return (int)answer.StatusCode;
    }

    static string PathOf(JsonNode request) => request["path"]?.GetValue<string>() ?? "";

    static IReadOnlyList<string> Paths(TailClient client) => [.. client.Requests.Select(each => PathOf(each.Request))];

    static IEnumerable<string> Sorted(TailClient client) => Paths(client).Where(path => path.Contains("sort", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
