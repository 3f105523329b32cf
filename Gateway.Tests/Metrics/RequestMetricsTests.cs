using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Hosting;
using Gateway.Metrics;
using Gateway.Tests.Classify;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Metrics;

public sealed partial class RequestMetricsTests
{
    static readonly DateTime Now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public void Routes_beyond_the_cap_are_counted_as_other_and_the_sums_are_exact()
    {
        var metrics = Create(new MetricsOptions { SeriesPerFamily = 360 }, out _);
        for (var number = 0; number < 1000; number++)
            metrics.Count(Some.Event(Now) with { Route = $"route-{number % 100}", Cluster = $"cluster-{number % 100}", Status = (short)(number % 2 == 0 ? 200 : 503) });
        var text = Write(metrics);

        Assert.That(Sum(text, "gateway_requests_total"), Is.EqualTo(1000));
        Assert.That(Sum(text, "gateway_request_duration_seconds_count"), Is.EqualTo(1000));
        Assert.That(Sum(text, "gateway_upstream_requests_total"), Is.EqualTo(1000));
        Assert.That(Sum(text, "gateway_traffic_bytes_total"), Is.EqualTo(5000));
        Assert.That(Sum(text, "gateway_requests_by_method_total"), Is.EqualTo(1000));
        // 20 children of 18 series, one of them for the rest.
        Assert.That(Lines(text, "gateway_requests_total"), Is.EqualTo(360));
        Assert.That(Value(text, "gateway_requests_total{tenant=\"other\",route=\"other\",method_group=\"read\",status_class=\"2xx\"}"), Is.EqualTo(400).Or.EqualTo(410));
        var overflow = metrics.Overflow.ToDictionary(one => one.Family.Name, one => one.Count);
        Assert.That(overflow["gateway_requests_total"], Is.EqualTo(810));
        Assert.That(overflow["gateway_upstream_duration_seconds"], Is.EqualTo(800), "clusters have 17 series each");
    }

    [Test]
    public void All_families_together_stay_below_the_cap_of_the_process()
    {
        var metrics = Create(new MetricsOptions { SeriesPerFamily = 100_000, SeriesMaximum = 2000 }, out _);
        for (var number = 0; number < 500; number++)
            metrics.Count(Some.Event(Now) with { Tenant = $"tenant-{number}", Cluster = $"cluster-{number}" });
        var text = Write(metrics);
        Assert.That(Series().Count(text), Is.LessThanOrEqualTo(2000));
        Assert.That(metrics.Budget.Used, Is.LessThanOrEqualTo(2000).And.GreaterThan(1900));
        Assert.That(Sum(text, "gateway_requests_total"), Is.EqualTo(500));
    }

    [Test]
    public void A_thing_that_is_called_other_makes_no_series_twice()
    {
        var metrics = Create(new MetricsOptions(), out _);
        metrics.Count(Some.Event(Now) with { Tenant = "other", Route = "other", Cluster = "other" });
        var text = Write(metrics);
        Assert.That(Series().Matches(text).Select(line => line.Groups["series"].Value), Is.Unique);
        Assert.That(Sum(text, "gateway_requests_total"), Is.EqualTo(1));
    }

    [Test]
    public void Hidden_labels_say_nothing_and_take_no_request_away()
    {
        var metrics = Create(new MetricsOptions { HiddenLabels = { "tenant", "route" } }, out _);
        foreach (var tenant in new[] { "acme", "globex" })
            metrics.Count(Some.Event(Now) with { Tenant = tenant });
        var text = Write(metrics);
        Assert.That(text, Does.Not.Contain("acme").And.Not.Contain("globex").And.Not.Contain("orders"));
        Assert.That(Value(text, "gateway_requests_total{tenant=\"\",route=\"\",method_group=\"read\",status_class=\"2xx\"}"), Is.EqualTo(2));
        Assert.That(text, Does.Contain("cluster=\"main\""));
    }

    [Test]
    public void A_methods_name_that_a_client_makes_up_is_one_value()
    {
        var metrics = Create(new MetricsOptions(), out _);
        var before = Series().Count(Write(metrics));
        for (var number = 0; number < 50; number++)
            metrics.Count(Some.Event(Now) with { Route = null, Cluster = null, Method = RequestMethods.Parse($"MADE{number}") });
        var text = Write(metrics);
        Assert.That(Value(text, "gateway_requests_by_method_total{method=\"_OTHER\",status_class=\"2xx\"}"), Is.EqualTo(50));
        Assert.That(Series().Count(text) - before, Is.EqualTo(18 + 17 + 17 + 2), "the series of one route, that of no route");
    }

    [Test]
    public void A_clients_first_request_has_its_class_too()
    {
        var metrics = Create(new MetricsOptions(), out var agents);
        var agent = agents.Remember("curl/8.5.0");
        metrics.Count(Some.Event(Now) with { UserAgent = agent, Status = 404 });
        metrics.Count(Some.Event(Now));
        var text = Write(metrics);
        Assert.That(Value(text, "gateway_client_traffic_requests_total{traffic_class=\"http_library\",status_class=\"4xx\"}"), Is.EqualTo(1));
        Assert.That(Sum(text, "gateway_client_traffic_requests_total"), Is.EqualTo(2));
        metrics.Count(Some.Event(Now) with { UserAgent = agent, Status = 404 });
        Assert.That(Value(Write(metrics), "gateway_client_traffic_requests_total{traffic_class=\"http_library\",status_class=\"4xx\"}"), Is.EqualTo(2));
    }

    [Test]
    public void A_finished_exchange_allocates_nothing()
    {
        var metrics = Create(new MetricsOptions(), out var agents);
        var captured = Some.Event(Now) with { UserAgent = agents.Remember("curl/8.5.0"), Status = 503, FailedBy = FailedBy.Upstream, Reason = Reason.TimedOut };
        metrics.Count(in captured);
        Write(metrics);
        Allocations.AssertNone(() => metrics.Count(in captured));
    }

    [Test]
    public void A_finished_exchange_beyond_the_cap_allocates_nothing()
    {
        var metrics = Create(new MetricsOptions { SeriesPerFamily = 100 }, out _);
        for (var number = 0; number < 20; number++)
            metrics.Count(Some.Event(Now) with { Route = $"route-{number}", Cluster = $"cluster-{number}" });
        var captured = Some.Event(Now) with { Route = "beyond", Cluster = "beyond" };
        Allocations.AssertNone(() => metrics.Count(in captured));
    }

    static RequestMetrics Create(MetricsOptions options, out UserAgentCache agents)
    {
        agents = new UserAgentCache(new UserAgentOptions(), TimeProvider.System);
        return new RequestMetrics(options, agents, TimeProvider.System);
    }

    static string Write(RequestMetrics metrics)
    {
        var text = new ArrayBufferWriter<byte>();
        metrics.Write(new Exposition(text, isOpenMetrics: false));
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    static int Lines(string text, string name) => Series().Matches(text).Count(line => line.Groups["name"].Value == name);

    static double Sum(string text, string name) => Series().Matches(text).Where(line => line.Groups["name"].Value == name).Sum(Number);

    static double Value(string text, string series) => Number(Series().Matches(text).Single(line => line.Groups["series"].Value == series));

    static double Number(Match line) => double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<series>(?<name>[a-z_]+)(\{[^}]*\})?) (?<value>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Series();
}
