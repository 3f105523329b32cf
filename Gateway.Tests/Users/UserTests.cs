using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Users;

/// <summary>People and who manages them.</summary>
public sealed class UserTests
{
    TestStand stand = null!;
    ApiCaller root = null!;
    ApiCaller admin = null!;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "other", name = "Other" } } });
        root = ApiCaller.Root(Gateway);
        admin = await ApiCaller.OfRoleAsync(Gateway, "tenantAdmin", "acme");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_new_user_is_invited_and_the_secret_is_answered_once()
    {
        var made = await admin.PostAsync("users", Viewer("ann", "Ann@Example.com"));
        var secret = made["invitation"]!.GetValue<string>();
        Assert.That(made["tenant"]!.GetValue<string>(), Is.EqualTo("acme"));
        Assert.That(made["signIn"]!.GetValue<string>(), Is.EqualTo("ann@example.com"));
        Assert.That(made["state"]!.GetValue<string>(), Is.EqualTo("invited"));
        Assert.That(made["method"]!.GetValue<string>(), Is.EqualTo("password"));
        var hours = made["invitationExpiresAt"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow();
        Assert.That(hours.TotalHours, Is.EqualTo(72).Within(0.1));

        var (_, read) = await admin.SendAsync("GET", "users/ann");
        Assert.That(read, Does.Not.Contain(secret).And.Not.Contain("\"invitation\""));
        await using var session = await SessionAsync();
        var row = await session.Db.Invitations.SingleAsync(row => row.TenantId == "acme" && row.UserId == "ann");
        Assert.That(row.Hash, Is.EqualTo(SHA256.HashData(Base64Url.DecodeFromChars(secret))));
    }

    [Test]
    public async Task A_new_invitation_ends_the_earlier_ones()
    {
        var first = await admin.PostAsync("users", Viewer("bob", "bob"));
        var second = await admin.PostAsync("users/bob/invite", new { }, 200);
        Assert.That(second["invitation"]!.GetValue<string>(), Is.Not.EqualTo(first["invitation"]!.GetValue<string>()));
        await using var session = await SessionAsync();
        var row = await session.Db.Invitations.SingleAsync(row => row.TenantId == "acme" && row.UserId == "bob");
        Assert.That(row.Hash, Is.EqualTo(SHA256.HashData(Base64Url.DecodeFromChars(second["invitation"]!.GetValue<string>()))));
        Assert.That(row.CreatedBy, Is.EqualTo("token tenantAdmin"));
    }

    [Test]
    public async Task Who_is_disabled_or_vouched_for_elsewhere_is_not_invited()
    {
        await admin.PostAsync("users", Viewer("cay", "cay"));
        await admin.JsonAsync("PATCH", "users/cay", new { enabled = false }, 200);
        Assert.That(await admin.StatusAsync("POST", "users/cay/invite"), Is.EqualTo(409));
        await admin.PostAsync("users", Viewer("dee", "dee"));
        await EditAsync("acme", "dee", row => (row.Issuer, row.Subject) = ("https://issuer.example", "1"));
        Assert.That(await admin.StatusAsync("POST", "users/dee/invite"), Is.EqualTo(409));
        var read = await admin.GetAsync("users/dee");
        Assert.That($"{read["method"]} {read["state"]}", Is.EqualTo("oidc active"));
    }

    [Test]
    public async Task A_tenant_admin_manages_the_people_of_its_tenant_alone()
    {
        await admin.PostAsync("users", Viewer("eve", "eve"));
        await root.For("other").PostAsync("users", new { id = "foreign", name = "Other-marker", signIn = "foreign@other-marker" });
        await root.PostAsync("users", new { id = "operator", name = "Operator-marker", signIn = "operator", roles = new[] { new { role = "tenantViewer", tenant = "acme" } } });

        var (_, list) = await admin.SendAsync("GET", "users?limit=1000");
        Assert.That(list, Does.Contain("\"eve\"").And.Not.Contains("marker"));
        foreach (var id in new[] { "foreign", "operator" })
        {
            Assert.That(await admin.StatusAsync("GET", $"users/{id}"), Is.EqualTo(404));
            Assert.That(await admin.StatusAsync("PATCH", $"users/{id}", new { name = "Mine" }), Is.EqualTo(404));
            Assert.That(await admin.StatusAsync("POST", $"users/{id}/invite"), Is.EqualTo(404));
            Assert.That(await admin.StatusAsync("GET", $"users/{id}/sessions"), Is.EqualTo(404));
            Assert.That(await admin.StatusAsync("DELETE", $"users/{id}"), Is.EqualTo(404));
        }

        Assert.That(await admin.RefusedAsync("POST", "users", new { id = "x", tenant = "other", name = "X", signIn = "x-other" }), Does.ContainKey("tenant"));
    }

    [Test]
    public async Task A_sign_in_name_is_unique_in_the_whole_gateway_and_a_clash_tells_nothing_else()
    {
        await root.For("other").PostAsync("users", new { id = "theirs", name = "Clash-marker", signIn = "Wanted" });
        foreach (var (method, address) in new[] { ("POST", "users"), ("PUT", "users/new") })
        {
            var (status, text) = await admin.SendAsync(method, address, Viewer("new", "WANTED"));
            Assert.That(status, Is.EqualTo(422));
            Assert.That(JsonNode.Parse(text)!["errors"]!.ToJsonString(), Is.EqualTo("""{"signIn":["is taken"]}"""));
            Assert.That(text, Does.Not.Contain("marker").And.Not.Contain("other"));
        }

        Assert.That(await admin.StatusAsync("GET", "users/new"), Is.EqualTo(404));
    }

    [Test]
    public async Task Everything_wrong_with_a_user_is_said_at_once()
    {
        var errors = await admin.RefusedAsync("POST", "users", new
        {
            id = "No",
            name = "",
            signIn = "two words",
            roles = new object[] { new { role = "platformAdmin" }, new { role = "teamViewer", tenant = "acme", team = "missing" }, new { role = "tenantViewer", tenant = "other" } },
        });
        Assert.That(errors.Select(error => error.Key), Is.EquivalentTo(new[] { "id", "name", "signIn", "roles[0]", "roles[0].tenant", "roles[1].team", "roles[2]", "roles[2].tenant" }));
    }

    [Test]
    public async Task Who_administers_only_the_platforms_tenant_cannot_take_over_a_platform_admin()
    {
        await root.PostAsync("users", new { id = "chief", name = "Chief", signIn = "chief", roles = new[] { new { role = "platformAdmin" } } });
        var small = await ApiCaller.OfRoleAsync(Gateway, "tenantAdmin", "platform");
        Assert.That(await small.StatusAsync("POST", "users/chief/invite"), Is.EqualTo(403));
        Assert.That(await small.StatusAsync("DELETE", "users/chief/sessions"), Is.EqualTo(403));
        Assert.That(await small.StatusAsync("DELETE", "users/chief"), Is.EqualTo(409));
        Assert.That(await small.RefusedAsync("PATCH", "users/chief", new { roles = Array.Empty<object>() }), Does.ContainKey("roles"));
        Assert.That(await small.RefusedAsync("PATCH", "users/chief", new { signIn = "mine" }), Does.ContainKey("roles"));
    }

    [Test]
    public async Task Sessions_are_listed_and_ended_and_a_lock_is_lifted()
    {
        await admin.PostAsync("users", Viewer("fay", "fay"));
        await EditAsync("acme", "fay", row =>
        {
            row.PasswordHash = "x";
            row.State = new SignInState { TenantId = "acme", Id = "fay", Failures = 9, LockedUntil = TimeProvider.System.GetUtcNow().AddHours(1) };
        });
        await OpenSessionAsync("acme", "fay", TimeSpan.FromHours(1));
        await OpenSessionAsync("acme", "fay", TimeSpan.FromHours(-1));

        var sessions = (await admin.GetAsync("users/fay/sessions"))["items"]!.AsArray();
        Assert.That(sessions, Has.Count.EqualTo(1), "not the one that has run out");
        Assert.That($"{sessions[0]!["address"]} {sessions[0]!["client"]} {sessions[0]!["current"]}", Is.EqualTo("192.0.2.7 Firefox on Linux false"));
        Assert.That(await admin.StatusAsync("DELETE", "users/fay/sessions"), Is.EqualTo(204));
        Assert.That((await admin.GetAsync("users/fay/sessions"))["items"]!.AsArray(), Is.Empty);

        var locked = await admin.GetAsync("users/fay");
        Assert.That(locked["state"]!.GetValue<string>(), Is.EqualTo("locked"));
        Assert.That(locked["lockedUntil"], Is.Not.Null);
        Assert.That(await admin.StatusAsync("POST", "users/fay/unlock"), Is.EqualTo(204));
        Assert.That((await admin.GetAsync("users/fay"))["state"]!.GetValue<string>(), Is.EqualTo("active"));
    }

    [Test]
    public async Task Disabling_ends_sessions_and_invitations_for_good()
    {
        await admin.PostAsync("users", Viewer("gus", "gus"));
        await OpenSessionAsync("acme", "gus", TimeSpan.FromHours(1));
        var disabled = await admin.JsonAsync("PATCH", "users/gus", new { enabled = false }, 200);
        Assert.That(disabled["state"]!.GetValue<string>(), Is.EqualTo("disabled"));
        await admin.JsonAsync("PATCH", "users/gus", new { enabled = true }, 200);
        Assert.That((await admin.GetAsync("users/gus/sessions"))["items"]!.AsArray(), Is.Empty);
        Assert.That((await admin.GetAsync("users/gus"))["invitationExpiresAt"], Is.Null);
    }

    [Test]
    public async Task Nobody_removes_or_disables_themselves()
    {
        await admin.PostAsync("users", new { id = "own-admin", name = "A", signIn = "own-admin", roles = new[] { new { role = "tenantAdmin", tenant = "acme" } } });
        var self = await ApiCaller.OfUserAsync(Gateway, "acme", "own-admin");
        Assert.That(await self.StatusAsync("DELETE", "users/own-admin"), Is.EqualTo(409));
        Assert.That(await self.StatusAsync("PATCH", "users/own-admin", new { enabled = false }), Is.EqualTo(409));
        Assert.That(await self.StatusAsync("PATCH", "users/own-admin", new { name = "Still me" }), Is.EqualTo(200));
        Assert.That(await admin.StatusAsync("DELETE", "users/own-admin"), Is.EqualTo(204), "somebody else may");
        await Eventually.HoldsAsync(async () => await self.StatusAsync("GET", "me") == 401, "the token went with its owner", TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task Who_may_see_a_tenant_is_told_with_the_roles_in_it_alone()
    {
        await root.For("other").PostAsync("users", new { id = "far", name = "Far", signIn = "far", roles = new[] { new { role = "tenantViewer", tenant = "other" } } });
        await root.PostAsync("users", new
        {
            id = "support",
            name = "Support",
            signIn = "support",
            roles = new[] { new { role = "tenantViewer", tenant = "acme" }, new { role = "tenantEditor", tenant = "other" } },
        });
        await admin.PostAsync("users", Viewer("hal", "hal"));
        await admin.PostAsync("users", new { id = "nobody", name = "No roles", signIn = "nobody" });

        var people = (await admin.GetAsync("tenants/acme/people"))["items"]!.AsArray();
        var support = people.Single(person => person!["id"]!.GetValue<string>() == "support")!;
        Assert.That(support["home"]!.GetValue<bool>(), Is.False);
        Assert.That(support["roles"]!.AsArray().Select(role => $"{role!["role"]}@{role["tenant"]}"), Is.EqualTo(new[] { "tenantViewer@acme" }));
        Assert.That(people.Single(person => person!["id"]!.GetValue<string>() == "hal")!["home"]!.GetValue<bool>());
        Assert.That(people.Select(person => person!["id"]!.GetValue<string>()), Has.None.EqualTo("far").And.None.EqualTo("nobody"));

        Assert.That(await admin.StatusAsync("GET", "tenants/other/people"), Is.EqualTo(403));
        Assert.That(await admin.StatusAsync("GET", "tenants/missing/people"), Is.EqualTo(403));
        Assert.That((await root.GetAsync("tenants/other/people"))["items"]!.AsArray().Select(person => person!["id"]!.GetValue<string>()), Does.Contain("far").And.Contain("support"));
        Assert.That(await root.StatusAsync("GET", "tenants/missing/people"), Is.EqualTo(404));
    }

    static object Viewer(string id, string signIn) => new { id, name = id, signIn, roles = new[] { new { role = "tenantViewer", tenant = "acme" } } };

    Task<StoreSession> SessionAsync() => Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);

    async Task EditAsync(string tenant, string id, Action<User> edit)
    {
        await using var session = await SessionAsync();
        edit(await session.Db.Users.SingleAsync(row => row.TenantId == tenant && row.Id == id));
        await session.CommitAsync(CancellationToken.None);
    }

    async Task OpenSessionAsync(string tenant, string id, TimeSpan left)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var session = await SessionAsync();
        session.Db.UserSessions.Add(new UserSession
        {
            Id = Guid.NewGuid(),
            TenantId = tenant,
            UserId = id,
            Hash = RandomNumberGenerator.GetBytes(32),
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + left,
            Address = "192.0.2.7",
            Client = "Firefox on Linux",
        });
        await session.CommitAsync(CancellationToken.None);
    }
}
