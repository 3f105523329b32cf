using Gateway.Hosting;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

public sealed class ConfigurationCheckTests
{
    [Test]
    public void Every_error_is_told_at_once_with_its_key()
    {
        var refused = Assert.Throws<StartRefusedException>(() => ConfigurationCheck.ThrowIfWrong(Configuration(
            ("Gateway:Proxy:Urls", "foo"),
            ("Gateway:Admin:Urls", "https://127.0.0.1:8082"),
            ("Gateway:Admin:BootstrapToken", null),
            ("Gateway:Spool:Capacity", "5"),
            ("Gateway:Ingest:BatchSize", "many"),
            ("Gateway:Queries:Parallelism", "99"),
            ("Gateway:Typo", "1"),
            ("Gateway:Demo:Typo", "1"),
            ("Gateway:TrustedProxies:0", "10.0.0.0/8"),
            ("Gateway:TrustedProxies:1", "everybody"),
            ("Gateway:Geo:Country", "/no/such/file.mmdb"))));
        foreach (var key in new[]
        {
            "Gateway:Proxy:Urls", "Gateway:Admin:Urls", "Gateway:Spool:Capacity", "Gateway:Ingest", "Gateway:Queries:Parallelism",
            "Gateway:Typo", "Gateway:Demo", "Gateway:TrustedProxies:1", "Gateway:Geo:Country",
        })
            Assert.That(refused!.Message.Split(Environment.NewLine), Has.Some.StartsWith(key), refused.Message);
        Assert.That(refused!.Message, Does.Not.Contain("TrustedProxies:0"));
    }

    [Test]
    public void Without_any_key_the_configuration_is_valid() => ConfigurationCheck.ThrowIfWrong(Configuration());

    static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
