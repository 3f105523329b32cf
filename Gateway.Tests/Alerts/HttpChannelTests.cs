using System.Security.Cryptography;
using System.Text;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>Channels that post, against a real server on loopback.</summary>
public sealed class HttpChannelTests
{
    static readonly AlertNotice Fired = ChannelStand.Notice();
    static readonly AlertNotice Resolved = ChannelStand.Notice("n2", NoticeKind.Resolved);

    ChannelStand stand = null!;
    FakeHook hook = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (stand, hook) = (new ChannelStand(), await FakeHook.StartAsync());

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        stand.Dispose();
        await hook.DisposeAsync();
    }

    [SetUp]
    public void Clear()
    {
        hook.Posts.Clear();
        hook.Answer = null;
    }

    [Test]
    public async Task A_webhook_gets_the_whole_notice_signed()
    {
        var answer = await stand.SendAsync("webhook", new { url = hook.Address + "/in", secret = "s3cret", authorization = "Bearer abc" }, Fired);
        Assert.That(answer, Is.EqualTo(new ChannelAnswer(ChannelOutcome.Delivered, "200: ok")));
        var post = hook.Posts.Single();
        var (id, at) = (post.Headers["webhook-id"], post.Headers["webhook-timestamp"]);
        var expected = Convert.ToBase64String(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes($"{id}.{at}.{post.Body}")));
        Assert.That((id, post.Headers["webhook-signature"], post.Headers["Authorization"]), Is.EqualTo(("n1", "v1," + expected, "Bearer abc")));
        Assert.That((post.Json["state"]!.ToString(), post.Json["severity"]!.ToString(), post.Json["conditions"]![0]!["value"]!.GetValue<double>()), Is.EqualTo(("firing", "critical", 0.07)));
    }

    [Test]
    public async Task A_secret_in_the_form_of_the_specification_is_decoded_first()
    {
        var key = RandomNumberGenerator.GetBytes(24);
        await stand.SendAsync("webhook", new { url = hook.Address, secret = "whsec_" + Convert.ToBase64String(key) }, Fired);
        var post = hook.Posts.Single();
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"n1.{post.Headers["webhook-timestamp"]}.{post.Body}"));
        Assert.That(post.Headers["webhook-signature"], Is.EqualTo("v1," + Convert.ToBase64String(expected)));
    }

    [Test]
    public async Task A_template_takes_the_payloads_place_and_its_values_cannot_break_out()
    {
        await stand.SendAsync("webhook", new { url = hook.Address, template = """{"text": "{name} at {value} over {threshold}: {message}", "run": "{label.runbook}", "all": {{}}}""" }, Fired);
        Assert.That(hook.Posts.Single().Json["text"]!.ToString(), Is.EqualTo("Orders failing at 0.07 over 0.05: Orders fail: 7 % — <b>\"quoted\"</b>"));
        Assert.That(hook.Posts.Single().Json["run"]!.ToString(), Is.EqualTo("https://wiki.example.com/orders"));
    }

    [TestCase("{nonsense}", "{nonsense} is no placeholder")]
    [TestCase("not json", "must make JSON")]
    public void A_template_that_cannot_work_is_refused(string template, string message)
    {
        var errors = ChannelStand.Settings(stand.All.Find("webhook")!.Kind, new { url = hook.Address, template }).Errors().ToList();
        Assert.That(errors.Single().Setting, Is.EqualTo("template"));
        Assert.That(errors.Single().Message, Does.StartWith(message));
    }

    [Test]
    public async Task An_otoroshi_payload_has_the_fields_that_its_listeners_read()
    {
        await stand.SendAsync("webhook", new { url = hook.Address, payload = "otoroshi" }, Fired);
        var json = hook.Posts.Single().Json;
        Assert.That(
            (json["@type"]!.ToString(), json["alert"]!.ToString(), json["alertSubcategory"]!.ToString(), json["alertId"]!.ToString(), json["windowSeconds"]!.GetValue<long>()),
            Is.EqualTo(("AlertEvent", "UserAnalyticsAlert", "user-analytics", "orders-failing", 300L)));
        Assert.That((json["conditions"]![0]!["matched"]!.GetValue<bool>(), json["conditions"]![0]!["threshold"]!.GetValue<double>()), Is.EqualTo((true, 0.05)));
    }

    [Test]
    public async Task Slack_gets_many_in_one_message_and_no_name_makes_a_link()
    {
        await stand.SendAsync("slack", new { url = hook.Address }, Fired, Resolved);
        var json = hook.Posts.Single().Json;
        Assert.That(json["text"]!.ToString(), Is.EqualTo("2 notices, 1 firing, 1 resolved"));
        Assert.That(json["attachments"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(json["attachments"]![0]!["blocks"]![0]!["text"]!["text"]!.ToString(), Is.EqualTo("*Critical: Orders failing is firing (orders)*\nOrders fail: 7 % — &lt;b&gt;\"quoted\"&lt;/b&gt;"));
    }

    [Test]
    public async Task Teams_gets_an_adaptive_card()
    {
        await stand.SendAsync("teams", new { url = hook.Address }, Fired);
        var attachment = hook.Posts.Single().Json["attachments"]![0]!;
        Assert.That(attachment["contentType"]!.ToString(), Is.EqualTo("application/vnd.microsoft.card.adaptive"));
        Assert.That((attachment["content"]!["type"]!.ToString(), attachment["content"]!["actions"]![0]!["url"]!.ToString()), Is.EqualTo(("AdaptiveCard", Fired.Link)));
    }

    [Test]
    public async Task PagerDuty_triggers_and_resolves_by_the_same_key()
    {
        foreach (var notice in new[] { Fired, Resolved })
            await stand.SendAsync("pagerDuty", new { url = hook.Address, routingKey = "r-key" }, notice);
        Assert.That(
            hook.Posts.Select(post => (post.Json["event_action"]!.ToString(), post.Json["dedup_key"]!.ToString(), post.Json["routing_key"]!.ToString())),
            Is.EqualTo(new[] { ("trigger", "acme/orders-failing/orders", "r-key"), ("resolve", "acme/orders-failing/orders", "r-key") }));
        Assert.That(hook.Posts.First().Json["payload"]!["severity"]!.ToString(), Is.EqualTo("critical"));
    }

    [Test]
    public async Task Opsgenie_makes_and_closes_by_the_same_alias()
    {
        foreach (var notice in new[] { Fired, Resolved })
            await stand.SendAsync("opsgenie", new { url = hook.Address, apiKey = "o-key" }, notice);
        var (made, closed) = (hook.Posts.First(), hook.Posts.Last());
        Assert.That((made.Target, made.Json["alias"]!.ToString(), made.Json["priority"]!.ToString()), Is.EqualTo(("/v2/alerts", "acme/orders-failing/orders", "P1")));
        Assert.That((closed.Target, closed.Headers["Authorization"]), Is.EqualTo(("/v2/alerts/acme%2Forders-failing%2Forders/close?identifierType=alias", "GenieKey o-key")));
    }

    [TestCase(500, ChannelOutcome.Again)]
    [TestCase(408, ChannelOutcome.Again)]
    [TestCase(404, ChannelOutcome.Refused)]
    [TestCase(302, ChannelOutcome.Refused)]
    public async Task An_answer_says_whether_trying_again_helps(int status, ChannelOutcome expected)
    {
        hook.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return http.Response.WriteAsync(new string('x', 5000));
        };
        var answer = await stand.SendAsync("webhook", new { url = hook.Address }, Fired);
        Assert.That(answer.Outcome, Is.EqualTo(expected));
        Assert.That(answer.Detail, Does.StartWith($"{status}"));
        Assert.That(answer.Detail, Has.Length.LessThanOrEqualTo(ChannelAnswer.MaximumDetail));
    }

    [Test]
    public async Task Retry_After_is_honoured()
    {
        hook.Answer = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (429, "120");
            return Task.CompletedTask;
        };
        var answer = await stand.SendAsync("webhook", new { url = hook.Address }, Fired);
        Assert.That((answer.Outcome, answer.RetryAfter), Is.EqualTo((ChannelOutcome.Again, TimeSpan.FromSeconds(120))));
    }

    [Test]
    public async Task A_redirect_that_keeps_the_message_is_followed_on_the_same_host_alone()
    {
        hook.Answer = http =>
        {
            if (http.Request.Path == "/")
                (http.Response.StatusCode, http.Response.Headers.Location) = (307, "/moved");
            return Task.CompletedTask;
        };
        Assert.That((await stand.SendAsync("webhook", new { url = hook.Address + "/" }, Fired)).Outcome, Is.EqualTo(ChannelOutcome.Delivered));
        Assert.That(hook.Posts.Select(post => post.Target), Is.EqualTo(new[] { "/", "/moved" }));

        await using var other = await FakeHook.StartAsync();
        hook.Answer = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.Location) = (308, other.Address);
            return Task.CompletedTask;
        };
        Assert.That((await stand.SendAsync("webhook", new { url = hook.Address }, Fired)).Detail, Does.Contain("redirects to another host"));
        Assert.That(other.Posts, Is.Empty);
    }

    [Test]
    public async Task Who_does_not_answer_in_time_is_tried_again()
    {
        using var impatient = new ChannelStand(timeout: "00:00:01");
        hook.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        var answer = await impatient.SendAsync("webhook", new { url = hook.Address }, Fired);
        Assert.That((answer.Outcome, answer.Detail), Is.EqualTo((ChannelOutcome.Again, "127.0.0.1 did not answer within 1 seconds.")));
    }

    [TestCase("http://127.0.0.1:80/")]
    [TestCase("http://localhost/")]
    [TestCase("http://[::ffff:127.0.0.1]/")]
    [TestCase("http://169.254.169.254/latest/meta-data")]
    [TestCase("http://0.0.0.0/")]
    public async Task Nothing_goes_to_this_machine_or_to_a_clouds_metadata_unless_it_is_allowed(string url)
    {
        using var closed = new ChannelStand(local: false);
        var answer = await closed.SendAsync("webhook", new { url }, Fired);
        Assert.That((answer.Outcome, answer.Detail), Is.EqualTo((ChannelOutcome.Refused, answer.Detail)));
        Assert.That(answer.Detail, Does.Contain("Gateway:Channels:LocalAddresses"));
    }
}
