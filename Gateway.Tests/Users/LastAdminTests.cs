using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Users;

/// <summary>Somebody who may do everything always stays.</summary>
public sealed class LastAdminTests : FreshStandTests
{
    [Test]
    public async Task The_last_platform_admin_is_neither_removed_nor_disabled_nor_demoted()
    {
        await MakeAsync("one", active: true);
        await MakeAsync("invited", active: false);
        await RefusesAsync("one");

        await ActivateAsync("invited");
        Assert.That(await Root.StatusAsync("DELETE", "users/one"), Is.EqualTo(204), "another one can sign in now");
        await RefusesAsync("invited");
    }

    [Test]
    public async Task Of_those_who_were_only_invited_the_last_one_stays_too()
    {
        await MakeAsync("one", active: false);
        await RefusesAsync("one");
        await MakeAsync("two", active: false);
        Assert.That(await Root.StatusAsync("DELETE", "users/one"), Is.EqualTo(204));
    }

    [Test]
    public async Task A_disabled_admin_does_not_count_and_one_by_claims_does()
    {
        await MakeAsync("one", active: true);
        await MakeAsync("off", active: true);
        await Root.JsonAsync("PATCH", "users/off", new { enabled = false }, 200);
        await RefusesAsync("one");

        await Root.PostAsync("users", new { id = "claimed", name = "C", signIn = "claimed" });
        await EditAsync("claimed", row =>
        {
            (row.Issuer, row.Subject) = ("https://issuer.example", "1");
            row.ClaimedRoles = """[{"role":"platformAdmin"}]""";
        });
        Assert.That(await Root.StatusAsync("DELETE", "users/one"), Is.EqualTo(204));
        Assert.That(await Root.StatusAsync("DELETE", "users/off"), Is.EqualTo(204));
        await RefusesAsync("claimed", demote: false);
    }

    [TestCase("DELETE", 204)]
    [TestCase("PATCH", 200)]
    public async Task Of_calls_at_once_that_take_all_of_them_away_one_is_refused(string method, int done)
    {
        string[] ids = ["one", "two", "three", "four", "five", "six"];
        foreach (var id in ids)
            await MakeAsync(id, active: true);
        var body = method == "PATCH" ? new { roles = Array.Empty<object>() } : null;
        var statuses = await Task.WhenAll(ids.Select(id => Root.StatusAsync(method, $"users/{id}", body)));
        Assert.That(statuses.Order(), Is.EqualTo(new[] { done, done, done, done, done, 409 }));
    }

    async Task RefusesAsync(string id, bool demote = true)
    {
        Assert.That(await Root.StatusAsync("DELETE", $"users/{id}"), Is.EqualTo(409));
        Assert.That(await Root.StatusAsync("PATCH", $"users/{id}", new { enabled = false }), Is.EqualTo(409));
        if (demote)
            Assert.That(await Root.StatusAsync("PATCH", $"users/{id}", new { roles = new[] { new { role = "platformObserver" } } }), Is.EqualTo(409));
        var read = await Root.GetAsync($"users/{id}");
        Assert.That(read["enabled"]!.GetValue<bool>(), "nothing of it was stored");
    }

    async Task MakeAsync(string id, bool active)
    {
        await Root.PostAsync("users", new { id, name = id, signIn = id, roles = new[] { new { role = "platformAdmin" } } });
        if (active)
            await ActivateAsync(id);
    }

    Task ActivateAsync(string id) => EditAsync(id, row => row.PasswordHash = "x");

    async Task EditAsync(string id, Action<User> edit)
    {
        await using var session = await Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        edit(await session.Db.Users.SingleAsync(row => row.TenantId == "platform" && row.Id == id));
        await session.CommitAsync(CancellationToken.None);
    }
}
