using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.House;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Metrics;

/// <summary>What machines read: the two formats, and a real Prometheus with the dashboards and rules that are shipped.</summary>
public sealed partial class PrometheusTests
{
    const int Routes = 60;
    const int Cap = 900;
    const int Sent = 300;

    [Test]
    public async Task Both_formats_are_clean_packed_when_asked_and_alike_with_a_slash()
    {
        await using var stand = await TestStand.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = stand.Gateway.Metrics };
        using (await stand.Gateway.Client.GetAsync("/open/x"))
        {
        }

        var (type, text) = await ReadAsync(client, "/metrics", null);
        Assert.That(type, Is.EqualTo("text/plain; version=0.0.4; charset=utf-8"));
        Assert.That(text, Does.Contain("# TYPE gateway_requests_total counter").And.Contains("gateway_requests_total{tenant=\"acme\",route=\"orders\",method_group=\"read\",status_class=\"5xx\"} 0\n"));
        Assert.That(Names().Matches(text).Select(line => line.Groups[1].Value), Is.EquivalentTo(Gateway.Metrics.Families.All.Select(family => family.Name)), "every family is written");
        Assert.That((await ReadAsync(client, "/metrics/", "text/plain")).Type, Is.EqualTo(type));

        var (openType, open) = await ReadAsync(client, "/metrics", "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        Assert.That(openType, Is.EqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8"));
        Assert.That(open, Does.Contain("# TYPE gateway_requests counter\n").And.Contains("le=\"1.0\"").And.EndsWith("\n# EOF\n"));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { AcceptEncoding = { new StringWithQualityHeaderValue("gzip") } } };
        using var packed = await client.SendAsync(request);
        Assert.That(packed.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "gzip" }));
        await using var unpacked = new System.IO.Compression.GZipStream(await packed.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        Assert.That(await new StreamReader(unpacked).ReadToEndAsync(), Does.StartWith("# HELP gateway_requests_total"));

        var (code, said) = await PrometheusServer.PromtoolAsync(System.Text.Encoding.UTF8.GetBytes(text), "check", "metrics");
        Assert.That((code, said), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task The_shipped_configuration_of_Prometheus_is_right()
    {
        var (code, said) = await PrometheusServer.PromtoolAsync([], "check", "config", Path.Combine(Repository.Root, "deploy/prometheus/prometheus.yml"));
        Assert.That(code, Is.Zero, said);
    }

    [Test]
    [Category("Slow")]
    public async Task Prometheus_scrapes_two_nodes_under_attack_within_the_caps_and_answers_every_dashboard_and_rule()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        string[] caps = [$"Gateway:Metrics:SeriesPerFamily={Cap}", "Gateway:Metrics:SeriesMaximum=4000"];
        await using var first = await TestGateway.StartAsync(database.ConnectionString, null, caps);
        await first.ApplyAsync(new
        {
            tenants = new[] { new { id = "acme", name = "Acme" } },
            clusters = new[] { Sample.Cluster("main", upstream.Address) },
            routes = Enumerable.Range(0, Routes).Select(number => new { id = $"r{number}", tenant = "acme", cluster = "main", match = new { path = $"/r{number}/{{**rest}}" } }),
        });
        await using var second = await TestGateway.StartAsync(database.ConnectionString, null, [.. caps, $"Gateway:SecretFile={Path.Combine(first.Folder, "secret")}"]);
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());
        await using var prometheus = await PrometheusServer.StartAsync([first.Metrics, second.Metrics], Path.Combine(Repository.Root, "deploy/prometheus/rules.yml"));
        await Eventually.HoldsAsync(async () => await prometheus.ValueAsync("sum(up)") == 2, "both nodes are scraped");

        await Task.WhenAll(AttackAsync(first), AttackAsync(second));
        foreach (var family in new[] { "gateway_requests_total", "gateway_requests_by_method_total", "gateway_client_browser_requests_total", "gateway_client_traffic_requests_total" })
            await Eventually.HoldsAsync(async () => await prometheus.ValueAsync($"sum({family})") == 2 * Sent, $"{family} adds up", TimeSpan.FromSeconds(20));

        Assert.That(await prometheus.ValueAsync("max(scrape_samples_scraped)"), Is.LessThanOrEqualTo(4000));
        Assert.That(await prometheus.ValueAsync("max(count by (instance) (gateway_requests_total))"), Is.LessThanOrEqualTo(Cap));
        Assert.That(await prometheus.ValueAsync("sum(gateway_metrics_overflow_total{family=\"gateway_requests_total\"})"), Is.GreaterThan(0), "there are more routes than room");
        Assert.That(await prometheus.ValueAsync("max(scrape_duration_seconds)"), Is.LessThan(1));
        await CheckRulesAsync(prometheus);
        await CheckDashboardsAsync(prometheus);
    }

    /// <summary>Each request with a path, host, user agent and method of its own, over all routes and none.</summary>
    static async Task AttackAsync(TestGateway gateway)
    {
        for (var number = 0; number < Sent; number++)
        {
            using var request = new HttpRequestMessage(number % 3 == 0 ? new HttpMethod($"MADE{number}") : HttpMethod.Get, $"/r{number % (Routes + 1)}/made-up-{number}");
            request.Headers.Host = $"made-up-{number}.example.org";
            request.Headers.TryAddWithoutValidation("User-Agent", $"madeup{number}/1.0");
            using var answer = await gateway.Client.SendAsync(request);
        }
    }

    static async Task CheckRulesAsync(PrometheusServer prometheus)
    {
        await Eventually.HoldsAsync(async () => (await prometheus.RulesAsync()).All(rule => rule["health"]!.GetValue<string>() != "unknown"), "every rule has been evaluated");
        var rules = await prometheus.RulesAsync();
        Assert.That(rules, Has.Count.GreaterThan(10));
        Assert.That(rules.Where(rule => rule["health"]!.GetValue<string>() != "ok").Select(rule => $"{rule["name"]}: {rule["lastError"]}"), Is.Empty);
        foreach (var name in Regex.Matches(Repository.Read("deploy/prometheus/rules.yml"), "(gateway|process)_[a-z_]+").Select(match => match.Value).Distinct())
            Assert.That(IsKnown(name), name);
    }

    static async Task CheckDashboardsAsync(PrometheusServer prometheus)
    {
        var silent = new List<string>();
        foreach (var file in Repository.Files.Where(file => file.StartsWith("deploy/grafana/dashboards/", StringComparison.Ordinal)))
        {
            var dashboard = JsonNode.Parse(Repository.Read(file))!;
            foreach (var panel in dashboard["panels"]!.AsArray())
            {
                foreach (var target in panel!["targets"]!.AsArray())
                {
                    var query = target!["expr"]!.GetValue<string>();
                    foreach (Match name in Families().Matches(query))
                        Assert.That(IsKnown(name.Value), $"{file}, {panel["title"]}: {name.Value}");
                    query = Variables().Replace(query.Replace("$__rate_interval", "10s", StringComparison.Ordinal).Replace("$__range", "1m", StringComparison.Ordinal), ".*");
                    if ((await prometheus.QueryAsync(query)).Count == 0)
                        silent.Add($"{panel["title"]}: {query}");
                }
            }
        }

        // Sums need not be built yet, and no sink is configured.
        Assert.That(silent.Where(one => !one.StartsWith("Fold lag", StringComparison.Ordinal) && !one.StartsWith("Sinks", StringComparison.Ordinal)), Is.Empty);
    }

    static bool IsKnown(string name)
    {
        var found = Gateway.Metrics.Families.All.Any(family => family.Type == Gateway.Metrics.MetricType.Histogram
            ? name == $"{family.Name}_bucket" || name == $"{family.Name}_sum" || name == $"{family.Name}_count"
            : name == family.Name);
        return found || name is "gateway_requests" or "gateway_errors" or "gateway_request_duration_seconds";
    }

    static async Task<(string? Type, string Text)> ReadAsync(HttpClient client, string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        return (answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("^# TYPE (\\S+)", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex("(gateway|process)_[a-z_]+(?=[{\\[) ]|$)")]
    private static partial Regex Families();

    [GeneratedRegex("\\$(tenant|route|instance)")]
    private static partial Regex Variables();
}
