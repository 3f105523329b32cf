using Gateway.Admin.Secrets;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Isolation;

/// <summary>What one address refuses is not to be had by another.</summary>
public sealed class SideDoorTests
{
    TestStand stand = null!;
    ApiCaller admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        await stand.Gateway.ApplyAsync(new { tenants = new[] { new { id = "other", name = "Other-marker" } } });
        admin = await ApiCaller.OfRoleAsync(stand.Gateway, "tenantAdmin", "acme");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_tenant_is_not_renamed_by_its_own_configuration()
    {
        var renamed = new { tenants = new[] { new { id = "acme", name = "Renamed" } } };
        Assert.That(await admin.RefusedAsync("PUT", "config", renamed), Does.ContainKey("tenants[0].name"));
        var config = await admin.GetAsync("config");
        Assert.That(await admin.StatusAsync("PUT", "config", config), Is.EqualTo(200), "what was read may be sent back");
        Assert.That((await admin.GetAsync("tenants/acme"))["name"]!.GetValue<string>(), Is.EqualTo("Acme"));
        await ApiCaller.Root(stand.Gateway).For("acme").JsonAsync("PUT", "config", new { tenants = new[] { new { id = "acme", name = "Acme" } } }, 200);
    }

    [Test]
    public async Task A_hash_that_another_tenants_key_has_is_refused_and_not_a_fault()
    {
        var hash = Convert.ToHexString(KeySecret.Hash("a key from before"));
        await ApiCaller.Root(stand.Gateway).PostAsync("keys", new { id = "first", tenant = "other", name = "Other-marker", hash });
        var (_, text) = await admin.SendAsync("POST", "keys", new { id = "second", name = "Second", hash });
        Assert.That(text, Does.Contain("\"hash\"").And.Contain("is taken").And.Not.Contains("Other-marker").And.Not.Contains("first"));
        Assert.That(await admin.RefusedAsync("PUT", "config", new { keys = new[] { new { id = "second", name = "Second", hash } } }), Does.ContainKey("keys"));
        Assert.That(await admin.StatusAsync("GET", "keys/second"), Is.EqualTo(404));
    }
}
