using Gateway.Admin.Contract;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>Links to choose a password.</summary>
public sealed class InvitationTests
{
    static readonly RoleGrant Admin = new() { Role = Role.PlatformAdmin };

    SignInStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => stand = await SignInStand.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_welcome_lets_one_choose_the_password_once()
    {
        var token = await stand.InviteAsync("new", Admin);
        using var browser = new TestBrowser(stand.Gateway);
        var look = await browser.JsonAsync("POST", "invitations/look", new { token });
        Assert.That(
            (look["purpose"]!.GetValue<string>(), look["name"]!.GetValue<string>(), look["signIn"]!.GetValue<string>()),
            Is.EqualTo(("welcome", "new by name", "new")));
        Assert.That(await browser.StatusAsync("POST", "invitations/accept", new { token, password = SignInStand.Password, signIn = "other" }), Is.EqualTo(422));
        await browser.JsonAsync("POST", "invitations/accept", new { token, password = SignInStand.Password });
        Assert.That(await browser.StatusAsync("GET", "me"), Is.EqualTo(200));
        Assert.That(await browser.StatusAsync("POST", "invitations/accept", new { token, password = SignInStand.Password }), Is.EqualTo(404));
    }

    [Test]
    public async Task A_reset_replaces_the_password_and_ends_lock_and_sessions()
    {
        using var old = await stand.UserAsync("forgetful", Admin);
        for (var attempt = 0; attempt < 5; attempt++)
            await old.StatusAsync("POST", "sign-in", new { signIn = "forgetful", password = "guess" });
        Assert.That(await old.StatusAsync("POST", "sign-in", new { signIn = "forgetful", password = SignInStand.Password }), Is.EqualTo(429));
        Assert.That(await old.StatusAsync("GET", "me"), Is.EqualTo(200), "who is in stays in");

        var first = await stand.InviteAsync("forgetful", Admin);
        var token = await stand.InviteAsync("forgetful", Admin);
        using var browser = new TestBrowser(stand.Gateway);
        Assert.That(await browser.StatusAsync("POST", "invitations/look", new { token = first }), Is.EqualTo(404), "a new link ends the one before");
        Assert.That((await browser.JsonAsync("POST", "invitations/look", new { token }))["purpose"]!.GetValue<string>(), Is.EqualTo("reset"));
        await browser.JsonAsync("POST", "invitations/accept", new { token, password = "another horse battery" });
        Assert.That(await old.StatusAsync("GET", "me"), Is.EqualTo(401));
        await old.SignInAsync("forgetful", "another horse battery");
    }

    [Test]
    public async Task Of_two_who_take_a_link_at_once_one_wins()
    {
        var token = await stand.InviteAsync("raced", Admin);
        using var one = new TestBrowser(stand.Gateway);
        using var two = new TestBrowser(stand.Gateway);
        var statuses = await Task.WhenAll(
            one.StatusAsync("POST", "invitations/accept", new { token, password = "the first password" }),
            two.StatusAsync("POST", "invitations/accept", new { token, password = "the second password" }));
        Assert.That(statuses, Is.EquivalentTo(new[] { 200, 404 }));
    }

    [TestCase("")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("not even one")]
    public async Task What_is_no_link_is_not_found(string token)
    {
        using var browser = new TestBrowser(stand.Gateway);
        Assert.That(await browser.StatusAsync("POST", "invitations/look", new { token }), Is.EqualTo(404));
        Assert.That(await browser.StatusAsync("POST", "invitations/accept", new { token, password = SignInStand.Password }), Is.EqualTo(404));
    }
}
