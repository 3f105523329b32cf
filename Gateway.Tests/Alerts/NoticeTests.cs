using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>Notices from the log of alerts to a real server on loopback.</summary>
public sealed class NoticeTests
{
    NoticeStand stand = null!;
    FakeHook hook = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (stand, hook) = (await NoticeStand.StartAsync(), await FakeHook.StartAsync());

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await stand.DisposeAsync();
        await hook.DisposeAsync();
    }

    [SetUp]
    public async Task ClearAsync()
    {
        hook.Posts.Clear();
        hook.Answer = null;
        await stand.ChangeAsync(db => db.Database.ExecuteSql($"/* test */ delete from gateway.channels; delete from gateway.alert_events; delete from gateway.silences"));
    }

    string[] Keys => [.. hook.Posts.Select(post => post.Headers["webhook-id"])];

    async Task<string[]> StatesAsync() => [.. (await stand.DeliveriesAsync()).Select(row => row.State)];

    [Test]
    public async Task A_notice_goes_to_the_channels_that_its_alert_names_or_that_ask_for_its_like_once()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address + "/named");
        await stand.ChannelAsync("acme", "webhook", hook.Address + "/unnamed");
        await stand.ChannelAsync("acme", "webhook", hook.Address + "/like", new ChannelReceivesDocument { Severities = ["critical"], Labels = new Dictionary<string, string> { ["service"] = "orders" } });
        await stand.ChannelAsync("acme", "webhook", hook.Address + "/unlike", new ChannelReceivesDocument { Severities = ["info"] });
        await stand.ChannelAsync("other", "webhook", hook.Address + "/foreign", new ChannelReceivesDocument());
        await stand.ChannelAsync("platform", "webhook", hook.Address + "/platform", new ChannelReceivesDocument { Tenants = ["*"] });
        await stand.ChannelAsync("platform", "webhook", hook.Address + "/platforms-own", new ChannelReceivesDocument());
        await stand.LogAsync(to: [named, "gone"]);
        for (var i = 0; i < 3; i++)
            await stand.RunAsync();
        Assert.That(hook.Posts.Select(post => post.Target), Is.EquivalentTo(new[] { "/named", "/like", "/platform" }));
        Assert.That(await StatesAsync(), Is.All.EqualTo("sent"));
        Assert.That((await stand.DeliveriesAsync()).Select(row => row.Answer), Is.All.EqualTo("200: ok"));
    }

    [Test]
    public async Task An_end_goes_where_its_beginning_went()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address);
        await stand.ChannelAsync("acme", "webhook", hook.Address, new ChannelReceivesDocument { Severities = ["info"] });
        var fired = await stand.LogAsync(to: named);
        var resolved = await stand.LogAsync("resolved", severity: "info");
        await stand.LogAsync("resolved", alert: "never-fired", to: named);
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { fired, resolved }));
    }

    [Test]
    public async Task Notices_that_come_together_go_out_together_where_the_channel_can()
    {
        var slack = await stand.ChannelAsync("acme", "slack", hook.Address);
        await stand.LogAsync(to: slack);
        await stand.RunAsync();
        Assert.That(hook.Posts, Is.Empty);
        stand.Time.Now += TimeSpan.FromSeconds(9);
        await stand.LogAsync(alert: "another", to: slack);
        stand.Time.Now += TimeSpan.FromSeconds(1);
        await stand.RunAsync();
        Assert.That(hook.Posts.Single().Json["attachments"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That((await stand.DeliveriesAsync()).Select(row => row.Message).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task What_does_not_arrive_is_tried_again_in_order_when_the_other_side_wants_it()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address);
        var refuse = true;
        hook.Answer = http =>
        {
            if (refuse)
                (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (429, "90");
            return Task.CompletedTask;
        };
        var first = await stand.LogAsync(to: named);
        await stand.RunAsync();
        var second = await stand.LogAsync("resolved");
        refuse = false;
        stand.Time.Now += TimeSpan.FromSeconds(89);
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { first }), "left alone for as long as it asked");
        stand.Time.Now += TimeSpan.FromSeconds(1);
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { first, first, second }));
        Assert.That((await stand.DeliveriesAsync()).Select(row => (row.State, row.Attempts)), Is.EqualTo(new[] { ("sent", 2), ("sent", 1) }));
    }

    [Test]
    public async Task It_is_given_up_in_the_end_and_says_so()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address);
        hook.Answer = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await stand.LogAsync(to: named);
        for (var i = 0; i < 30 && (await StatesAsync()).SingleOrDefault() != "failed"; i++)
        {
            await stand.RunAsync();
            stand.Time.Now += TimeSpan.FromMinutes(12);
        }

        var row = (await stand.DeliveriesAsync()).Single();
        Assert.That((row.State, row.Answer, row.DueAt), Is.EqualTo(("failed", $"Given up after {row.Attempts} tries. 503", (DateTimeOffset?)null)));
        Assert.That(row.Attempts, Is.InRange(5, 7));
    }

    [Test]
    public async Task What_is_refused_is_not_tried_again_and_holds_up_nothing()
    {
        var slack = await stand.ChannelAsync("acme", "slack", hook.Address);
        hook.Answer = http =>
        {
            http.Response.StatusCode = hook.Posts.Last().Body.Contains("bad", StringComparison.Ordinal) ? 400 : 200;
            return Task.CompletedTask;
        };
        await stand.LogAsync(alert: "bad", to: slack);
        await stand.LogAsync(alert: "good", to: slack);
        await stand.Router().RunAsync(CancellationToken.None);
        stand.Time.Now += TimeSpan.FromSeconds(10);
        await stand.RunAsync();
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "failed", "sent" }));
    }

    [Test]
    public async Task A_channel_that_has_its_fill_gets_the_rest_summed_up()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address, perHour: 2);
        for (var i = 0; i < 5; i++)
            await stand.LogAsync(alert: $"a{i}", to: named);
        await stand.RunAsync();
        Assert.That((hook.Posts.Count, string.Join(' ', await StatesAsync())), Is.EqualTo((2, "sent sent held held held")));
        stand.Time.Now += TimeSpan.FromMinutes(59);
        await stand.RunAsync();
        Assert.That(hook.Posts, Has.Count.EqualTo(2));
        stand.Time.Now += TimeSpan.FromMinutes(2);
        await stand.RunAsync();
        Assert.That(string.Join(' ', await StatesAsync()), Is.EqualTo("sent sent summedUp summedUp summedUp sent"));
        var summary = hook.Posts.Last().Json;
        Assert.That((summary["state"]!.ToString(), summary["name"]!.ToString()), Is.EqualTo(("heldBack", "3 notices were held back")));
    }

    [Test]
    public async Task An_end_is_never_held_back_where_nothing_else_would_end_the_incident()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address, perHour: 1);
        var fired = await stand.LogAsync(to: named);
        await stand.RunAsync();
        await stand.LogAsync(alert: "another", to: named);
        var resolved = await stand.LogAsync("resolved");
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { fired, resolved }));
    }

    [Test]
    public async Task A_silence_keeps_notices_and_lets_those_go_that_still_hold_when_it_is_over()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address);
        await stand.SilenceAsync(stand.Time.Now.AddMinutes(30), "quiet", "over");
        var loud = await stand.LogAsync(alert: "loud", to: named);
        await stand.LogAsync(alert: "over", to: named);
        await stand.LogAsync(alert: "quiet", to: named);
        var quiet = await stand.LogAsync(alert: "quiet", to: named);
        await stand.RunAsync();
        await stand.LogAsync("resolved", alert: "over");
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { loud }));
        Assert.That((await stand.DeliveriesAsync()).Select(row => $"{row.AlertId} {row.State}"), Is.EqualTo(new[] { "loud sent", "over skipped", "quiet silenced", "quiet silenced" }));
        stand.Time.Now += TimeSpan.FromMinutes(29);
        await stand.RunAsync();
        stand.Time.Now += TimeSpan.FromMinutes(1);
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { loud, quiet }));
    }

    [Test]
    public async Task Two_nodes_send_each_notice_once()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address);
        for (var i = 0; i < 20; i++)
            await stand.LogAsync(alert: $"a{i}", to: named);
        var nodes = Enumerable.Range(0, 2).Select(async _ =>
        {
            for (var i = 0; i < 5; i++)
                await stand.RunAsync();
        });
        await Task.WhenAll(nodes);
        await stand.RunAsync();
        Assert.That(Keys, Is.Unique.And.Length.EqualTo(20));
    }

    [Test]
    public async Task A_node_that_dies_between_sending_and_writing_it_down_has_it_sent_again_with_the_same_key()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address);
        var key = await stand.LogAsync(to: named);
        await stand.Router().RunAsync(CancellationToken.None);
        using var death = new CancellationTokenSource();
        hook.Answer = _ => death.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => stand.Sender().RunAsync(death.Token));
        // What the dead node held still stands.
        await stand.ChangeAsync(db => db.Database.ExecuteSql($"/* test */ update gateway.channel_states set lease_owner = gen_random_uuid(), lease_until = {stand.Time.Now.AddMinutes(2)}"));
        hook.Answer = null;
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { key }), "the lease holds");
        stand.Time.Now += TimeSpan.FromMinutes(2);
        await stand.RunAsync();
        await stand.RunAsync();
        Assert.That(Keys, Is.EqualTo(new[] { key, key }));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "sent" }));
    }

    [Test]
    public async Task What_waits_for_a_channel_that_was_switched_off_is_skipped()
    {
        var named = await stand.ChannelAsync("acme", "webhook", hook.Address);
        await stand.LogAsync(to: named);
        await stand.Router().RunAsync(CancellationToken.None);
        await stand.ChangeAsync(db => db.Channels.ExecuteUpdate(set => set.SetProperty(row => row.Enabled, false)));
        await stand.RunAsync();
        Assert.That((hook.Posts.Count, (await StatesAsync()).Single()), Is.EqualTo((0, "skipped")));
    }

    [Test]
    public async Task While_the_database_is_away_a_node_tells_from_memory_and_writes_it_down_later()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var away = await NoticeStand.StartAsync(database);
        var named = await away.ChannelAsync("acme", "webhook", hook.Address);
        var sender = away.NodeSender();
        await sender.RunAsync(CancellationToken.None);
        await server.StopAsync();
        var notice = ChannelStand.Notice("from-memory") with { Channels = [named] };
        away.FromNode.Add(notice);
        hook.Answer = http =>
        {
            http.Response.StatusCode = hook.Posts.Count == 1 ? 503 : 200;
            return Task.CompletedTask;
        };
        await sender.RunAsync(CancellationToken.None);
        away.Time.Now += TimeSpan.FromSeconds(20);
        await sender.RunAsync(CancellationToken.None);
        Assert.That(Keys, Is.EqualTo(new[] { "from-memory", "from-memory" }));
        await server.StartAsync();
        away.Time.Now += TimeSpan.FromSeconds(20);
        await Eventually.HoldsAsync(async () =>
        {
            await sender.RunAsync(CancellationToken.None);
            return (await away.DeliveriesAsync()).Count == 1;
        }, "it is written down");
        var row = (await away.DeliveriesAsync()).Single();
        Assert.That((row.Key, row.State, row.Attempts), Is.EqualTo(("from-memory", "sent", 2)));
        away.FromNode.Add(notice with { Key = "again" });
        await sender.RunAsync(CancellationToken.None);
        Assert.That((await away.DeliveriesAsync()).Select(each => each.State), Is.EqualTo(new[] { "sent", "pending" }));
    }
}
