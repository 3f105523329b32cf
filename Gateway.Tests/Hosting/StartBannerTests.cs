using Gateway.Hosting;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

/// <summary>What a start says on the terminal.</summary>
public sealed class StartBannerTests
{
    [Test]
    public async Task With_the_demo_the_sign_in_link_carries_the_token_and_the_set_up_link_stands_below()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        var text = new StringWriter();
        await using var gateway = await TestGateway.StartWithAsync(
            services => services.AddSingleton(TextWriter.Synchronized(text)), database.ConnectionString, null, "Gateway:Demo:Enabled=true");
        await Eventually.HoldsAsync(() => text.ToString().Contains("/set-up#token=", StringComparison.Ordinal), "both links are there");
        var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.One.StartsWith($"Sign in   {gateway.Admin}sign-in#token={TestGateway.Token} "));
        Assert.That(lines, Has.One.StartsWith($"Set up    {gateway.Admin}set-up#token="));
    }

    [TestCase("http://127.0.0.1:8082", true)]
    [TestCase("http://[::1]:8082", true)]
    [TestCase("http://localhost:8082", true)]
    [TestCase("https://*:8443", true)]
    [TestCase("http://*:8082", false)]
    [TestCase("http://0.0.0.0:8082", false)]
    [TestCase("HTTP://192.168.1.2:8082", false)]
    public void An_address_is_private_on_this_machine_or_by_encryption(string url, bool isPrivate) =>
        Assert.That(Listeners.IsPrivate(url), Is.EqualTo(isPrivate));
}
