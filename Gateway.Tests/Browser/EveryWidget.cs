using System.Net.Http.Json;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>A dashboard with a widget of every kind, each with some of its options.</summary>
static class EveryWidget
{
    public const string Id = "every";
    public const string Address = $"/t/acme/dashboards/{Id}";

    /// <summary>What is there once the dashboard is drawn.</summary>
    public const string Ready = "[data-widget=routes] tbody tr";

    /// <summary>Canvases: two of lines, two of areas, two of bars, one heat map.</summary>
    public const int Charts = 7;

    /// <summary>Traffic of the demo, and the dashboard over it.</summary>
    public static async Task PlayAsync(TestGateway gateway, FakeUpstream upstream)
    {
        await Demo.PlayAsync(gateway, upstream);
        using var made = await gateway.Api.PostAsJsonAsync("dashboards", Document);
        Assert.That((int)made.StatusCode, Is.EqualTo(201), await made.Content.ReadAsStringAsync());
    }

    static object Document { get; } = new
    {
        id = Id,
        tenant = "acme",
        title = "Every widget",
        defaults = new { range = new { from = "now-24h", to = "now" }, refreshSeconds = 0, compare = "previous" },
        widgets = new[]
        {
            One("total", "number", "Requests", (0, 0, 3, 2), new { preset = "traffic/total" }, new { spark = true, decimals = 0 }),
            One("client", "number", "Client error rate", (3, 0, 3, 2), new { measures = new[] { "clientErrorRate" } }, new { spark = true, thresholds = new object[] { new { value = 0.001, color = "warn" }, new { value = 0.9, color = "error" } } }),
            One("words", "text", "About", (6, 0, 6, 2), null, new { text = "**Acme** sells <script>window.__xss=1</script>, see [routes](/t/acme/routes) and [nothing](javascript:alert(1)).\n\n- [x] one\n- two" }),
            One("percentiles", "line", "Percentiles", (0, 2, 6, 4), new { preset = "performance/percentiles" }, new { log = true, thresholds = new[] { new { value = 300, color = "warn", label = "Slow" } } }),
            One("rate", "line", "Rate", (6, 2, 6, 4), new { measures = new[] { "requestsPerSecond" }, split = "time" }, new { ground = true, min = 0 }),
            One("classes", "area", "Status classes", (0, 6, 6, 4), new { preset = "traffic/status-classes" }, new { stacked = true }),
            One("bytes", "area", "Bytes", (6, 6, 6, 4), new { preset = "traffic/bytes" }, new { unit = "bytes" }),
            One("bars", "bar", "Requests over time", (0, 10, 4, 4), new { preset = "traffic/requests" }, new { legend = false }),
            One("routes-over-time", "bar", "Routes over time", (4, 10, 4, 4), new { preset = "traffic/routes-over-time" }, new { stacked = true }),
            One("keys", "bar", "Top keys", (8, 10, 4, 4), new { measures = new[] { "requests" }, split = "key", limit = 5 }, new { share = true }),
            One("methods", "pie", "Methods", (0, 14, 4, 4), new { preset = "traffic/by-method" }, new { }),
            One("statuses", "donut", "Statuses", (4, 14, 4, 4), new { preset = "traffic/by-status" }, new { share = false }),
            One("summary", "table", "Summary", (8, 14, 4, 4), new { preset = "traffic/summary" }, new { }),
            One("latency", "heatmap", "Latency", (0, 18, 8, 5), new { preset = "performance/heatmap" }, new { note = "requests by duration" }),
            One("routes", "table", "Routes", (0, 23, 12, 6), new { preset = "traffic/routes" }, new { spark = true, columns = new[] { "requests", "p95", "errorRate" }, sort = new { column = "p95", desc = true } }),
        },
    };

    static object One(string id, string type, string title, (int X, int Y, int W, int H) place, object? query, object options) =>
        new { id, type, title, x = place.X, y = place.Y, w = place.W, h = place.H, query, options };
}
