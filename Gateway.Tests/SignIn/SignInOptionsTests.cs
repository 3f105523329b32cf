using Gateway.Admin.SignIn;
using Gateway.Hosting;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>The section of providers: read as written, or refused with every error and its key.</summary>
public sealed class SignInOptionsTests
{
    [Test]
    public void A_whole_section_is_read()
    {
        using var services = Services(
            ("kc:Issuer", "https://id.example.com/realms/main"), ("kc:ClientId", "gateway"),
            ("kc:Roles:0:Claim", "realm_access.roles"), ("kc:Roles:0:Value", "gateway-*"), ("kc:Roles:0:Role", "tenantAdmin"), ("kc:Roles:0:Tenant", "{1}"),
            ("local:Issuer", "http://127.0.0.1:9000"), ("local:ClientId", "g"), ("local:Roles:0:Claim", "c"), ("local:Roles:0:Value", "v"), ("local:Roles:0:Role", "platformObserver"));
        Assert.That(ConfigurationErrors.Of(services), Is.Empty);
        var providers = services.GetRequiredService<SignInOptions>().Oidc;
        Assert.That(providers.Keys, Is.EquivalentTo(new[] { "kc", "local" }));
        Assert.That((providers["kc"].Scopes, providers["kc"].Roles.Single().Tenant), Is.EqualTo(("openid profile email", "{1}")));
    }

    [Test]
    public void Every_error_is_told_at_once_with_its_key()
    {
        using var folder = new TestFolder();
        using var services = Services(
            ("Bad Name:Issuer", "http://id.example.com"), ("Bad Name:ClientSecret", "a"), ("Bad Name:ClientSecretFile", Path.Combine(folder.Path, "missing")), ("Bad Name:Scopes", "profile"),
            ("kc:Issuer", "https://id.example.com?x=1"), ("kc:ClientId", "gateway"), ("kc:Roles:0:Claim", "groups"), ("kc:Roles:0:Role", "admin"));
        var errors = ConfigurationErrors.Of(services);
        foreach (var key in new[] { "Bad Name: ", "Bad Name:Issuer: ", "Bad Name:ClientId: ", "Bad Name:ClientSecretFile: ", "Bad Name:Scopes: ", "Bad Name:Roles: ", "kc:Issuer: ", "kc:Roles:0:Value: ", "kc:Roles:0:Role: " })
            Assert.That(errors, Has.Some.StartsWith("Gateway:SignIn:Oidc:" + key));
        Assert.That(errors, Has.All.StartsWith("Gateway:SignIn:Oidc:"));
        Assert.That(errors, Has.Some.Contain("accepted are").Or.Some.Contain("must be one of platformAdmin"));
    }

    [Test]
    public void A_key_that_nobody_knows_is_an_error()
    {
        using var services = Services(("kc:Issuer", "https://id.example.com"), ("kc:Clientid2", "gateway"));
        Assert.That(ConfigurationErrors.Of(services), Has.Some.Contain("Gateway:SignIn").And.Some.Contain("Clientid2"));
    }

    [Test]
    public void A_secret_may_come_from_a_file()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "secret");
        File.WriteAllText(file, "s3cret\n");
        Assert.That(Gateway.Admin.SignIn.Methods.OidcChecks.SecretIn(file), Is.EqualTo("s3cret"));
        File.WriteAllText(file, "\n");
        Assert.That(Gateway.Admin.SignIn.Methods.OidcChecks.SecretIn(file), Is.Null);
    }

    static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSections(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => "Gateway:SignIn:Oidc:" + setting.Key, setting => (string?)setting.Value)).Build())
        .BuildServiceProvider();
}
