using System.Collections.Concurrent;
using System.Text;
using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;
using Gateway.Analytics.Events;
using Gateway.Policies;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Gateway.Tests.Policies;

/// <summary>Where keys come from, when they are asked for, and what holds while nobody gives them.</summary>
public sealed class JwtIssuerTests
{
    static readonly SigningKey First = SigningKey.Rsa("first");
    static readonly SigningKey Second = SigningKey.Rsa("second");

    readonly Lines log = new();
    FakeIssuer issuer = null!;
    JwtStand stand = null!;

    [SetUp]
    public async Task StartAsync()
    {
        issuer = await FakeIssuer.StartAsync(First);
        stand = new JwtStand(issuer, log);
        log.All.Clear();
    }

    [TearDown]
    public async Task StopAsync()
    {
        stand.Dispose();
        await issuer.DisposeAsync();
    }

    [Test]
    public async Task The_first_token_waits_for_the_keys_and_the_next_ones_do_not()
    {
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        Assert.That(stand.AtOnce(JwtStand.Request("Bearer " + Token(First))), Is.Null);
        Assert.That(issuer.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task A_rotated_key_is_taken_at_once_and_the_old_one_ends_even_for_tokens_that_were_checked()
    {
        var old = Token(First);
        Assert.That(await stand.ReasonAsync(old), Is.EqualTo(Reason.None));
        issuer.Rotate(Second);
        stand.Clock.Now += TimeSpan.FromSeconds(30);
        Assert.That(await ReasonAsync(Second), Is.EqualTo(Reason.None));
        Assert.That(await stand.ReasonAsync(old), Is.EqualTo(Reason.TokenInvalid));
    }

    [Test]
    public async Task Unknown_keys_ask_the_issuer_at_most_once_in_30_seconds()
    {
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        for (var i = 0; i < 5; i++)
            Assert.That(await ReasonAsync(Second), Is.EqualTo(Reason.TokenInvalid));
        Assert.That(issuer.Asked, Is.EqualTo(1));
        stand.Clock.Now += TimeSpan.FromSeconds(30);
        for (var i = 0; i < 5; i++)
            Assert.That(await ReasonAsync(Second), Is.EqualTo(Reason.TokenInvalid));
        Assert.That(issuer.Asked, Is.EqualTo(2));
    }

    [Test]
    public async Task While_the_issuer_is_away_known_keys_go_on_at_any_age_and_unknown_ones_are_our_failure()
    {
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        issuer.IsAway = true;
        stand.Clock.Now += TimeSpan.FromDays(400);
        await stand.Plan.Jwt!.Issuer.FetchAsync();
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        Assert.That(log.All.Last(), Does.StartWith("Warning").And.Contain("those from 400.00:00:00 ago go on"));

        var refusal = await stand.CheckAsync(JwtStand.Request("Bearer " + Token(Second)));
        Assert.That((refusal!.Status, refusal.Reason, refusal.By), Is.EqualTo((503, Reason.IssuerAway, FailedBy.Gateway)));

        issuer.IsAway = false;
        issuer.Rotate(First, Second);
        stand.Clock.Now += TimeSpan.FromSeconds(30);
        Assert.That(await ReasonAsync(Second), Is.EqualTo(Reason.None));
        Assert.That(log.All, Has.Some.Contain("gives keys again"));
    }

    [Test]
    public async Task An_issuer_that_never_answered_is_our_failure_and_said_once()
    {
        issuer.IsAway = true;
        for (var i = 0; i < 3; i++)
            Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.IssuerAway));
        Assert.That(log.All.Single(), Does.StartWith("Error").And.Contain(issuer.Address).And.Contain("get 503"));
    }

    [Test]
    public async Task A_slow_issuer_is_waited_for_no_longer_than_two_seconds()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        issuer.Answer = async http =>
        {
            asked.TrySetResult();
            await answer.Task;
            http.Abort();
        };
        using var slow = new JwtStand(issuer);
        var before = TimeProvider.System.GetTimestamp();
        Assert.That(await slow.ReasonAsync(issuer.Token(now: slow.Clock.Now)), Is.EqualTo(Reason.IssuerAway));
        Assert.That(TimeProvider.System.GetElapsedTime(before), Is.InRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(4.9)));
        Assert.That(asked.Task.IsCompleted);
        answer.SetResult();
    }

    [TestCase("not json", "is an invalid")]
    [TestCase("""{ "keys": "none" }""", "no list")]
    public async Task An_answer_that_is_no_set_of_keys_leaves_the_ones_before(string text, string said)
    {
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        issuer.Answer = http => http.Response.WriteAsync(text);
        await stand.Plan.Jwt!.Issuer.FetchAsync();
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        Assert.That(log.All.Last(), Does.StartWith("Warning").And.Contain(said));
    }

    [Test]
    public async Task An_endless_answer_a_redirect_elsewhere_and_a_wrong_status_are_refused()
    {
        await ReasonAsync(First);
        foreach (var hostile in new RequestDelegate[]
        {
            async http =>
            {
                for (var i = 0; i < 1000 && !http.RequestAborted.IsCancellationRequested; i++)
                    await http.Response.WriteAsync(new string(' ', 10_000), Encoding.ASCII, http.RequestAborted);
            },
            http =>
            {
                http.Response.Redirect("http://localhost:9/keys");
                return Task.CompletedTask;
            },
            http =>
            {
                http.Response.Redirect("/keys");
                return Task.CompletedTask;
            },
            http =>
            {
                http.Response.StatusCode = 500;
                return Task.CompletedTask;
            },
        })
        {
            issuer.Answer = hostile;
            stand.Clock.Now += TimeSpan.FromMinutes(11);
            await stand.Plan.Jwt!.Issuer.FetchAsync();
            Assert.That(stand.Plan.Jwt.Issuer.IsAway);
            Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        }

        Assert.That(log.All.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(4));
        Assert.That(log.All, Has.Some.Contain("redirects to another host").And.Some.Contain("answered 500"));
    }

    [Test]
    public async Task Keys_that_are_too_weak_are_not_used_and_said_by_name()
    {
        var weak = SigningKey.Rsa("weak", 1024);
        issuer.Rotate(weak, First);
        Assert.That(await ReasonAsync(weak), Is.EqualTo(Reason.TokenInvalid));
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
        Assert.That(log.All, Has.Some.Contain("\"weak\"").And.Some.Contain("1024 bits"));
    }

    [Test]
    public async Task A_discovery_that_speaks_for_another_or_names_an_open_address_is_refused()
    {
        foreach (var (document, said) in new (object, string)[]
        {
            (new { issuer = "https://id.example.com", jwks_uri = issuer.Address + "/keys" }, "another issuer"),
            (new { issuer = issuer.Address, jwks_uri = "http://192.0.2.1/keys" }, "no address of keys"),
            (new { issuer = issuer.Address, jwks_uri = "file:///etc/passwd" }, "no address of keys"),
            (new { issuer = issuer.Address }, "no address of keys"),
            (new[] { 1 }, "another issuer"),
        })
        {
            issuer.Discovery = document;
            stand.Clock.Now += TimeSpan.FromMinutes(11);
            Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.IssuerAway));
            Assert.That(log.All.Last(), Does.Contain(said));
        }
    }

    [Test]
    public async Task A_given_address_of_keys_needs_no_discovery()
    {
        issuer.Discovery = new { };
        stand.Plan = RoutePlan.Of(JwtStand.Route(new JwtDocument { Issuer = issuer.Address, Audiences = ["orders"], JwksUri = issuer.Address + "/keys" }), stand.Keys);
        Assert.That(await ReasonAsync(First), Is.EqualTo(Reason.None));
    }

    [Test]
    public void Routes_of_one_tenant_share_an_issuer_and_tenants_do_not()
    {
        var document = new JwtDocument { Issuer = issuer.Address, Audiences = ["carts"] };
        Assert.That(RoutePlan.Of(JwtStand.Route(document), stand.Keys).Jwt!.Issuer, Is.SameAs(stand.Plan.Jwt!.Issuer));
        Assert.That(RoutePlan.Of(JwtStand.Route(document, "globex"), stand.Keys).Jwt!.Issuer, Is.Not.SameAs(stand.Plan.Jwt.Issuer));
    }

    [Test]
    public async Task Keys_are_fetched_when_a_route_names_the_issuer_before_any_request()
    {
        await stand.Keys.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => stand.Plan.Jwt!.Issuer.Keys is not null, "the keys are there");
        var later = RoutePlan.Of(JwtStand.Route(new JwtDocument { Issuer = issuer.Address, Audiences = ["orders"] }, "globex"), stand.Keys);
        await Eventually.HoldsAsync(() => later.Jwt!.Issuer.Keys is not null, "also those of a later one");
        Assert.That(issuer.Asked, Is.EqualTo(2));
        await stand.Keys.StopAsync(CancellationToken.None);
    }

    [Test]
    public void Checked_tokens_are_bounded_and_those_in_use_stay()
    {
        var tokens = new CheckedTokens(capacity: 100);
        var keys = JwtKeySet.Parse("""{ "keys": [] }"""u8.ToArray());
        var kept = new CheckedToken(null!, keys, 1, 10);
        var used = CheckedTokens.IdOf("used", stand.Plan.Jwt!.Issuer);
        tokens.Add(used, kept);
        for (var i = 0; i < 10_000; i++)
        {
            tokens.Add(CheckedTokens.IdOf($"{i}", stand.Plan.Jwt.Issuer), kept);
            Assert.That(tokens.Find(used), Is.Not.Null);
            Assert.That(tokens.Count, Is.LessThanOrEqualTo(100));
        }

        Assert.That(tokens.Find(CheckedTokens.IdOf("0", stand.Plan.Jwt.Issuer)), Is.Null);
    }

    string Token(SigningKey key) => issuer.Token(now: stand.Clock.Now, signedBy: key);

    Task<Reason> ReasonAsync(SigningKey key) => stand.ReasonAsync(Token(key));

    sealed class Lines : ILogger<JwtKeys>
    {
        public ConcurrentQueue<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
