using System.Text.Json.Nodes;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Users;

/// <summary>Roles go with what they were in: nobody has them in a later tenant or team of the same id.</summary>
public sealed class RemovalTests : FreshStandTests
{
    [TestCase("?cascade=true")]
    [TestCase("")]
    public async Task A_removed_tenant_takes_its_people_along_and_all_roles_in_it(string cascade)
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "gone", name = "Gone" } } });
        ApiCaller? person = null;
        if (cascade.Length > 0)
        {
            await Root.For("gone").PostAsync("users", new { id = "ann", name = "Ann", signIn = "ann", roles = Viewer("gone") });
            person = await ApiCaller.OfUserAsync(Gateway, "gone", "ann");
            Assert.That(await person.StatusAsync("GET", "routes"), Is.EqualTo(200));
            await SignInAsync("gone", "ann");
        }

        await Root.PostAsync("users", new { id = "support", name = "Support", signIn = "support", roles = Viewer("gone", "acme") });
        var support = await ApiCaller.OfUserAsync(Gateway, "platform", "support");
        var made = await Root.PostAsync("tokens", new { id = "both", name = "Both", roles = Viewer("gone", "acme") });
        var both = new ApiCaller(Gateway, made["token"]!.GetValue<string>());
        Assert.That(await both.For("gone").StatusAsync("GET", "routes"), Is.EqualTo(200));

        Assert.That(await Root.StatusAsync("DELETE", "tenants/gone" + cascade), Is.EqualTo(204));
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "gone", name = "Another" } } });
        await Eventually.HoldsAsync(async () => await both.For("gone").StatusAsync("GET", "routes") == 403, "the token has no role there", TimeSpan.FromSeconds(2));
        Assert.That(await support.For("gone").StatusAsync("GET", "routes"), Is.EqualTo(403));
        Assert.That(await support.For("acme").StatusAsync("GET", "routes"), Is.EqualTo(200), "other roles stay");
        if (person is not null)
            Assert.That(await person.StatusAsync("GET", "me"), Is.EqualTo(401));
        Assert.That(RolesOf(await Root.GetAsync("users/support")), Is.EqualTo(new[] { "tenantViewer@acme" }));
        Assert.That(RolesOf(await Root.GetAsync("tokens/both")), Is.EqualTo(new[] { "tenantViewer@acme" }));

        await using var session = await Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync("gone", CancellationToken.None);
        Assert.That(await session.Db.Users.CountAsync() + await session.Db.UserSessions.CountAsync(), Is.Zero);
        Assert.That(await session.Db.AccessTokens.CountAsync() + await session.Db.Invitations.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_removed_team_takes_its_roles_along_also_those_of_people_that_its_tenant_does_not_manage()
    {
        await Gateway.ApplyAsync(new { teams = new[] { new { id = "old", tenant = "acme", name = "Old" } } });
        var roles = new object[] { new { role = "teamViewer", tenant = "acme", team = "old" }, new { role = "teamViewer", tenant = "acme", team = "shop" } };
        var admin = await ApiCaller.OfRoleAsync(Gateway, "tenantAdmin", "acme");
        await admin.PostAsync("users", new { id = "ann", name = "Ann", signIn = "ann", roles });
        await Root.PostAsync("users", new { id = "support", name = "Support", signIn = "support", roles = roles.Append(new { role = "platformObserver" }) });

        Assert.That(await admin.StatusAsync("DELETE", "teams/old"), Is.EqualTo(204));
        Assert.That(RolesOf(await admin.GetAsync("users/ann")), Is.EqualTo(new[] { "teamViewer@acme" }));
        Assert.That(RolesOf(await Root.GetAsync("users/support")), Is.EqualTo(new[] { "teamViewer@acme", "platformObserver@" }));
        var entry = (await admin.GetAsync("audit?object=support&collection=users"))["items"]!.AsArray().Single()!;
        Assert.That(entry["before"]!["roles"]!.AsArray(), Has.Count.EqualTo(2), "the roles in this tenant, and no others");
        Assert.That(entry["after"]!["roles"]!.AsArray().Single()!["team"]!.GetValue<string>(), Is.EqualTo("shop"));
    }

    async Task SignInAsync(string tenant, string user)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var session = await Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(tenant, CancellationToken.None);
        session.Db.UserSessions.Add(new UserSession { Id = Guid.NewGuid(), TenantId = tenant, UserId = user, Hash = [1], CreatedAt = now, SeenAt = now, ExpiresAt = now.AddHours(1) });
        await session.CommitAsync(CancellationToken.None);
    }

    static object[] Viewer(params string[] tenants) => [.. tenants.Select(tenant => new { role = "tenantViewer", tenant })];

    static IEnumerable<string> RolesOf(JsonNode document) => document["roles"]!.AsArray().Select(role => $"{role!["role"]}@{role["tenant"]}");
}
