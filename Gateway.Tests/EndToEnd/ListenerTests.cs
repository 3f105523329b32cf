using System.Net;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>The three doors do not lead into each other's rooms.</summary>
public sealed class ListenerTests
{
    TestStand stand = null!;

    FakeUpstream Upstream => stand.Upstream;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        await Gateway.ApplyAsync(new
        {
            routes = new[] { new { id = "everything", tenant = "acme", cluster = "main", order = -2_000_000_000, match = new { path = "/{**rest}" } } },
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [TestCase("/api/v1/me")]
    [TestCase("/api/v1/routes")]
    [TestCase("/")]
    public async Task A_catch_all_route_of_lowest_order_does_not_shadow_the_admin_area(string path)
    {
        var asked = Upstream.Log.Count;
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(Gateway.Admin, path));
        Assert.That(Upstream.Log, Has.Count.EqualTo(asked));
        Assert.That(answer.Headers.Contains("Content-Security-Policy"), "it came from the admin listener");
    }

    [TestCase("/api/v1/me")]
    [TestCase("/metrics")]
    [TestCase("/ready")]
    [TestCase("/live")]
    public async Task The_proxys_port_serves_user_traffic_alone(string path)
    {
        using var answer = await Gateway.Client.GetAsync(path);
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("hello"), "it went to the upstream");
    }

    [TestCase("/api/v1/me", 404)]
    [TestCase("/orders/1", 404)]
    [TestCase("/live", 200)]
    [TestCase("/ready", 200)]
    [TestCase("/metrics", 200)]
    public async Task The_metrics_port_serves_machines_alone(string path, int status)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(Gateway.Metrics, path));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task The_admin_area_does_not_answer_to_a_foreign_host_name()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway.Admin, "/api/v1/me"));
        request.Headers.Host = "evil.example";
        using var answer = await client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MisdirectedRequest));
    }

    [TestCase(null)]
    [TestCase("Bearer wrong-token-of-more-than-32-characters")]
    [TestCase("Basic dXNlcjpwYXNz")]
    public async Task The_API_asks_for_the_token(string? authorization)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway.Admin, "/api/v1/routes"));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }
}
