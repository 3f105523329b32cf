using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Capture;
using Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Support;

/// <summary>The real gateway on free ports, with a data folder of its own.</summary>
sealed class TestGateway : IAsyncDisposable
{
    public const string Token = "test-token-of-more-than-32-characters";

    readonly WebApplication app;

    TestGateway(WebApplication app, string folder)
    {
        this.app = app;
        Folder = folder;
        var addresses = app.Services.GetRequiredService<ListenerAddresses>();
        (Proxy, Admin, Metrics) = (new Uri(addresses.Of(Listener.Proxy)[0]), new Uri(addresses.Of(Listener.Admin)[0]), new Uri(addresses.Of(Listener.Metrics)[0]));
        Https = addresses.Of(Listener.Proxy).Select(url => new Uri(url)).FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttps);
        Api = new HttpClient { BaseAddress = new Uri(Admin, "/api/v1/") };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Proxy };
    }

    public Uri Proxy { get; }

    /// <summary>Where the edge takes https; null: nowhere.</summary>
    public Uri? Https { get; }

    public Uri Admin { get; }

    public Uri Metrics { get; }

    public string Folder { get; }

    /// <summary>Calls the API with all rights; addresses are relative to <c>/api/v1/</c>.</summary>
    public HttpClient Api { get; }

    /// <summary>Sends user traffic.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts a gateway on the database.</summary>
    /// <param name="connectionString">Null: nothing listens there, as if the database were away.</param>
    /// <param name="folder">A data folder from before; null makes one.</param>
    /// <param name="settings">More configuration, <c>key=value</c>.</param>
    public static Task<TestGateway> StartAsync(string connectionString, string? folder = null, params string[] settings) =>
        StartWithAsync(_ => { }, connectionString, folder, settings);

    /// <summary>The same with services of the test's own in place of the gateway's, such as a clock.</summary>
    public static async Task<TestGateway> StartWithAsync(
        Action<IServiceCollection> adapt, string connectionString, string? folder = null, params string[] settings)
    {
        folder ??= Directory.CreateTempSubdirectory("gateway-test-node-").FullName;
        string[] args =
        [
            $"--Gateway:DataFolder={folder}",
            "--Gateway:Proxy:Urls=http://127.0.0.1:0",
            "--Gateway:Admin:Urls=http://127.0.0.1:0",
            "--Gateway:Metrics:Urls=http://127.0.0.1:0",
            $"--Gateway:Admin:BootstrapToken={Token}",
            $"--ConnectionStrings:Gateway={connectionString}",
            "--Serilog:MinimumLevel:Default=Warning",
            .. settings.Select(setting => "--" + setting),
        ];
        var app = await Program.BuildAsync(args, CancellationToken.None, services => adapt(services.AddSingleton<TextWriter>(_ => TextWriter.Null)));
        await app.StartAsync();
        return new TestGateway(app, folder);
    }

    /// <summary>Waits until the proxy has a configuration and the tables of the events are there.</summary>
    public Task ReadyAsync() => Task.WhenAll(
        ServingAsync(), app.Services.GetRequiredService<Gateway.Analytics.Storage.DatabaseReady>().Task.WaitAsync(TimeSpan.FromSeconds(60)));

    /// <summary>Waits until the proxy has a configuration, also while a database is away.</summary>
    public Task ServingAsync() => app.Services.GetRequiredService<Gateway.Proxy.ConfigFeed>().Ready.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Applies a document and waits until this node serves it.</summary>
    public async Task ApplyAsync(object document)
    {
        await ServingAsync();
        using var response = await Api.PutAsJsonAsync("config", document);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), text);
        await ServesAsync(JsonNode.Parse(text)!["version"]!.GetValue<int>());
    }

    /// <summary>Waits until this node serves the version, or a later one.</summary>
    public Task ServesAsync(int version) => Eventually.HoldsAsync(
        () => app.Services.GetRequiredService<Gateway.Policies.ConfigInForce>().Version >= version, $"version {version} in force");

    /// <summary>Makes a key and answers its secret; waits until this node knows it.</summary>
    public async Task<string> KeyAsync(object document)
    {
        using var response = await Api.PostAsJsonAsync("keys", document);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(201), text);
        var secret = JsonNode.Parse(text)!["key"]!.GetValue<string>();
        var ring = app.Services.GetRequiredService<Gateway.Policies.KeyRing>();
        await Eventually.HoldsAsync(() => ring.Current.Find(secret, DateTimeOffset.MinValue) is not null, "the key is known");
        return secret;
    }

    /// <summary>The answer of the API as JSON.</summary>
    public async Task<JsonNode> GetAsync(string address)
    {
        using var response = await Api.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Runs one query over the last hour and answers its result.</summary>
    public async Task<JsonNode> QueryAsync(object query, string? tenant = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "query")
        {
            Content = JsonContent.Create(new { queries = new[] { query }, range = new { from = "now-1h", to = "now+1m", zone = "UTC" } }, options: JsonSerializerOptions.Web),
        };
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        using var response = await Api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), text);
        return JsonNode.Parse(text)!["results"]!.AsObject().First().Value!;
    }

    /// <summary>Waits until everything captured is stored, and checks the sum.</summary>
    public async Task DrainedAsync(long? captured = null)
    {
        var spool = app.Services.GetRequiredService<Analytics.Spool.ISpool>().Reader;
        await Eventually.HoldsAsync(
            () => spool.Counts() is { Queued: 0 } counts && (captured is null || counts.Captured >= captured),
            "all events are stored", TimeSpan.FromSeconds(60));
        Assert.That(spool.Counts().Balanced, "captured = stored + queued + quarantined + dropped");
    }

    /// <summary>Stops the node as SIGTERM does and keeps its data folder.</summary>
    public async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Client.Dispose();
        await StopAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
