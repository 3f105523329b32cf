using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>A real gateway with an upstream, and one browser, for all tests of a class.</summary>
[Category("Browser")]
public abstract class BrowserTests
{
    TestDatabase? database;
    FakeUpstream? upstream;
    TestGateway? gateway;
    BrowserHost? browser;

    private protected TestGateway Gateway => gateway!;

    private protected BrowserHost Browser => browser!;

    private protected FakeUpstream Upstream => upstream!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        browser = await BrowserHost.StartAsync();
        database = await TestDatabase.CreateAsync(migrate: false);
        upstream = await FakeUpstream.StartAsync();
        gateway = await TestGateway.StartAsync(database.ConnectionString, null, ["Gateway:Node=edge-1", .. await SettingsAsync()]);
        await gateway.ReadyAsync();
        await PrepareAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (gateway is not null)
            await gateway.DisposeAsync();
        if (upstream is not null)
            await upstream.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    /// <summary>Makes an access token and answers its secret.</summary>
    private protected Task<string> TokenAsync(object document) => MadeAsync("tokens", document, "token");

    /// <summary>Makes a user and answers the secret of the invitation.</summary>
    private protected Task<string> UserAsync(object document) => MadeAsync("users", document, "invitation");

    async Task<string> MadeAsync(string collection, object document, string secret)
    {
        using var response = await Gateway.Api.PostAsJsonAsync(collection, document);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(201), text);
        return JsonNode.Parse(text)![secret]!.GetValue<string>();
    }

    /// <summary>Settings of the gateway beside the usual ones.</summary>
    private protected virtual Task<string[]> SettingsAsync() => Task.FromResult<string[]>([]);

    /// <summary>What is there before the first test.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;
}
