using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.House;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>YARP's own sample configurations, taken over: each request meets the same as in a plain YARP with the same file.</summary>
public sealed class YarpImportTests
{
    // What tells the two proxies apart, and what each exchange has of its own.
    static readonly string[] Own = ["traceparent", "X-Forwarded-Host", "X-Fwd-Host", "Forwarded", "Cookie"];

    TestStand stand = null!;
    int tenants;

    [OneTimeSetUp]
    public async Task StartAsync() => stand = await TestStand.StartAsync();

    [OneTimeTearDown]
    public Task StopAsync() => stand.DisposeAsync().AsTask();

    [TestCase("basic", "GET /", "POST /a/b?c=d", "GET /%C3%A9%2F")]
    [TestCase("header-routing", "GET /x", "GET /x|header1: value1", "GET /x|header1: VALUE1", "GET /x|header2: 2prefix-a", "GET /x|header3: ", "GET /x|header4: value1|header5: y", "GET /x|header4: VALUE1|header5: y", "GET /x|header6: a value2 b", "GET /not/a", "GET /not/a|header7: bad")]
    [TestCase("query-routing", "GET /x", "GET /x?queryparam1=value1", "GET /x?queryparam1=Value1", "GET /x?queryparam2=value2-a", "GET /x?queryparam3=1", "GET /x?queryparam4=a-value4&queryparam5=1", "GET /x?queryparam4=a-VALUE4&queryparam5=1")]
    [TestCase("transforms", "GET /prefix/a?b=c", "GET /api/one/stuff/two/three", "GET /set?gone=1&kept=2", "GET /headers|Gone: 1|Kept: 2", "GET /forwarded", "GET /none")]
    [TestCase("all-properties", "GET /else", "GET /something/a?MyQueryParameter=value1|Host: www.aaaaa.com|MyCustomHeader: value2", "PUT /something/a?MyQueryParameter=value1|Host: www.bbbbb.com|MyCustomHeader: another value", "GET /something/a?MyQueryParameter=Value1|Host: www.aaaaa.com|MyCustomHeader: value2", "DELETE /something/a?MyQueryParameter=value1|Host: www.aaaaa.com|MyCustomHeader: value2")]
    public async Task A_sample_behaves_as_in_yarp_itself(string sample, params string[] requests)
    {
        var text = Sample(sample);
        // Each sample on a host of its own, as several take every path; the plain proxy is not asked for a host.
        var tenant = await TenantAsync();
        var answer = await ImportAsync(tenant, text, "", skipRefused: true);
        var version = answer["version"]!.GetValue<int>();
        await stand.Gateway.ServesAsync(version);
        await using var plain = await PlainAsync(sample == "all-properties" ? Without(text, "CorsPolicy") : text);
        foreach (var line in requests)
            Assert.That(await SeenAsync(stand.Gateway.Proxy, line), Is.EqualTo(await SeenAsync(AddressOf(plain), line)), line);
        foreach (var collection in new[] { "routes", "clusters" })
        {
            foreach (var made in answer[collection]!.AsArray())
            {
                using var request = new HttpRequestMessage(HttpMethod.Delete, $"{collection}/{made!["id"]}") { Headers = { { "X-Tenant", tenant } } };
                using var removed = await stand.Gateway.Api.SendAsync(request);
                Assert.That(removed.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            }
        }

        await stand.Gateway.ServesAsync(version + answer["routes"]!.AsArray().Count + answer["clusters"]!.AsArray().Count);
    }

    [Test]
    public async Task Every_setting_is_kept_or_refused_by_its_name()
    {
        var tenant = await TenantAsync();
        var preview = await ImportAsync(tenant, Sample("all-properties"), "?dryRun=true");
        Assert.That(preview["applied"]!.GetValue<bool>(), Is.False);
        Assert.That(preview["refused"]!.AsObject().Select(refused => refused.Key), Is.EquivalentTo(new[]
        {
            "ReverseProxy:Routes:allrouteprops:CorsPolicy", "ReverseProxy:Routes:allrouteprops:Metadata:MyName",
            "ReverseProxy:Clusters:allclusterprops:HealthCheck:Active:Query", "ReverseProxy:Clusters:allclusterprops:Metadata:MyKey",
        }));
        var cluster = preview["clusters"]!.AsArray().Single(cluster => (string)cluster!["id"]! == "allclusterprops")!;
        Assert.That(cluster["healthCheck"]!["passive"]!["failureRate"]!.GetValue<double>(), Is.EqualTo(0.5));
        Assert.That(cluster["sessionAffinity"]!["keyName"]!.GetValue<string>(), Is.EqualTo("MySessionCookieName"));
        Assert.That(cluster["httpClient"]!["sslProtocols"]!.AsArray().Single()!.GetValue<string>(), Is.EqualTo("Tls13"));
        Assert.That(cluster["httpRequest"]!["version"]!.GetValue<string>(), Is.EqualTo("2"));
        var route = preview["routes"]!.AsArray().Single(route => (string)route!["id"]! == "allrouteprops")!;
        Assert.That(route["match"]!["query"]![0]!["values"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That(route["maxRequestBodyBytes"]!.GetValue<long>(), Is.EqualTo(1_000_000));

        using var whole = await PostAsync(tenant, Sample("all-properties"), "", skipRefused: false);
        Assert.That((int)whole.StatusCode, Is.EqualTo(422), "without being told to, it leaves nothing out");
        Assert.That((await ImportAsync(tenant, Sample("basic"), "?dryRun=true"))["renamed"]!.ToJsonString(), Is.EqualTo("""{"cluster1/destination1":"cluster1-destination1"}"""));
    }

    [TestCase("{", "is no JSON")]
    [TestCase("[]", "must hold a section")]
    [TestCase("""{"Routes":{"a":{"ClusterId":"a\u0000"}}}""", "U+0000")]
    [TestCase("""{"Logging":{}}""", "must hold a section")]
    public async Task What_is_no_such_file_is_refused(string text, string words)
    {
        using var answer = await PostAsync("acme", text, "", skipRefused: false);
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(words));
    }

    string Sample(string name) => Repository.Read($"Gateway.Tests/EndToEnd/Data/Yarp/{name}.json").Replace("{upstream}", stand.Upstream.Address, StringComparison.Ordinal);

    // The plain proxy has no such policy either, and would not start.
    static string Without(string text, string setting) =>
        string.Join('\n', text.Split('\n').Where(line => !line.Contains($"\"{setting}\"", StringComparison.Ordinal)));

    async Task<string> TenantAsync()
    {
        var id = $"import-{++tenants}";
        using var made = await stand.Gateway.Api.PostAsJsonAsync("tenants", new { id, name = id });
        Assert.That((int)made.StatusCode, Is.EqualTo(201));
        return id;
    }

    async Task<JsonNode> ImportAsync(string tenant, string text, string query, bool skipRefused = false)
    {
        using var answer = await PostAsync(tenant, text, query, skipRefused);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), said);
        return JsonNode.Parse(said)!;
    }

    async Task<HttpResponseMessage> PostAsync(string tenant, string settings, string query, bool skipRefused)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "routes/import" + query) { Content = JsonContent.Create(new { settings, skipRefused }), Headers = { { "X-Tenant", tenant } } };
        return await stand.Gateway.Api.SendAsync(request);
    }

    /// <summary>What the client and the upstream see of one request, in one text.</summary>
    async Task<string> SeenAsync(Uri proxy, string line)
    {
        var parts = line.Split('|');
        var words = parts[0].Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(words[0]), new Uri(proxy, words[1]));
        foreach (var header in parts[1..].Select(part => part.Split(": ")))
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
        var before = stand.Upstream.Log.Count;
        using var answer = await stand.Gateway.Client.SendAsync(request);
        var seen = new StringBuilder($"{(int)answer.StatusCode} {string.Join(',', answer.Headers.Where(header => header.Key == "X-Answer").SelectMany(header => header.Value))}");
        foreach (var asked in stand.Upstream.Log.Skip(before).Where(asked => asked.Target is not ("/api/health" or "/test/api/health")))
        {
            var headers = asked.Headers.Where(header => !Own.Contains(header.Key) && !(header.Key == "Host" && header.Value == proxy.Authority)).OrderBy(header => header.Key);
            seen.Append($"\n{asked.Method} {asked.Target} {JsonSerializer.Serialize(headers)}");
        }

        return seen.ToString();
    }

    static async Task<WebApplication> PlainAsync(string text)
    {
        var section = text.Contains("\"ReverseProxy\"", StringComparison.Ordinal) ? "ReverseProxy" : null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var settings = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).Build();
        builder.Services.AddRouting().AddRequestTimeouts().AddReverseProxy().LoadFromConfig(section is null ? settings : settings.GetSection(section));
        var app = builder.Build();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.MapReverseProxy();
        await app.StartAsync();
        return app;
    }

    static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
