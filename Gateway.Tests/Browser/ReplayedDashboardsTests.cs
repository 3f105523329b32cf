using System.Globalization;
using Gateway.Bench.Replay;
using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>The dashboards that come with the gateway over a real log, and where nothing was ever recorded.</summary>
[Category("Slow")]
public sealed class ReplayedDashboardsTests : BrowserTests
{
    static readonly string[] Shipped = ["overview", "performance", "errors", "apis-and-routes", "consumers", "clients", "refusals", "upstreams", "gateway"];

    ReplayReport report = null!;

    string Range => $"?from={Uri.EscapeDataString($"{report.From:O}")}&to={Uri.EscapeDataString($"{report.To:O}")}";

    private protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(["Gateway:TrustedProxies:0=127.0.0.1/32"]);

    private protected override async Task PrepareAsync()
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "quiet", name = "Quiet" } } });
        using var folder = new TestFolder();
        var said = new StringWriter();
        report = await ReplayRun.RunAsync(
            new ReplayOptions { Log = AccessLog.Unpack(folder), Proxy = Gateway.Proxy, Admin = Gateway.Admin, Token = TestGateway.Token, Connections = 16 }, said, CancellationToken.None);
        Assert.That(report.Agrees, said.ToString());
    }

    [TestCaseSource(nameof(Shipped))]
    public async Task A_shipped_dashboard_draws_the_replayed_log(string id)
    {
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900, scheme);
            await window.GoAsync($"/t/replay/dashboards/{id}{Range}", ".widget-number .kpi-value");
            await window.PictureAsync($"replayed-{id}-{width}");
            Assert.That(await window.Page.Locator(".widget-error").AllInnerTextsAsync(), Is.Empty);
            Assert.That(await window.ChartColoursAsync(), Is.All.GreaterThan(2), "a chart is empty");
            Assert.That(await window.OverflowsAsync(), Is.Empty);
            window.AssertClean();
        }
    }

    [TestCaseSource(nameof(Shipped))]
    public async Task A_shipped_dashboard_says_what_to_do_where_nothing_was_recorded(string id)
    {
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Dark), (390, ColorScheme.Light) })
        {
            await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900, scheme);
            await window.GoAsync($"/t/quiet/dashboards/{id}", ".steps");
            await window.PictureAsync($"quiet-{id}-{width}");
            Assert.That(await window.OverflowsAsync(), Is.Empty);
            window.AssertClean();
        }
    }

    [Test]
    public async Task Figures_on_screen_are_those_of_the_log()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync($"/t/replay/dashboards/overview{Range}", "[data-widget=routes] tbody tr");
        Assert.That(Number(await window.Page.Locator("[data-widget=requests] .kpi-value").GetAttributeAsync("title")), Is.EqualTo(AccessLog.Lines));

        var rows = window.Page.Locator("[data-widget=routes] tbody tr");
        var shown = new Dictionary<string, double>();
        for (var row = 0; row < await rows.CountAsync(); row++)
            shown[(await rows.Nth(row).Locator(".row-name").InnerTextAsync()).Trim()] = Number(await rows.Nth(row).Locator("td").Nth(1).InnerTextAsync());
        Assert.That(shown, Is.Not.Empty);
        foreach (var (route, requests) in shown)
            Assert.That(requests, Is.EqualTo(report.ByRoute[route]), route);
    }

    static double Number(string? figure) => double.Parse(figure!, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
