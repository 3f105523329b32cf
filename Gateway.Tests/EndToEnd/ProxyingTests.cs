using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>One request through the whole house: configuration, key, upstream, event, answer of a query.</summary>
public sealed class ProxyingTests
{
    TestStand stand = null!;

    FakeUpstream Upstream => stand.Upstream;

    TestGateway Gateway => stand.Gateway;

    [SetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync(async http =>
        {
            if (http.Request.Path == "/open/echo")
                await http.Request.Body.CopyToAsync(http.Response.Body);
            else if (http.Request.Path == "/open/slow")
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else if (http.Request.Path == "/open/fail")
                http.Response.StatusCode = 500;
            else
                await http.Response.WriteAsync("hello");
        });
    }

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_request_with_a_key_is_proxied_stored_and_answered_by_a_query()
    {
        var secret = await Gateway.KeyAsync(new { id = "mobile", tenant = "acme", name = "Mobile app", consumer = "mobile-team" });

        using var answer = await SendAsync(HttpMethod.Get, "/orders/42?q=1", ("X-Api-Key", secret), ("User-Agent", "curl/8.5.0"));

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("hello"));
        Assert.That(Upstream.Log.Single().Target, Is.EqualTo("/orders/42?q=1"));
        Assert.That(Upstream.Log.Single().Headers.Keys, Has.None.EqualTo("X-Api-Key"), "the key is not passed on");
        await Gateway.DrainedAsync(captured: 1);

        var routes = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests", "bytesOut" }, split = "route" }, "acme");
        Assert.That(routes["rows"]![0]!["key"]!.GetValue<string>(), Is.EqualTo("orders"));
        Assert.That(routes["rows"]![0]!["values"]!["bytesOut"]!.GetValue<double>(), Is.EqualTo(5));
        var keys = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests" }, split = "key" }, "acme");
        Assert.That(keys["rows"]![0]!["label"]!.GetValue<string>(), Is.EqualTo("Mobile app"));
        var endpoints = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests" }, split = "endpoint" }, "acme");
        Assert.That(endpoints["rows"]![0]!["key"]!.GetValue<string>(), Is.EqualTo("/orders/{n}"));
    }

    [TestCase(null, 401, "keyMissing")]
    [TestCase("gw_live_short", 401, "keyMalformed")]
    [TestCase("something-else", 401, "keyUnknown")]
    public async Task A_request_without_a_valid_key_is_refused_and_counted_as_a_refusal(string? secret, int status, string reason)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/orders/42", secret is null ? [] : [("X-Api-Key", secret)]);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(Upstream.Log, Is.Empty);
        await Gateway.DrainedAsync(captured: 1);
        var counts = await NumbersAsync("requests", "refusals", "errors", "clientErrors");
        Assert.That(counts, Is.EqualTo(new double[] { 1, 1, 0, 0 }));
        var reasons = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests" }, split = "reason" }, "acme");
        Assert.That(reasons["rows"]![0]!["key"]!.GetValue<string>(), Is.EqualTo(reason));
    }

    [Test]
    public async Task A_key_is_checked_for_its_scope_its_suspension_and_its_revocation()
    {
        var secret = await Gateway.KeyAsync(new { id = "open-only", tenant = "acme", name = "Open only", allow = new { routes = new[] { "open" } } });
        Assert.That(await StatusAsync("/orders/1", secret), Is.EqualTo(403), "not in its scope");

        await PatchAsync("keys/open-only", new { allow = new { apis = new[] { "orders" } } });
        await Eventually.HoldsAsync(async () => await StatusAsync("/orders/1", secret) == 200, "in its scope now");
        await PatchAsync("keys/open-only", new { enabled = false });
        await Eventually.HoldsAsync(async () => await StatusAsync("/orders/1", secret) == 403, "suspended");
        await PatchAsync("keys/open-only", new { enabled = true });
        await Eventually.HoldsAsync(async () => await StatusAsync("/orders/1", secret) == 200, "resumed");

        using var revoked = await Gateway.Api.PostAsync("keys/open-only/revoke", null);
        Assert.That(revoked.IsSuccessStatusCode);
        await Eventually.HoldsAsync(async () => await StatusAsync("/orders/1", secret) == 401, "revoked", TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task After_a_rotation_with_grace_both_secrets_work_and_without_only_the_new_one()
    {
        var first = await Gateway.KeyAsync(new { id = "k", tenant = "acme", name = "K" });
        var second = await RotateAsync(graceSeconds: 3600);
        await Eventually.HoldsAsync(async () => await StatusAsync("/orders/1", second) == 200, "the new secret works");
        Assert.That(await StatusAsync("/orders/1", first), Is.EqualTo(200), "the old one has grace");

        var third = await RotateAsync(graceSeconds: 0);
        await Eventually.HoldsAsync(async () => await StatusAsync("/orders/1", third) == 200, "the newest works");
        Assert.That(await StatusAsync("/orders/1", second), Is.EqualTo(401));
        Assert.That(await StatusAsync("/orders/1", first), Is.EqualTo(401));
    }

    [Test]
    public async Task A_key_of_another_tenant_is_unknown()
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "other", name = "Other" } } });
        var foreign = await Gateway.KeyAsync(new { id = "mobile", tenant = "other", name = "Mobile" });
        Assert.That(await StatusAsync("/orders/1", foreign), Is.EqualTo(401));
        await Gateway.DrainedAsync(captured: 1);
        var keys = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests" }, split = "key" }, "acme");
        Assert.That(keys.ToJsonString(), Does.Not.Contain("mobile"));
    }

    [Test]
    public async Task What_matches_no_route_belongs_to_the_platform_tenant()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/nowhere");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        await Gateway.DrainedAsync(captured: 1);
        Assert.That((await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "clientErrors" } }, "platform"))["value"]!.GetValue<double>(), Is.EqualTo(1));
        Assert.That((await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests" } }, "acme"))["value"], Is.Null, "nothing recorded is no zero");
    }

    [Test]
    public async Task Failures_say_who_failed()
    {
        await Gateway.ApplyAsync(new
        {
            clusters = new object[] { Sample.Cluster("dead", "http://127.0.0.1:9"), new { id = "empty", tenant = "acme" } },
            routes = new object[]
            {
                new { id = "dead", tenant = "acme", cluster = "dead", match = new { path = "/dead" } },
                new { id = "empty", tenant = "acme", cluster = "empty", match = new { path = "/empty" } },
                new { id = "hasty", tenant = "acme", cluster = "main", match = new { path = "/open/slow" }, order = -1, timeout = "00:00:00.300" },
            },
        });
        Assert.That(await StatusAsync("/dead"), Is.EqualTo(502));
        Assert.That(await StatusAsync("/empty"), Is.EqualTo(503));
        Assert.That(await StatusAsync("/open/slow"), Is.EqualTo(504));
        Assert.That(await StatusAsync("/open/fail"), Is.EqualTo(500));
        await Gateway.DrainedAsync(captured: 4);

        var reasons = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "errors" }, split = "reason", limit = 10 }, "acme");
        var byReason = reasons["rows"]!.AsArray().ToDictionary(row => row!["key"]?.GetValue<string>() ?? "", row => row!["values"]!["errors"]!.GetValue<double>());
        Assert.That(byReason.GetValueOrDefault("connectFailed"), Is.EqualTo(1));
        Assert.That(byReason.GetValueOrDefault("noDestination"), Is.EqualTo(1));
        Assert.That(byReason.GetValueOrDefault("timedOut"), Is.EqualTo(1));
        Assert.That((await NumbersAsync("errors"))[0], Is.EqualTo(4), "an upstream's own 500 is an error too");
    }

    [Test]
    public async Task Bodies_are_counted_both_ways_and_too_large_ones_are_refused()
    {
        await Gateway.ApplyAsync(new
        {
            routes = new object[] { new { id = "open", tenant = "acme", cluster = "main", match = new { path = "/open/{**rest}" }, maxRequestBodyBytes = 1000 } },
        });
        using var echoed = await Gateway.Client.PostAsync("/open/echo", new ByteArrayContent(new byte[800]));
        Assert.That((await echoed.Content.ReadAsByteArrayAsync()).Length, Is.EqualTo(800));
        using var refused = await Gateway.Client.PostAsync("/open/echo", new ByteArrayContent(new byte[1001]));
        Assert.That((int)refused.StatusCode, Is.EqualTo(413));
        await Gateway.DrainedAsync(captured: 2);
        var counts = await NumbersAsync("requests", "bytesIn", "refusals");
        Assert.That(counts, Is.EqualTo(new double[] { 2, 800, 1 }));
    }

    [Test]
    public async Task A_client_that_goes_away_is_not_the_services_error()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.That(async () => await Gateway.Client.GetAsync("/open/slow", impatient.Token), Throws.InstanceOf<OperationCanceledException>());
        await Gateway.DrainedAsync(captured: 1);
        await Eventually.HoldsAsync(async () => (await NumbersAsync("requests"))[0] == 1, "the event is there");
        Assert.That(await NumbersAsync("errors", "clientErrors"), Is.EqualTo(new double[] { 0, 1 }));
        var by = await Gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests" }, split = "failedBy" }, "acme");
        Assert.That(by["rows"]![0]!["key"]!.GetValue<string>(), Is.EqualTo("client"));
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, target);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Gateway.Client.SendAsync(request);
    }

    async Task<int> StatusAsync(string target, string? secret = null)
    {
        using var answer = await SendAsync(HttpMethod.Get, target, secret is null ? [] : [("X-Api-Key", secret)]);
        return (int)answer.StatusCode;
    }

    async Task PatchAsync(string address, object patch)
    {
        using var answer = await Gateway.Api.PatchAsJsonAsync(address, patch);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task<string> RotateAsync(int graceSeconds)
    {
        using var answer = await Gateway.Api.PostAsJsonAsync("keys/k/rotate", new { graceSeconds });
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["key"]!.GetValue<string>();
    }

    async Task<double[]> NumbersAsync(params string[] measures)
    {
        var numbers = new List<double>();
        foreach (var measure in measures)
            numbers.Add((await Gateway.QueryAsync(new { @ref = "a", measures = new[] { measure } }, "acme"))["value"]?.GetValue<double>() ?? double.NaN);
        return [.. numbers];
    }
}
