using System.Text.RegularExpressions;
using Gateway.Admin.SignIn;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>The first administrator.</summary>
public sealed partial class SetUpTests
{
    [Test]
    public async Task The_first_start_prints_a_link_that_makes_the_first_administrator_once()
    {
        await using var stand = await SignInStand.StartAsync();
        var banner = new StringWriter();
        var node = await stand.AddNodeAsync(TextWriter.Synchronized(banner));
        await Eventually.HoldsAsync(() => Link().IsMatch(banner.ToString()), "the link is printed");
        var match = Link().Match(banner.ToString());
        Assert.That(match.Groups[1].Value, Is.EqualTo(node.Admin.GetLeftPart(UriPartial.Authority)));
        var token = match.Groups[2].Value;
        Assert.That(banner.ToString(), Does.Not.Contain(TestGateway.Token), "the bootstrap token is not printed");
        Assert.That(stand.Log.Lines, Has.None.Contains(token), "the link is for the terminal alone");

        using var browser = new TestBrowser(stand.Gateway);
        Assert.That((await browser.JsonAsync("GET", "sign-in"))["setUp"]!.GetValue<bool>());
        var look = await browser.JsonAsync("POST", "invitations/look", new { token });
        Assert.That((look["purpose"]!.GetValue<string>(), look["name"], look["signIn"]), Is.EqualTo(("setUp", (object?)null, (object?)null)));
        var me = await browser.JsonAsync("POST", "invitations/accept", new { token, password = SignInStand.Password, name = "Ann", signIn = "Ann@Example.com" });
        Assert.That(me["name"]!.GetValue<string>(), Is.EqualTo("Ann"));
        Assert.That(me["roles"]![0]!["role"]!.GetValue<string>(), Is.EqualTo("platformAdmin"));
        Assert.That(me["user"]!["signIn"]!.GetValue<string>(), Is.EqualTo("ann@example.com"));
        Assert.That((me["user"]!["id"]!.GetValue<string>(), me["user"]!["tenant"]!.GetValue<string>()), Is.EqualTo(("ann", "platform")));
        Assert.That(await browser.StatusAsync("GET", "tenants"), Is.EqualTo(200));

        Assert.That(await browser.StatusAsync("POST", "invitations/look", new { token }), Is.EqualTo(404));
        Assert.That(await browser.StatusAsync("POST", "invitations/accept", new { token, password = SignInStand.Password, name = "Eve", signIn = "eve" }), Is.EqualTo(404));
        Assert.That((await browser.JsonAsync("GET", "sign-in"))["setUp"]!.GetValue<bool>(), Is.False);
        var third = await stand.AddNodeAsync();
        Assert.That(await LinkAsync(third), Is.Null, "a later start makes no link");
    }

    [Test]
    public async Task Of_two_who_take_the_link_at_once_one_wins()
    {
        await using var stand = await SignInStand.StartAsync();
        var other = await stand.AddNodeAsync();
        var token = await LinkAsync(other);
        using var one = new TestBrowser(stand.Gateway);
        using var two = new TestBrowser(other);
        var statuses = await Task.WhenAll(
            one.StatusAsync("POST", "invitations/accept", new { token, password = SignInStand.Password, name = "One", signIn = "one" }),
            two.StatusAsync("POST", "invitations/accept", new { token, password = SignInStand.Password, name = "Two", signIn = "two" }));
        Assert.That(statuses, Is.EquivalentTo(new[] { 200, 404 }));
    }

    [Test]
    public async Task Each_start_ends_the_link_before_and_a_link_ends_after_a_day()
    {
        await using var stand = await SignInStand.StartAsync();
        var first = await LinkAsync(stand.Gateway);
        var second = await LinkAsync(await stand.AddNodeAsync());
        using var browser = new TestBrowser(stand.Gateway);
        Assert.That(await browser.StatusAsync("POST", "invitations/look", new { token = first }), Is.EqualTo(404));
        Assert.That(await browser.StatusAsync("POST", "invitations/look", new { token = second }), Is.EqualTo(200));
        stand.Clock.Advance(TimeSpan.FromHours(24.1));
        Assert.That(await browser.StatusAsync("POST", "invitations/look", new { token = second }), Is.EqualTo(404));
        Assert.That(await browser.StatusAsync("POST", "invitations/accept", new { token = second, password = SignInStand.Password, name = "A", signIn = "a" }), Is.EqualTo(404));
    }

    [Test]
    public async Task What_is_not_acceptable_is_refused_by_field()
    {
        await using var stand = await SignInStand.StartAsync();
        using var browser = new TestBrowser(stand.Gateway);
        var token = await LinkAsync(stand.Gateway);
        foreach (var (password, signIn, name, field) in new (string, string?, string?, string)[]
        {
            ("short", "ann", "Ann", "password"),
            (new string('x', 257), "ann", "Ann", "password"),
            ("ann@example.com", "ANN@example.com", "Ann", "password"),
            (SignInStand.Password, "with space", "Ann", "signIn"),
            (SignInStand.Password, null, "Ann", "signIn"),
            (SignInStand.Password, "ann", null, "name"),
        })
        {
            var refused = await browser.JsonAsync("POST", "invitations/accept", new { token, password, signIn, name }, 422);
            Assert.That(refused["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { field }));
        }

        Assert.That(await browser.StatusAsync("POST", "invitations/look", new { token }), Is.EqualTo(200), "the link still works");
    }

    static Task<string?> LinkAsync(TestGateway node) => node.Services.GetRequiredService<SetUpLink>().Secret.WaitAsync(TimeSpan.FromSeconds(30));

    [GeneratedRegex(@"Set up +(http://\S+)/set-up#token=(\S+)")]
    private static partial Regex Link();
}
