using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>Mail, against a real server on loopback.</summary>
public sealed class EmailChannelTests
{
    ChannelStand stand = null!;

    [OneTimeSetUp]
    public void Start() => stand = new ChannelStand(timeout: "00:00:05");

    [OneTimeTearDown]
    public void End() => stand.Dispose();

    static object Settings(FakeMailServer server, string security = "startTls", string? certificate = null, string password = "p w", string to = "ops@example.com, dev@example.com") => new
    {
        to,
        from = "gateway@example.com",
        host = "localhost",
        port = server.Port,
        security,
        user = security == "none" ? "" : "gw",
        password = security == "none" ? "" : password,
        certificate = certificate ?? server.Pem,
    };

    [TestCase("startTls", "PLAIN")]
    [TestCase("startTls", "LOGIN")]
    [TestCase("tls", "PLAIN LOGIN")]
    public async Task Mail_goes_out_over_TLS_with_a_login(string security, string logins)
    {
        await using var server = FakeMailServer.Start(isTls: security == "tls", logins: logins, account: ("gw", "p w"));
        var answer = await stand.SendAsync("email", Settings(server, security), ChannelStand.Notice());
        Assert.That(answer, Is.EqualTo(new ChannelAnswer(ChannelOutcome.Delivered, "250 queued as 1")));
        var mail = server.Mails.Single();
        Assert.That((mail.From, mail.Secure), Is.EqualTo(("MAIL FROM:<gateway@example.com>", true)));
        Assert.That(mail.To, Is.EqualTo(new[] { "ops@example.com", "dev@example.com" }));
        Assert.That(mail.Text, Does.Contain("Auto-Submitted: auto-generated"));
        Assert.That(mail.Body, Does.Contain("Critical: Orders failing is firing (orders)").And.Contain("7 % — <b>").And.Contain("0.07 (met: > 0.05)"));
    }

    [Test]
    public async Task The_same_notices_have_the_same_message_id_and_an_incident_is_one_thread()
    {
        await using var server = FakeMailServer.Start(startTls: false);
        foreach (var notice in new[] { ChannelStand.Notice(), ChannelStand.Notice(), ChannelStand.Notice("n2", NoticeKind.Resolved) })
            await stand.SendAsync("email", Settings(server, "none", ""), notice);
        static string Line(Mail mail, string name) => mail.Text.Split('\n').Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal));
        var mails = server.Mails.ToList();
        Assert.That(Line(mails[0], "Message-ID"), Is.EqualTo(Line(mails[1], "Message-ID")).And.Not.EqualTo(Line(mails[2], "Message-ID")));
        Assert.That(mails.Select(mail => Line(mail, "References")).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task Without_STARTTLS_nothing_is_sent()
    {
        await using var server = FakeMailServer.Start(startTls: false);
        var answer = await stand.SendAsync("email", Settings(server), ChannelStand.Notice());
        Assert.That((answer.Outcome, answer.Detail), Is.EqualTo((ChannelOutcome.Again, "localhost offers no STARTTLS.")));
        Assert.That(server.Mails, Is.Empty);
    }

    [Test]
    public async Task A_certificate_that_nobody_vouches_for_ends_it()
    {
        await using var server = FakeMailServer.Start();
        var answer = await stand.SendAsync("email", Settings(server, certificate: ""), ChannelStand.Notice());
        Assert.That((answer.Outcome, server.Mails.Count), Is.EqualTo((ChannelOutcome.Again, 0)), answer.Detail);
    }

    [Test]
    public async Task A_wrong_password_is_refused_and_the_password_is_not_repeated()
    {
        await using var server = FakeMailServer.Start(account: ("gw", "p w"));
        var answer = await stand.SendAsync("email", Settings(server, password: "wrong-one"), ChannelStand.Notice());
        Assert.That((answer.Outcome, answer.Detail), Is.EqualTo((ChannelOutcome.Refused, "localhost answered 535 wrong user or password")));
    }

    [TestCase("450 busy", ChannelOutcome.Again)]
    [TestCase("550 nobody here", ChannelOutcome.Refused)]
    public async Task A_refused_recipient_is_tried_again_when_that_helps(string said, ChannelOutcome expected)
    {
        await using var server = FakeMailServer.Start(startTls: false);
        server.RecipientAnswer = said;
        Assert.That((await stand.SendAsync("email", Settings(server, "none", ""), ChannelStand.Notice())).Outcome, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_server_that_falls_silent_is_given_up_in_time()
    {
        using var impatient = new ChannelStand(timeout: "00:00:01");
        await using var server = FakeMailServer.Start(startTls: false);
        server.IsSilent = true;
        var answer = await impatient.SendAsync("email", Settings(server, "none", ""), ChannelStand.Notice());
        Assert.That((answer.Outcome, answer.Detail), Is.EqualTo((ChannelOutcome.Again, "localhost did not answer within 1 seconds.")));
    }

    [TestCase("a@example.com\r\nRCPT TO:<b@example.com>", "to")]
    [TestCase("<a@example.com>", "to")]
    public void Nothing_in_an_address_ends_a_line(string to, string setting)
    {
        var kind = stand.All.Find("email")!.Kind;
        var errors = ChannelStand.Settings(kind, new { to, from = "g@example.com", host = "localhost" }).Errors();
        Assert.That(errors.Select(error => error.Setting), Is.EqualTo(new[] { setting }));
    }

    [Test]
    public void A_password_is_not_sent_in_the_clear()
    {
        var kind = stand.All.Find("email")!.Kind;
        var errors = ChannelStand.Settings(kind, new { to = "a@example.com", from = "g@example.com", host = "localhost", security = "none", user = "u", password = "p" }).Errors();
        Assert.That(errors.Select(error => error.Setting), Is.EqualTo(new[] { "security" }));
    }
}
