using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Tokens;

/// <summary>Tokens that people make for themselves.</summary>
public sealed class PersonalTokenTests
{
    TestStand stand = null!;
    ApiCaller admin = null!;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "other", name = "Other" } } });
        admin = await ApiCaller.OfRoleAsync(Gateway, "tenantAdmin", "acme");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_person_makes_sees_and_removes_their_own()
    {
        var ann = await UserAsync("ann", "tenantViewer");
        await UserAsync("bob", "tenantViewer");
        var made = await ann.PostAsync("me/tokens", new { id = "ci", name = "CI", expiresAt = "2030-01-01T00:00:00Z" });
        Assert.That(made["roles"]!.ToJsonString(), Is.EqualTo("""[{"tenant":"acme","team":null,"role":"tenantViewer"}]"""), "all that the person may");
        Assert.That($"{made["owner"]} {made["ownerName"]} {made["tenant"]}", Is.EqualTo("ann Name of ann acme"));
        var ci = new ApiCaller(Gateway, made["token"]!.GetValue<string>());
        Assert.That((await ci.GetAsync("routes"))["items"]!.AsArray(), Is.Not.Empty);

        var (_, list) = await ann.SendAsync("GET", "me/tokens");
        Assert.That(list, Does.Contain("\"ci\"").And.Not.Contains(ci.Token));
        var bob = await ApiCaller.OfUserAsync(Gateway, "acme", "bob");
        Assert.That((await bob.SendAsync("GET", "me/tokens")).Text, Does.Not.Contain("\"ci\""));
        Assert.That(await bob.StatusAsync("DELETE", "me/tokens/ci"), Is.EqualTo(404), "somebody else's");
        Assert.That(await ann.StatusAsync("POST", "me/tokens", new { id = "ci", name = "Again" }), Is.EqualTo(409));

        Assert.That(await ann.StatusAsync("DELETE", "me/tokens/ci"), Is.EqualTo(204));
        await Eventually.HoldsAsync(async () => await ci.StatusAsync("GET", "me") == 401, "it is refused", TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task It_gives_no_more_than_its_owner_has()
    {
        var cay = await UserAsync("cay", "tenantEditor");
        foreach (var (roles, field) in new (object, string)[]
        {
            (new[] { new { role = "platformAdmin" } }, "roles[0]"),
            (new[] { new { role = "tenantAdmin", tenant = "acme" } }, "roles[0]"),
            (new[] { new { role = "tenantViewer", tenant = "other" } }, "roles[0]"),
            (new[] { new { role = "teamAdmin", tenant = "acme", team = "shop" } }, "roles[0]"),
            (Array.Empty<object>(), "roles"),
        })
        {
            Assert.That(await cay.RefusedAsync("POST", "me/tokens", new { id = "more", name = "More", roles }), Does.ContainKey(field));
        }

        await cay.PostAsync("me/tokens", new { id = "less", name = "Less", roles = new[] { new { role = "teamViewer", tenant = "acme", team = "shop" } } });
    }

    [Test]
    public async Task It_does_no_more_than_its_owner_may_at_that_time()
    {
        var dee = await UserAsync("dee", "tenantEditor");
        var made = await dee.PostAsync("me/tokens", new { id = "dee", name = "Dee's" });
        var own = new ApiCaller(Gateway, made["token"]!.GetValue<string>());
        Assert.That(await own.StatusAsync("PUT", "config", new { }), Is.EqualTo(200));

        await admin.JsonAsync("PATCH", "users/dee", new { roles = new[] { new { role = "tenantViewer", tenant = "acme" } } }, 200);
        await Eventually.HoldsAsync(async () => await own.StatusAsync("PUT", "config", new { }) == 403, "the role is gone", TimeSpan.FromSeconds(2));
        Assert.That(await own.StatusAsync("GET", "routes"), Is.EqualTo(200), "what is left stays");

        await admin.JsonAsync("PATCH", "users/dee", new { enabled = false }, 200);
        await Eventually.HoldsAsync(async () => await own.StatusAsync("GET", "routes") == 401, "the owner is disabled", TimeSpan.FromSeconds(2));
        await admin.JsonAsync("PATCH", "users/dee", new { enabled = true }, 200);
        await Eventually.HoldsAsync(async () => await own.StatusAsync("GET", "routes") == 200, "and enabled again", TimeSpan.FromSeconds(2));
        Assert.That(await admin.StatusAsync("DELETE", "users/dee"), Is.EqualTo(204));
        await Eventually.HoldsAsync(async () => await own.StatusAsync("GET", "routes") == 401, "the owner is gone", TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task It_ends_no_later_than_the_token_that_makes_it()
    {
        await UserAsync("eve", "tenantViewer");
        var ends = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var eve = await ApiCaller.OfUserAsync(Gateway, "acme", "eve", ends);
        Assert.That(await eve.RefusedAsync("POST", "me/tokens", new { id = "late", name = "Late", expiresAt = ends.AddDays(1) }), Does.ContainKey("expiresAt"));
        var made = await eve.PostAsync("me/tokens", new { id = "same", name = "Same" });
        Assert.That(made["expiresAt"]!.GetValue<DateTimeOffset>(), Is.EqualTo(ends));
    }

    [Test]
    public async Task Only_people_have_their_own()
    {
        Assert.That(await admin.StatusAsync("GET", "me/tokens"), Is.EqualTo(409));
        Assert.That(await ApiCaller.Root(Gateway).StatusAsync("POST", "me/tokens", new { id = "x", name = "X" }), Is.EqualTo(409));
    }

    [Test]
    public async Task An_admin_sees_whose_it_is_and_may_remove_it_but_not_change_it()
    {
        var fay = await UserAsync("fay", "tenantViewer");
        var made = await fay.PostAsync("me/tokens", new { id = "fay", name = "Fay's" });
        var seen = (await admin.GetAsync("tokens?search=Name of fay"))["items"]!.AsArray().Single(token => token!["id"]!.GetValue<string>() == "fay")!;
        Assert.That($"{seen["owner"]} {seen["ownerName"]}", Is.EqualTo("fay Name of fay"));
        Assert.That(await admin.RefusedAsync("PATCH", "tokens/fay", new { name = "Mine" }), Does.ContainKey("id"));
        Assert.That(await admin.StatusAsync("DELETE", "tokens/fay"), Is.EqualTo(204));
        var own = new ApiCaller(Gateway, made["token"]!.GetValue<string>());
        await Eventually.HoldsAsync(async () => await own.StatusAsync("GET", "me") == 401, "it is refused", TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task What_is_done_with_it_stands_in_the_audit_under_its_owner()
    {
        var gus = await UserAsync("gus", "tenantEditor");
        await gus.PostAsync("teams", new { id = "by-gus", name = "T" });
        var entry = (await admin.GetAsync("audit?actor=gus&collection=teams"))["items"]!.AsArray().Single()!;
        Assert.That($"{entry["actor"]}: {entry["action"]} {entry["id"]}", Is.EqualTo("gus (token own): create by-gus"));
    }

    async Task<ApiCaller> UserAsync(string id, string role)
    {
        await admin.PostAsync("users", new { id, name = $"Name of {id}", signIn = id, roles = new[] { new { role, tenant = "acme" } } });
        return await ApiCaller.OfUserAsync(Gateway, "acme", id);
    }
}
