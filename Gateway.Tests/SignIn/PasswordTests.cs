using Gateway.Admin.Contract;
using Gateway.Admin.SignIn;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>Name and password, and what makes guessing slow.</summary>
public sealed class PasswordTests
{
    static readonly RoleGrant Viewer = new() { Role = Role.TenantViewer, Tenant = "acme" };

    SignInStand stand = null!;

    [SetUp]
    public async Task StartAsync()
    {
        stand = await SignInStand.StartAsync();
        await stand.Gateway.ApplyAsync(new { tenants = new[] { new { id = "acme", name = "Acme" } } });
    }

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_wrong_password_an_unknown_name_and_a_disabled_account_get_the_same_answer()
    {
        using var ann = await stand.UserAsync("ann", Viewer);
        using var off = await stand.UserAsync("off", Viewer);
        await stand.InviteAsync("invited", Viewer);
        await ChangeAsync("off", user => user.Enabled = false);
        using var browser = new TestBrowser(stand.Gateway);
        var answers = new HashSet<string>();
        foreach (var (signIn, password) in new[]
        {
            ("ann", "wrong"), ("nobody", "wrong"), ("off", SignInStand.Password), ("invited", ""), ("", ""), ("ann", new string('x', 5000)), (new string('n', 3000), "x"),
        })
        {
            var answer = (await browser.JsonAsync("POST", "sign-in", new { signIn, password }, 401)).AsObject();
            answer.Remove("traceId");
            answers.Add(answer.ToJsonString());
            Assert.That(browser.SetCookie, Is.Null);
        }

        Assert.That(answers.Single(), Does.Contain("The name or the password is wrong."));
        await browser.SignInAsync(" ANN ");
        Assert.That(await browser.StatusAsync("GET", "me"), Is.EqualTo(200), "the name is typed as people like");
    }

    [Test]
    public async Task A_body_that_is_no_sign_in_is_refused()
    {
        using var client = new HttpClient();
        foreach (var (text, expected) in new[]
        {
            ("{}", 422),
            ("""{"signIn":"a","password":null}""", 422),
            ("""{"signIn":"a","password":"b","more":1}""", 422),
            ("""{"signIn":"\ud800","password":"\ud800"}""", 422),
            ("no json", 400),
            (new string(' ', 20_000), 413),
        })
        {
            using var answer = await client.PostAsync(new Uri(stand.Gateway.Admin, "/api/v1/sign-in"), new StringContent(text, null, "application/json"));
            Assert.That((int)answer.StatusCode, Is.EqualTo(expected), text);
        }
    }

    [Test]
    public async Task Five_wrong_passwords_lock_the_account_on_every_node_for_longer_each_time()
    {
        var second = await stand.AddNodeAsync();
        using var ann = await stand.UserAsync("ann", Viewer);
        using var here = new TestBrowser(stand.Gateway);
        using var there = new TestBrowser(second);
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.That(await WrongAsync(attempt % 2 == 0 ? here : there, "ann"), Is.EqualTo(401));

        foreach (var minutes in new[] { 1, 2, 4, 8, 15, 15 })
        {
            using (var locked = await there.SendAsync("POST", "sign-in", new { signIn = "ann", password = SignInStand.Password }))
            {
                Assert.That((int)locked.StatusCode, Is.EqualTo(429), "not even the right one");
                Assert.That(locked.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromMinutes(minutes)).Within(TimeSpan.FromSeconds(20)));
            }

            stand.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.That(await WrongAsync(here, "ann"), Is.EqualTo(401));
        }

        stand.Clock.Advance(TimeSpan.FromMinutes(15));
        await here.SignInAsync("ann");
        for (var attempt = 0; attempt < 4; attempt++)
            Assert.That(await WrongAsync(here, "ann"), Is.EqualTo(401), "a right one has reset the count");
        await here.SignInAsync("ann");
        Assert.That(await ActionsAsync(), Has.Exactly(7).EqualTo("lock ann 127.0.0.1 acme"));
    }

    [Test]
    public async Task A_name_that_nobody_has_is_locked_alike()
    {
        using var browser = new TestBrowser(stand.Gateway);
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.That(await WrongAsync(browser, "nobody"), Is.EqualTo(401));
        using var locked = await browser.SendAsync("POST", "sign-in", new { signIn = "nobody", password = "x" });
        Assert.That((int)locked.StatusCode, Is.EqualTo(429));
        Assert.That(locked.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromMinutes(1)).Within(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task An_address_that_guesses_many_names_has_to_wait_and_fills_no_audit()
    {
        using var ann = await stand.UserAsync("ann", Viewer);
        using var browser = new TestBrowser(stand.Gateway);
        for (var attempt = 0; attempt < AddressLimit.Failures; attempt++)
            Assert.That(await WrongAsync(browser, attempt == 0 ? "ann" : $"name-{attempt}"), Is.EqualTo(401));
        using (var slowed = await browser.SendAsync("POST", "sign-in", new { signIn = "ann", password = SignInStand.Password }))
        {
            Assert.That((int)slowed.StatusCode, Is.EqualTo(429));
            Assert.That(slowed.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.FromMinutes(8)));
        }

        var entries = await ActionsAsync();
        Assert.That(entries.Where(entry => entry.StartsWith("signInFailed", StringComparison.Ordinal)), Has.Exactly(1).EqualTo("signInFailed ann 127.0.0.1 acme"));
        var own = entries.Count(entry => entry == "signInFailed (unknown) 127.0.0.1 platform");
        Assert.That(own, Is.GreaterThanOrEqualTo(FailureTally.RowsOfAddress - 1).And.LessThan(AddressLimit.Failures - 1));

        stand.Clock.Advance(TimeSpan.FromMinutes(1));
        var due = stand.Gateway.Services.GetRequiredService<FailureTally>().TakeDue();
        Assert.That(due["127.0.0.1"], Is.EqualTo(AddressLimit.Failures - 1 - own + 1), "the rest, and the one that was slowed");
        await stand.Gateway.Services.GetRequiredService<FailedSignIns>().WriteDueAsync(due, CancellationToken.None);
        var counted = (await stand.Gateway.GetAsync("audit?limit=1"))["items"]![0]!;
        Assert.That((counted["action"]!.GetValue<string>(), counted["after"]!["more"]!.GetValue<int>()), Is.EqualTo(("signInFailed", due["127.0.0.1"])));
        stand.Clock.Advance(TimeSpan.FromMinutes(9));
        await browser.SignInAsync("ann");
    }

    [Test]
    public async Task A_hash_made_with_less_effort_is_replaced_at_the_next_sign_in()
    {
        using var ann = await stand.UserAsync("ann", Viewer);
        var old = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(null!, SignInStand.Password);
        await ChangeAsync("ann", user => user.PasswordHash = old);
        using var browser = new TestBrowser(stand.Gateway);
        await browser.SignInAsync("ann");
        string? now = null;
        await ChangeAsync("ann", user => now = user.PasswordHash);
        Assert.That(now, Is.Not.EqualTo(old));
        await browser.SignInAsync("ann");
    }

    [Test]
    public async Task A_new_password_needs_the_old_one_and_ends_all_other_sessions()
    {
        using var ann = await stand.UserAsync("ann", Viewer);
        using var elsewhere = new TestBrowser(stand.Gateway);
        await elsewhere.SignInAsync("ann");
        const string Next = "another horse battery";
        var refused = await ann.JsonAsync("POST", "me/password", new { current = "wrong", next = Next }, 422);
        Assert.That(refused["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { "current" }));
        Assert.That(await ActionsAsync(), Has.Exactly(1).EqualTo("signInFailed ann 127.0.0.1 acme"));
        refused = await ann.JsonAsync("POST", "me/password", new { current = SignInStand.Password, next = "short" }, 422);
        Assert.That(refused["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { "next" }));
        Assert.That(await elsewhere.StatusAsync("GET", "me"), Is.EqualTo(200));

        Assert.That(await ann.StatusAsync("POST", "me/password", new { current = SignInStand.Password, next = Next }), Is.EqualTo(204));
        Assert.That(await elsewhere.StatusAsync("GET", "me"), Is.EqualTo(401));
        Assert.That(await ann.StatusAsync("GET", "me"), Is.EqualTo(200));
        Assert.That(await elsewhere.StatusAsync("POST", "sign-in", new { signIn = "ann", password = SignInStand.Password }), Is.EqualTo(401));
        await elsewhere.SignInAsync("ann", Next);

        await ChangeAsync("ann", user => (user.Issuer, user.Subject) = ("https://issuer", "ann"));
        await Eventually.HoldsAsync(async () => await ann.StatusAsync("POST", "me/password", new { current = Next, next = Next }) == 409, "a provider vouches for the account now");
    }

    [Test]
    public async Task More_passwords_at_a_time_than_the_machine_should_hash_are_sent_away()
    {
        using var passwords = new Passwords();
        var checks = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => passwords.CheckAsync(null, "x", CancellationToken.None)));
        Assert.That(checks.Count(check => check is null), Is.InRange(50 - Passwords.QueueLimit - 4, 49));
        Assert.That(checks.OfType<PasswordCheck>().Any(check => check.IsRight), Is.False);
        Assert.That(await passwords.CheckAsync(null, "x", CancellationToken.None), Is.Not.Null, "afterwards it goes on");
    }

    [Test]
    public async Task No_secret_is_in_an_answer_a_log_line_or_the_store()
    {
        using var ann = await stand.UserAsync("ann", Viewer);
        var invitation = await stand.InviteAsync("ann", Viewer);
        await WrongAsync(ann, "ann");
        await ann.JsonAsync("GET", "me/sessions");
        await ann.StatusAsync("POST", "me/password", new { current = SignInStand.Password, next = "another horse battery" });
        await ann.StatusAsync("POST", "sign-out");
        var stored = await DumpAsync();
        var audit = (await stand.Gateway.GetAsync("audit?limit=1000")).ToJsonString();
        foreach (var secret in new[] { SignInStand.Password, "another horse battery", "guessed-password", invitation, ann.Csrf! })
        {
            Assert.That(stand.Log.Lines, Has.None.Contains(secret));
            Assert.That(stored, Does.Not.Contain(secret));
            Assert.That(audit, Does.Not.Contain(secret));
            if (secret != ann.Csrf)
                Assert.That(ann.Answers, Has.None.Contains(secret));
        }

        Assert.That(stored, Does.Contain("ann by name"), "the dump holds what is stored");
        Assert.That(ann.Answers, Has.None.Contains("AQAAAA"), "no password hash");
    }

    static Task<int> WrongAsync(TestBrowser browser, string signIn) => browser.StatusAsync("POST", "sign-in", new { signIn, password = "guessed-password" });

    async Task<List<string>> ActionsAsync()
    {
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        return await session.Db.Audit.Select(entry => $"{entry.Action} {entry.ObjectId} {entry.Address} {entry.TenantId}").ToListAsync();
    }

    async Task ChangeAsync(string id, Action<User> change)
    {
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        change(await session.Db.Users.SingleAsync(user => user.Id == id));
        (await session.Db.States.SingleAsync()).Revision++;
        await session.CommitAsync(CancellationToken.None);
    }

    async Task<string> DumpAsync()
    {
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        return await session.Db.Database.SqlQuery<string>($"""select schema_to_xml('gateway', true, false, '')::text as "Value" """).SingleAsync();
    }
}
