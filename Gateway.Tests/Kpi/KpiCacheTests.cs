using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NUnit.Framework;

namespace Gateway.Tests.Kpi;

/// <summary>What a client's own cache may do with answers: ask whether they are still good, and for how long not even that.</summary>
public sealed class KpiCacheTests
{
    KpiStand stand = null!;

    string Closed => $"kpi/query?preset=traffic/top-routes&from={stand.Start:yyyy-MM-ddTHH:mm:ss}Z&to={stand.Start.AddMinutes(10):yyyy-MM-ddTHH:mm:ss}Z&zone=UTC";

    [OneTimeSetUp]
    public async Task StartAsync() => stand = await KpiStand.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_range_that_is_over_is_kept_for_minutes_and_then_asked_for_by_its_tag()
    {
        using var first = await SendAsync(HttpMethod.Get, Closed);
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(first.Headers.CacheControl!.ToString(), Is.EqualTo("max-age=300, private"));
        Assert.That(first.Headers.Vary, Is.SupersetOf(new[] { "Authorization", "Cookie", "X-Tenant" }));
        Assert.That(first.Headers.ETag!.IsWeak, Is.False);

        foreach (var known in new[] { $"{first.Headers.ETag}", $"\"other\", W/{first.Headers.ETag}", "*" })
        {
            using var again = await SendAsync(HttpMethod.Get, Closed, known);
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified), known);
            Assert.That(await again.Content.ReadAsByteArrayAsync(), Is.Empty);
            Assert.That((again.Headers.ETag, again.Headers.CacheControl), Is.EqualTo((first.Headers.ETag, first.Headers.CacheControl)));
        }

        using var other = await SendAsync(HttpMethod.Get, Closed, "\"other\"");
        Assert.That((other.StatusCode, other.Headers.ETag), Is.EqualTo((HttpStatusCode.OK, first.Headers.ETag)));
    }

    [Test]
    public async Task Another_tenant_has_another_tag()
    {
        using var acme = await SendAsync(HttpMethod.Get, Closed);
        using var other = await SendAsync(HttpMethod.Get, Closed, $"{acme.Headers.ETag}", tenant: "other");
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(other.Headers.ETag, Is.Not.EqualTo(acme.Headers.ETag));
    }

    [TestCase("now-2h", "now")]
    [TestCase("now-26h", "now-25h")]
    [TestCase("2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z")]
    public async Task A_range_that_moves_or_is_open_is_asked_for_each_time(string from, string to)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"kpi/query?preset=traffic/total&from={from}&to={to}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"));
        Assert.That(answer.Headers.ETag, Is.Not.Null);
    }

    [TestCase("query", """{ "queries": [{ "ref": "a", "preset": "traffic/total" }] }""")]
    [TestCase("kpi/query", """{ "preset": "traffic/total" }""")]
    public async Task A_question_by_POST_has_a_tag_and_is_always_answered(string address, string body)
    {
        using var first = await SendAsync(HttpMethod.Post, address, body: body);
        using var again = await SendAsync(HttpMethod.Post, address, "*", body: body);
        foreach (var answer in new[] { first, again })
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Headers.ETag, Is.Not.Null);
            Assert.That(answer.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"));
        }
    }

    [Test]
    public async Task An_error_is_never_kept()
    {
        using var answer = await SendAsync(HttpMethod.Get, "kpi/query?preset=traffic/nothing");
        Assert.That((answer.StatusCode, answer.Headers.ETag, answer.Headers.CacheControl!.NoStore), Is.EqualTo((HttpStatusCode.NotFound, (EntityTagHeaderValue?)null, true)));
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? known = null, string tenant = "acme", string? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-Tenant", tenant);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await stand.Gateway.Api.SendAsync(request);
    }
}
