using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>Where the gateway meets clients it does not trust and upstreams that are not well.</summary>
public sealed class EdgeTests
{
    TestStand stand = null!;

    FakeUpstream Upstream => stand.Upstream;

    TestGateway Gateway => stand.Gateway;

    [SetUp]
    public async Task StartAsync() => stand = await TestStand.StartAsync();

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Of_X_Forwarded_For_only_what_trusted_proxies_say_is_believed()
    {
        using var spoofed = new HttpRequestMessage(HttpMethod.Get, "/open/x");
        spoofed.Headers.Add("X-Forwarded-For", "1.2.3.4");
        using (await Gateway.Client.SendAsync(spoofed))
            Assert.That(Upstream.Log.Single().Headers["X-Forwarded-For"], Does.Not.Contain("1.2.3.4"));

        await using var trusting = await TestGateway.StartAsync(
            stand.Database.ConnectionString,
            null,
            "Gateway:TrustedProxies:0=127.0.0.0/8",
            $"Gateway:SecretFile={Gateway.Folder}/secret",
            $"Gateway:Geo:Country={Classify.TestData.PathOf("GeoLite2-Country-Test.mmdb")}");
        await trusting.ReadyAsync();
        await Eventually.HoldsAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/open/y");
            request.Headers.Add("X-Forwarded-For", "9.9.9.9, 81.2.69.142, 127.0.0.5");
            using var answer = await trusting.Client.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }, "the second node serves the route");
        Assert.That(Upstream.Log.Last().Headers["X-Forwarded-For"], Is.EqualTo("81.2.69.142"), "from the right, up to the first that is not trusted");
        await trusting.DrainedAsync(captured: 1);
        var countries = await trusting.QueryAsync(new { @ref = "a", measures = new[] { "requests" }, split = "country" }, "acme");
        Assert.That(countries["rows"]!.AsArray().Select(row => row!["key"]?.GetValue<string>()), Has.Member("GB"), "the country is that of the client");
    }

    [Test]
    public async Task A_destination_that_fails_its_health_check_gets_no_traffic()
    {
        await using var sick = await FakeUpstream.StartAsync(http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await Gateway.ApplyAsync(new
        {
            clusters = new object[]
            {
                new
                {
                    id = "main",
                    tenant = "acme",
                    loadBalancing = "RoundRobin",
                    destinations = new[] { new { id = "well", address = Upstream.Address }, new { id = "sick", address = sick.Address } },
                    healthCheck = new { active = new { enabled = true, path = "/open/health", interval = "00:00:01", timeout = "00:00:01" } },
                },
            },
        });
        await Eventually.HoldsAsync(
            () => sick.Log.Count(asked => asked.Target == "/open/health") >= 2 && Upstream.Log.Any(asked => asked.Target == "/open/health"),
            "both are asked for their health");
        await Eventually.HoldsAsync(async () =>
        {
            var statuses = new List<int>();
            for (var i = 0; i < 6; i++)
            {
                using var answer = await Gateway.Client.GetAsync("/open/x");
                statuses.Add((int)answer.StatusCode);
            }

            return statuses.All(status => status == 200);
        }, "only the healthy one is used");
    }

    [Test]
    public async Task Header_bytes_that_are_no_UTF8_pass_unchanged()
    {
        var answer = await RawAsync("GET /open/x HTTP/1.1\r\nHost: localhost\r\nReferer: http://\u00e4\u00e5/\r\nConnection: close\r\n\r\n");
        Assert.That(answer, Does.StartWith("HTTP/1.1 200"));
        Assert.That(Upstream.Log.Single().Headers["Referer"], Is.EqualTo("http://\u00e4\u00e5/"));
    }

    [Test]
    public async Task A_request_too_broken_to_be_one_is_an_event_of_the_platform()
    {
        var answer = await RawAsync("GARBAGE\r\n\r\n");
        Assert.That(answer, Does.StartWith("HTTP/1.1 400"));
        await Gateway.DrainedAsync(captured: 1);
        var reasons = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "clientErrors" }, split = "reason" }, "platform");
        Assert.That(reasons["rows"]![0]!["key"]!.GetValue<string>(), Is.EqualTo("badRequest"));
    }

    async Task<string> RawAsync(string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(Gateway.Proxy.Host, Gateway.Proxy.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
