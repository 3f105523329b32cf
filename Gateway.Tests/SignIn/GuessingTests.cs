using System.Net;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.SignIn;
using Gateway.Tests.Queries;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>The memories that slow a guesser, and what they do when somebody tries to fill them.</summary>
public sealed class GuessingTests
{
    readonly StillClock clock = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    [TestCase(1, null)]
    [TestCase(4, null)]
    [TestCase(5, 1)]
    [TestCase(6, 2)]
    [TestCase(8, 8)]
    [TestCase(9, 15)]
    [TestCase(int.MaxValue, 15)]
    public void A_lock_doubles_up_to_a_quarter_of_an_hour(int failures, int? minutes) =>
        Assert.That(AccountLock.For(failures)?.TotalMinutes, Is.EqualTo(minutes));

    [Test]
    public void An_address_waits_for_the_end_of_its_window_and_starts_anew()
    {
        var limit = new AddressLimit(clock);
        for (var failure = 0; failure < AddressLimit.Failures; failure++)
        {
            Assert.That(limit.Wait("a"), Is.Null);
            limit.Add("a");
        }

        clock.Now += TimeSpan.FromMinutes(4);
        Assert.That(limit.Wait("a"), Is.EqualTo(TimeSpan.FromMinutes(6)));
        Assert.That(limit.Wait("b"), Is.Null, "others do not wait");
        clock.Now += TimeSpan.FromMinutes(6);
        Assert.That(limit.Wait("a"), Is.Null);
    }

    [Test]
    public void A_guesser_with_more_addresses_than_are_remembered_loses_none_of_the_newest()
    {
        var limit = new AddressLimit(clock);
        for (var address = 0; address < AddressLimit.Maximum; address++)
        {
            limit.Add($"old-{address}");
            clock.Now += TimeSpan.FromMilliseconds(1);
        }

        for (var failure = 0; failure < AddressLimit.Failures; failure++)
            limit.Add("new");
        for (var address = 0; address < 500; address++)
            limit.Add($"newer-{address}");
        Assert.That(limit.Wait("new"), Is.Not.Null);
    }

    [Test]
    public void The_audit_gets_a_bounded_number_of_rows_in_a_minute_and_then_the_number()
    {
        var tally = new FailureTally(clock);
        var rows = Enumerable.Range(0, 5000).Count(failure => tally.TakesRow($"address-{failure % 1000}"));
        Assert.That(rows, Is.EqualTo(FailureTally.RowsOfAll));
        Assert.That(tally.TakeDue(), Is.Empty, "the minute is not over");
        clock.Now += TimeSpan.FromMinutes(1);
        var due = tally.TakeDue();
        Assert.That(due.Values.Sum(), Is.EqualTo(5000 - rows));
        Assert.That(due, Has.Count.EqualTo(FailureTally.Addresses + 1).And.ContainKey("(others)"));
        tally.GiveBack(due);
        Assert.That(tally.TakeDue().Values.Sum(), Is.EqualTo(5000 - rows), "what could not be written is not lost");
        Assert.That(tally.TakeDue(), Is.Empty);
    }

    [TestCase("192.0.2.7", "192.0.2.7")]
    [TestCase("::ffff:192.0.2.7", "192.0.2.7")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [TestCase("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void One_guesser_is_one_address_or_one_network_of_IPv6(string address, string prefix)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        Assert.That(ClientAddress.PrefixOf(http), Is.EqualTo(prefix));
    }

    [Test]
    public async Task Behind_a_trusted_proxy_the_address_is_the_clients()
    {
        await using var stand = await SignInStand.StartAsync(null, "Gateway:TrustedProxies:0=127.0.0.0/8");
        using var browser = await stand.UserAsync("ann", new RoleGrant { Role = Role.PlatformAdmin });
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stand.Gateway.Admin, "/api/v1/sign-in"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.9, 198.51.100.4");
        request.Content = new StringContent($$"""{"signIn":"ann","password":"{{SignInStand.Password}}"}""", null, "application/json");
        using var answer = await client.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        var sessions = (await browser.JsonAsync("GET", "me/sessions"))["items"]!.AsArray();
        Assert.That(sessions.Select(session => session!["address"]!.GetValue<string>()), Does.Contain("198.51.100.4").And.Not.Contains("203.0.113.9"));
    }
}
