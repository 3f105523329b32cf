using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>Sessions end by themselves, and a database that is away neither ends nor prolongs them.</summary>
public sealed class SessionEndTests
{
    static readonly RoleGrant Admin = new() { Role = Role.PlatformAdmin };

    [Test]
    public async Task A_session_slides_with_its_use_on_any_node_until_its_lifetime()
    {
        await using var stand = await SignInStand.StartAsync();
        var second = await stand.AddNodeAsync();
        using var here = await stand.UserAsync("ann", Admin);
        using var there = here.At(second);
        Assert.That(await there.StatusAsync("GET", "me"), Is.EqualTo(200));
        for (var hours = 0; hours < 24; hours += 8)
        {
            stand.Clock.Advance(TimeSpan.FromHours(8));
            Assert.That(await here.StatusAsync("GET", "me"), Is.EqualTo(200), $"used after {hours + 8} hours");
        }

        Assert.That(await there.StatusAsync("GET", "me"), Is.EqualTo(200), "the other node asks before it calls a session over");
        stand.Clock.Advance(TimeSpan.FromHours(12.1));
        Assert.That(await here.StatusAsync("GET", "me"), Is.EqualTo(401), "idle for too long");
        Assert.That(await there.StatusAsync("GET", "me"), Is.EqualTo(401));

        await here.SignInAsync("ann");
        for (var hours = 0; hours < 7 * 24 - 8; hours += 8)
        {
            stand.Clock.Advance(TimeSpan.FromHours(8));
            Assert.That(await here.StatusAsync("GET", "me"), Is.EqualTo(200), $"used after {hours + 8} hours");
        }

        stand.Clock.Advance(TimeSpan.FromHours(8.1));
        Assert.That(await here.StatusAsync("GET", "me"), Is.EqualTo(401), "whatever its use, seven days are the end");
    }

    [Test]
    public async Task Use_is_written_every_few_minutes_and_makes_no_revision()
    {
        await using var stand = await SignInStand.StartAsync();
        using var browser = await stand.UserAsync("ann", Admin);
        var before = await SeenAsync(stand);
        stand.Clock.Advance(TimeSpan.FromMinutes(4));
        await browser.JsonAsync("GET", "me");
        Assert.That(await SeenAsync(stand), Is.EqualTo(before), "not before five minutes");
        stand.Clock.Advance(TimeSpan.FromMinutes(2));
        await browser.JsonAsync("GET", "me");
        var after = await SeenAsync(stand);
        Assert.That(after.SeenAt - before.SeenAt, Is.EqualTo(TimeSpan.FromMinutes(6)).Within(TimeSpan.FromSeconds(30)));
        Assert.That(after.ExpiresAt - after.SeenAt, Is.EqualTo(TimeSpan.FromHours(12)).Within(TimeSpan.FromSeconds(1)));
        Assert.That(after.Revision, Is.EqualTo(before.Revision));
    }

    [Test]
    public async Task With_the_database_away_known_credentials_go_on_until_they_expire_and_unknown_ones_are_503()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using var stand = await SignInStand.StartAsync(database.ConnectionString);
        using var known = await stand.UserAsync("ann", Admin);
        using var unknown = new TestBrowser(stand.Gateway);
        await unknown.SignInAsync("ann");
        var token = await TokenAsync(stand.Gateway);
        await known.JsonAsync("GET", "catalogue");
        await server.StopAsync();

        Assert.That(await known.StatusAsync("GET", "catalogue"), Is.EqualTo(200), "what is in memory goes on");
        Assert.That(await unknown.StatusAsync("GET", "catalogue"), Is.EqualTo(503), "never 401 for what cannot be looked up");
        Assert.That(await BearerAsync(stand.Gateway, token), Is.EqualTo(503));
        Assert.That(await unknown.StatusAsync("POST", "sign-in", new { signIn = "ann", password = SignInStand.Password }), Is.EqualTo(503));
        stand.Clock.Advance(TimeSpan.FromHours(11));
        Assert.That(await known.StatusAsync("GET", "catalogue"), Is.EqualTo(200), "its use cannot be written, and counts");
        stand.Clock.Advance(TimeSpan.FromHours(12.1));
        Assert.That(await known.StatusAsync("GET", "catalogue"), Is.Not.EqualTo(200), "it is over, as far as this node knows");

        await server.StartAsync();
        await Eventually.HoldsAsync(async () => await known.StatusAsync("GET", "catalogue") == 401, "it is over");
        Assert.That(await BearerAsync(stand.Gateway, token), Is.EqualTo(200));
    }

    static async Task<(DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, long Revision)> SeenAsync(SignInStand stand)
    {
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        var row = await session.Db.UserSessions.SingleAsync();
        return (row.SeenAt, row.ExpiresAt, (await session.Db.States.SingleAsync()).Revision);
    }

    static async Task<string> TokenAsync(TestGateway gateway)
    {
        using var made = await gateway.Api.PostAsync("tokens", new StringContent("""{"id":"t","name":"T","roles":[{"role":"platformAdmin"}]}""", null, "application/json"));
        return System.Text.Json.Nodes.JsonNode.Parse(await made.Content.ReadAsStringAsync())!["token"]!.GetValue<string>();
    }

    static async Task<int> BearerAsync(TestGateway gateway, string token)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Admin, "/api/v1/catalogue"));
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
