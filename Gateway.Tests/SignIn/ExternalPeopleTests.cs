using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.SignIn;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>People for whom a provider vouches, once their claims are checked.</summary>
public sealed class ExternalPeopleTests
{
    SignInStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await SignInStand.StartAsync();
        await stand.Gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "acme", name = "Acme" }, new { id = "beta", name = "Beta" } },
            teams = new[] { new { id = "shop", tenant = "acme", name = "Shop" } },
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_first_visit_makes_the_user_in_the_tenant_of_its_roles_and_signs_it_in()
    {
        var (outcome, browser) = await AdmitAsync(Person("one", "One@Example.com", Grant("acme", Role.TenantViewer), Grant("acme", Role.TeamViewer, "shop")));
        Assert.That(outcome.Refusal, Is.Null);
        using (browser)
        {
            var me = await browser!.JsonAsync("GET", "me");
            Assert.That(me["csrfToken"]!.GetValue<string>(), Is.EqualTo(outcome.CsrfToken));
            var user = me["user"]!;
            Assert.That(
                (user["tenant"]!.GetValue<string>(), user["id"]!.GetValue<string>(), user["signIn"]!.GetValue<string>(), user["method"]!.GetValue<string>()),
                Is.EqualTo(("acme", "one", "one@example.com", "oidc")));
            Assert.That(me["roles"]!.AsArray(), Has.Count.EqualTo(2));
        }

        var (_, again) = await AdmitAsync(Person("one", "one@example.com", Grant("acme", Role.TenantViewer), Grant("acme", Role.TeamViewer, "shop")));
        again!.Dispose();
        Assert.That(await CountAsync("one@example.com"), Is.EqualTo(1));
    }

    [TestCase("several", "platform")]
    [TestCase("observer", "platform")]
    [TestCase("gone", "beta")]
    public async Task Whose_roles_are_in_no_single_tenant_belongs_to_the_platform(string kind, string home)
    {
        RoleGrant[] grants = kind switch
        {
            "several" => [Grant("acme", Role.TenantViewer), Grant("beta", Role.TenantViewer)],
            "observer" => [new RoleGrant { Role = Role.PlatformObserver }],
            // What a claim names and is not here gives nothing.
            _ => [Grant("beta", Role.TenantViewer), Grant("missing", Role.TenantAdmin), Grant("beta", Role.TeamAdmin, "shop")],
        };
        var (outcome, browser) = await AdmitAsync(Person(kind, kind, grants));
        browser!.Dispose();
        Assert.That(outcome.Caller!.Person!.Tenant, Is.EqualTo(home));
        Assert.That(outcome.Caller.Grants, Is.EquivalentTo(kind == "gone" ? grants.Take(1) : grants));
    }

    [Test]
    public async Task Whom_nobody_gives_a_role_is_refused_and_an_administrators_role_is_enough()
    {
        Assert.That((await AdmitAsync(Person("none", "none", Grant("missing", Role.TenantAdmin)))).Outcome.Refusal, Does.Contain("no role here"));
        Assert.That(await CountAsync("none"), Is.Zero);

        var (_, first) = await AdmitAsync(Person("left", "left", Grant("acme", Role.TenantViewer)));
        Assert.That((await AdmitAsync(Person("left", "left"))).Outcome.Refusal, Does.Contain("no role here"));
        Assert.That((await AdmitAsync(Person("left", "left"))).Outcome.Refusal, Does.Contain("no role here"), "nothing changed since");
        Assert.That(await first!.StatusAsync("GET", "routes"), Is.EqualTo(403), "what earlier claims gave is gone");
        first.Dispose();

        await using (var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None))
        {
            await session.Db.Users.Where(user => user.SignIn == "left").ExecuteUpdateAsync(user => user.SetProperty(row => row.Roles, Grants.Write(new[] { Grant("acme", Role.TenantEditor) })));
            await session.CommitAsync(CancellationToken.None);
        }

        var (given, again) = await AdmitAsync(Person("left", "left"));
        again!.Dispose();
        Assert.That(given.Caller!.Grants.Single().Role, Is.EqualTo(Role.TenantEditor));
    }

    [Test]
    public async Task Later_visits_bring_the_claims_of_that_day_to_all_sessions()
    {
        var (_, first) = await AdmitAsync(Person("day", "day", Grant("acme", Role.TenantAdmin)));
        Assert.That(await first!.StatusAsync("GET", "audit"), Is.EqualTo(200));
        var (_, second) = await AdmitAsync(Person("day", "day-by-day", Grant("acme", Role.TenantViewer)));
        Assert.That(await first.StatusAsync("GET", "audit"), Is.EqualTo(403), "the older session has no more than the claims give now");
        Assert.That((await second!.JsonAsync("GET", "me"))["user"]!["signIn"]!.GetValue<string>(), Is.EqualTo("day-by-day"));

        var (_, moved) = await AdmitAsync(Person("day", "day-by-day", Grant("beta", Role.TenantViewer)));
        Assert.That((await moved!.JsonAsync("GET", "me"))["user"]!["tenant"]!.GetValue<string>(), Is.EqualTo("beta"));
        Assert.That(await first.StatusAsync("GET", "me"), Is.EqualTo(401), "what belonged to the old tenant ended");
        Assert.That(await CountAsync("day-by-day"), Is.EqualTo(1));
        first.Dispose();
        second.Dispose();
        moved.Dispose();
    }

    [Test]
    public async Task A_sign_in_name_that_is_taken_or_impossible_and_a_disabled_account_are_refused_in_words()
    {
        using var local = await stand.UserAsync("taken", Grant("acme", Role.TenantViewer));
        var (taken, _) = await AdmitAsync(Person("other", "Taken", Grant("acme", Role.TenantViewer)));
        Assert.That(taken.Refusal, Does.Contain("'taken' belongs to another account"));
        Assert.That((await AdmitAsync(Person("bad", "two words"))).Outcome.Refusal, Does.Contain("no name"));

        (await AdmitAsync(Person("banned", "banned", Grant("acme", Role.TenantViewer)))).Browser!.Dispose();
        await using (var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None))
        {
            await session.Db.Users.Where(user => user.SignIn == "banned").ExecuteUpdateAsync(user => user.SetProperty(row => row.Enabled, false));
            await session.CommitAsync(CancellationToken.None);
        }

        var (banned, none) = await AdmitAsync(Person("banned", "banned", Grant("acme", Role.TenantViewer)));
        Assert.That((banned.Caller, none), Is.EqualTo(((object?)null, (object?)null)));
        Assert.That(banned.Refusal, Does.Contain("cannot sign in"));
    }

    static ExternalPerson Person(string subject, string signIn, params RoleGrant[] grants) => new("https://issuer.example", subject, $"{signIn} by name", signIn, grants);

    static RoleGrant Grant(string tenant, Role role, string? team = null) => new() { Tenant = tenant, Team = team, Role = role };

    async Task<(SignInOutcome Outcome, TestBrowser? Browser)> AdmitAsync(ExternalPerson person)
    {
        var http = new DefaultHttpContext();
        var outcome = await stand.Gateway.Services.GetRequiredService<SignInDesk>().AdmitAsync(http, person, CancellationToken.None);
        return outcome.Caller is null
            ? (outcome, null)
            : (outcome, new TestBrowser(stand.Gateway) { Cookie = http.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=', 2)[1], Csrf = outcome.CsrfToken });
    }

    async Task<int> CountAsync(string signIn)
    {
        await using var session = await stand.Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        return await session.Db.Users.CountAsync(user => user.SignIn == signIn);
    }
}
