using System.Security.Cryptography;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

/// <summary>The data-protection ring that all nodes share.</summary>
public sealed class ProtectionRingTests
{
    [Test]
    public async Task What_one_node_protects_every_other_reads_and_the_database_alone_does_not()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var first = await TestGateway.StartAsync(database.ConnectionString);
        await first.ReadyAsync();
        var written = Protector(first).Protect("said");
        await using var second = await TestGateway.StartAsync(database.ConnectionString, null, $"Gateway:SecretFile={Path.Combine(first.Folder, "secret")}");
        await second.ReadyAsync();
        Assert.That(Protector(second).Unprotect(written), Is.EqualTo("said"));

        await using var session = await first.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        var keys = await session.Db.ProtectionKeys.ToListAsync();
        Assert.That(keys, Has.Count.EqualTo(1));
        Assert.That(keys[0].Xml, Does.Contain("sealedKey").And.Not.Contains("masterKey"));
        Assert.That(Directory.Exists(Path.Combine(first.Folder, "keys")), Is.False, "nothing lies in the data folder any more");
    }

    [Test]
    public async Task Without_the_database_the_start_does_not_wait_and_the_ring_says_why_it_cannot()
    {
        await using var gateway = await TestGateway.StartAsync("Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=2");
        var failed = Assert.Throws<CryptographicException>(() => Protector(gateway).Protect("said"));
        Assert.That(failed!.InnerException!.Message, Does.Contain("has not answered yet"));
    }

    static IDataProtector Protector(TestGateway gateway) => gateway.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
