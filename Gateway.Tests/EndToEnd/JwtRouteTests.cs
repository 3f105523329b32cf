using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>Routes that ask for a token, through the whole gateway and with a real issuer.</summary>
public sealed class JwtRouteTests
{
    static readonly SigningKey First = SigningKey.Rsa("first");
    static readonly SigningKey Second = SigningKey.Rsa("second");

    TestStand stand = null!;
    FakeIssuer issuer = null!;

    TestGateway Gateway => stand.Gateway;

    [SetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        issuer = await FakeIssuer.StartAsync(First);
        await Gateway.ApplyAsync(new
        {
            routes = new object[]
            {
                Route("jwt", new { jwt = new { issuer = issuer.Address, audiences = new[] { "orders" }, requiredScopes = new[] { "read" } } }),
                Route("both", new { apiKey = "required", jwt = new { issuer = issuer.Address, audiences = new[] { "orders" }, passToken = false } }),
                Route("maybe", new { apiKey = "optional", jwt = new { issuer = issuer.Address, audiences = new[] { "orders" }, header = "X-Token" } }),
            },
        });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await stand.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Test]
    public async Task Users_are_counted_by_their_tokens_and_never_named()
    {
        foreach (var subject in new[] { "ada@example.com", "ada@example.com", "eve@example.com" })
            Assert.That(await StatusAsync("/jwt/1", issuer.Token(subject)), Is.EqualTo(200));
        Assert.That(stand.Upstream.Log.Last().Headers["Authorization"], Does.StartWith("Bearer ey"), "the token is passed on");
        using (await Gateway.Client.GetAsync("/open/1"))
            await Gateway.DrainedAsync(captured: 4);

        Assert.That(await NumberAsync("users"), Is.EqualTo(2));
        var routes = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "users" }, split = "route" }, "acme");
        Assert.That(routes["rows"]!.AsArray().Select(row => (row!["key"]!.GetValue<string>(), row["values"]!["users"]!.GetValue<double>())), Is.EqualTo(new[] { ("jwt", 2d), ("open", 0d) }));
        var overTime = await Gateway.QueryAsync(new { @ref = "a", preset = "consumers/active-users" }, "acme");
        Assert.That(overTime["series"]![0]!["values"]!.AsArray().Select(value => value?.GetValue<double>() ?? 0).Max(), Is.EqualTo(2));
        Assert.That(await EventsAsync(), Does.Not.Contain("ada").And.Not.Contain("eve@").And.Not.Contain("eyJ"));
    }

    [Test]
    public async Task A_token_that_is_not_right_is_refused_with_its_reason()
    {
        using (var missing = await SendAsync("/jwt/1"))
        {
            Assert.That(((int)missing.StatusCode, missing.Headers.WwwAuthenticate.ToString()), Is.EqualTo((401, "Bearer")));
            Assert.That(missing.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        }

        using (var scope = await SendAsync("/jwt/1", ("Authorization", "Bearer " + issuer.Token(scope: "write"))))
            Assert.That(((int)scope.StatusCode, scope.Headers.WwwAuthenticate.ToString()), Is.EqualTo((403, "Bearer error=\"insufficient_scope\"")));
        Assert.That(await StatusAsync("/jwt/1", "nonsense"), Is.EqualTo(401));
        Assert.That(await StatusAsync("/jwt/1", new string('a', 9000)), Is.EqualTo(401));
        Assert.That(await StatusAsync("/jwt/1", issuer.Token(audience: "carts")), Is.EqualTo(401));
        Assert.That(await StatusAsync("/jwt/1", issuer.Token(now: DateTimeOffset.UnixEpoch)), Is.EqualTo(401));
        Assert.That(stand.Upstream.Log, Is.Empty);
        await Gateway.DrainedAsync(captured: 6);

        Assert.That(await ReasonsAsync("refusals"), Is.EquivalentTo(new[] { ("tokenMissing", 1d), ("tokenScope", 1), ("tokenMalformed", 2), ("tokenInvalid", 1), ("tokenExpired", 1) }));
        Assert.That(await NumberAsync("errors"), Is.Zero);
    }

    [Test]
    public async Task A_new_key_of_the_issuer_is_taken_at_once_and_the_old_one_ends()
    {
        var old = issuer.Token();
        Assert.That(await StatusAsync("/jwt/1", old), Is.EqualTo(200));
        issuer.Rotate(Second);
        Assert.That(await StatusAsync("/jwt/1", issuer.Token()), Is.EqualTo(200));
        Assert.That(await StatusAsync("/jwt/1", old), Is.EqualTo(401));
    }

    [Test]
    public async Task While_the_issuer_is_away_known_keys_go_on_and_an_unknown_one_is_our_failure()
    {
        Assert.That(await StatusAsync("/jwt/1", issuer.Token()), Is.EqualTo(200));
        issuer.IsAway = true;
        Assert.That(await StatusAsync("/jwt/1", issuer.Token("eve")), Is.EqualTo(200), "another token of the known key");
        Assert.That(await StatusAsync("/jwt/1", issuer.Token(signedBy: Second)), Is.EqualTo(503));
        Assert.That(await StatusAsync("/jwt/1", issuer.Token()), Is.EqualTo(200));
        await Gateway.DrainedAsync(captured: 4);

        Assert.That(await ReasonsAsync("errors"), Does.Contain(("issuerAway", 1d)));
        Assert.That(await NumberAsync("refusals"), Is.Zero);
        var by = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "errors" }, split = "failedBy" }, "acme");
        Assert.That(by["rows"]![0]!["key"]!.GetValue<string>(), Is.EqualTo("gateway"));
    }

    [Test]
    public async Task Key_and_token_are_both_needed_where_both_are_asked_for()
    {
        var secret = await Gateway.KeyAsync(new { id = "mobile", tenant = "acme", name = "Mobile app", consumer = "mobile-team" });
        var (key, token) = (("X-Api-Key", secret), ("Authorization", "Bearer " + issuer.Token()));
        Assert.That(await StatusOfAsync("/both/1", token), Is.EqualTo(401));
        Assert.That(await StatusOfAsync("/both/1", key), Is.EqualTo(401));
        Assert.That(await StatusOfAsync("/both/1", ("Authorization", "Bearer " + secret)), Is.EqualTo(401), "there the token belongs");
        Assert.That(await StatusOfAsync("/both/1", key, token), Is.EqualTo(200));
        Assert.That(stand.Upstream.Log.Single().Headers.Keys, Has.None.EqualTo("Authorization").And.None.EqualTo("X-Api-Key"), "neither is passed on");
        Assert.That(await StatusOfAsync("/orders/1", key), Is.EqualTo(200), "the same consumer without a token");
        await Gateway.DrainedAsync(captured: 5);

        Assert.That(await ReasonsAsync("refusals"), Is.EquivalentTo(new[] { ("keyMissing", 2d), ("tokenMissing", 1) }));
        Assert.That(await NumberAsync("users"), Is.EqualTo(2), "the subject of the token, the consumer of the key");
        Assert.That(await EventsAsync(), Does.Not.Contain(secret));
    }

    [Test]
    public async Task A_token_may_come_in_a_header_of_its_own_and_the_key_as_bearer()
    {
        var secret = await Gateway.KeyAsync(new { id = "mobile", tenant = "acme", name = "Mobile app" });
        Assert.That(await StatusOfAsync("/maybe/1", ("X-Token", issuer.Token()), ("Authorization", "Bearer " + secret)), Is.EqualTo(200));
        Assert.That(await StatusOfAsync("/maybe/1", ("X-Token", "Bearer " + issuer.Token())), Is.EqualTo(200));
        Assert.That(await StatusOfAsync("/maybe/1", ("X-Token", issuer.Token()), ("Authorization", "Bearer " + new string('x', 2000))), Is.EqualTo(200), "something for the upstream");
        Assert.That(await StatusOfAsync("/maybe/1", ("Authorization", "Bearer " + issuer.Token())), Is.EqualTo(401));
    }

    [Test]
    public async Task A_change_of_what_is_asked_holds_for_tokens_that_passed_before()
    {
        var token = issuer.Token();
        Assert.That(await StatusAsync("/jwt/1", token), Is.EqualTo(200));
        await Gateway.ApplyAsync(new { routes = new object[] { Route("jwt", new { jwt = new { issuer = issuer.Address, audiences = new[] { "orders" }, requiredScopes = new[] { "admin" } } }) } });
        Assert.That(await StatusAsync("/jwt/1", token), Is.EqualTo(403));
        await Gateway.ApplyAsync(new { routes = new object[] { Route("jwt", new { }) } });
        Assert.That(await StatusOfAsync("/jwt/1"), Is.EqualTo(200));
    }

    static object Route(string id, object access) => new { id, tenant = "acme", cluster = "main", match = new { path = $"/{id}/{{**rest}}" }, access };

    async Task<HttpResponseMessage> SendAsync(string target, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Gateway.Client.SendAsync(request);
    }

    async Task<int> StatusOfAsync(string target, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(target, headers);
        return (int)answer.StatusCode;
    }

    Task<int> StatusAsync(string target, string token) => StatusOfAsync(target, ("Authorization", "Bearer " + token));

    async Task<double> NumberAsync(string measure) =>
        (await Gateway.QueryAsync(new { @ref = "a", measures = new[] { measure } }, "acme"))["value"]!.GetValue<double>();

    async Task<List<(string Reason, double Count)>> ReasonsAsync(string measure)
    {
        var reasons = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { measure }, split = "reason", limit = 20 }, "acme");
        return [.. reasons["rows"]!.AsArray().Select(row => (row!["key"]?.GetValue<string>() ?? "", row["values"]![measure]!.GetValue<double>())).Where(row => row.Item2 > 0)];
    }

    async Task<string> EventsAsync()
    {
        await using var connection = new NpgsqlConnection(stand.Database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select string_agg(events::text, E'\\n') from analytics.events", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
