using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.ConfigFiles;

/// <summary>One gateway for all tests of the configuration document; each works in a tenant of its own.</summary>
[SetUpFixture]
public sealed class ConfigStand
{
    static TestDatabase database = null!;

    internal static TestGateway Gateway { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync(migrate: false);
        Gateway = await TestGateway.StartAsync(database.ConnectionString);
        await Gateway.ReadyAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await Gateway.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>The export in one of the forms, byte for byte.</summary>
    internal static async Task<string> ExportAsync(string? tenant, string type = "application/json")
    {
        var (status, text) = await SendAsync(HttpMethod.Get, "config", tenant, null, type);
        Assert.That(status, Is.EqualTo(200), text);
        return text;
    }

    internal static async Task<JsonNode> PutAsync(string address, string? tenant, string text, string type = "application/json", int expected = 200)
    {
        var (status, answer) = await SendAsync(HttpMethod.Put, address, tenant, text, type);
        Assert.That(status, Is.EqualTo(expected), answer);
        return JsonNode.Parse(answer)!;
    }

    static async Task<(int Status, string Text)> SendAsync(HttpMethod method, string address, string? tenant, string? body, string type)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await Gateway.Api.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
