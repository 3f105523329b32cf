using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>A dashboard that is read: every kind of widget, and what a reader does with them.</summary>
public sealed class DashboardReadTests : BrowserTests
{
    const string Total = "[data-widget=total] .kpi-value";

    private protected override Task PrepareAsync() => EveryWidget.PlayAsync(Gateway, Upstream);

    [TestCase(1440)]
    [TestCase(390)]
    public async Task Every_kind_of_widget_is_drawn_in_light_and_dark(int width)
    {
        await using var window = await OpenAsync(width: width);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var said = $"{scheme}".ToLowerInvariant();
            await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await window.Page.WaitForSelectorAsync($"html[data-mantine-color-scheme={said}]");
            await window.PictureAsync($"every-widget-{said}-{width}");
            Assert.That(await window.ChartColoursAsync(), Has.Length.EqualTo(EveryWidget.Charts).And.All.GreaterThan(8), $"a chart is empty: {said}");
            Assert.That(await window.OverflowsAsync(), Is.Empty, said);
            Assert.That(await window.AccessibilityAsync(), Is.Empty, said);
        }

        var page = window.Page;
        Assert.That(await page.Locator(".pie-picture path").CountAsync(), Is.GreaterThan(4));
        Assert.That(await page.Locator("[data-widget=summary] tbody tr").CountAsync(), Is.EqualTo(10));
        Assert.That(await page.Locator("[data-widget=client] .kpi-warn").CountAsync(), Is.EqualTo(1));
        await Assertions.Expect(page.Locator(".markdown")).ToContainTextAsync("sells <script>window.__xss=1</script>");
        Assert.That(await page.Locator(".markdown a").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))"), Is.EqualTo(new[] { "/t/acme/routes" }));
        window.AssertClean();
    }

    [Test]
    public async Task A_refresh_of_all_widgets_is_one_request()
    {
        await using var window = await OpenAsync();
        Assert.That(window.Queries, Is.EqualTo(1));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync();
        await Eventually.HoldsAsync(() => window.Queries == 2, "the dashboard asks again");
        await window.SettledAsync();
        Assert.That(window.Queries, Is.EqualTo(2));
    }

    [TestCase("[data-widget=keys] .ranked-row:has-text('Mobile app')", "Key is Mobile app")]
    [TestCase("[data-widget=methods] .pie-row:has-text('POST')", "Method is POST")]
    [TestCase("[data-widget=statuses] .pie-picture path >> nth=1", "Status is")]
    [TestCase("[data-widget=routes] .row-name:has-text('payments')", "Route is payments")]
    public async Task A_click_on_a_value_narrows_the_whole_dashboard_and_Back_undoes_it(string value, string chip)
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        var all = await page.Locator(Total).GetAttributeAsync("title");
        // A slice is a ring: its middle may lie outside of it.
        if (value.Contains("path", StringComparison.Ordinal))
            await page.Locator(value).DispatchEventAsync("click");
        else
            await page.Locator(value).ClickAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = chip })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Total)).Not.ToHaveAttributeAsync("title", all!);

        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = chip })).ToHaveCountAsync(0);
        await Eventually.HoldsAsync(async () => Near(await page.Locator(Total).GetAttributeAsync("title"), all), "all requests count again");
        window.AssertClean();
    }

    [Test]
    public async Task A_legend_isolates_restores_and_toggles()
    {
        await using var window = await OpenAsync();
        var items = window.Page.Locator("[data-widget=percentiles] .legend-item");
        Task<string[]> PressedAsync() => items.EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('aria-pressed'))");
        await items.Nth(1).ClickAsync();
        Assert.That(await PressedAsync(), Is.EqualTo(new[] { "false", "true", "false", "false" }));
        await items.Nth(1).ClickAsync();
        Assert.That(await PressedAsync(), Has.All.EqualTo("true"));
        await items.Nth(0).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        Assert.That(await PressedAsync(), Is.EqualTo(new[] { "false", "true", "true", "true" }));
        window.AssertClean();
    }

    [Test]
    public async Task A_brush_zooms_and_Back_undoes_it()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        var box = (await page.Locator("[data-widget=rate] .chart-plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width * 0.4f, box.Y + 60);
        await Assertions.Expect(page.Locator(".chart-crosshair")).ToHaveCountAsync(EveryWidget.Charts);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width * 0.6f, box.Y + 60, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync("**from=20*to=20*");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Last 24 hours" })).ToHaveCountAsync(0);

        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Last 24 hours" })).ToBeVisibleAsync();
        Assert.That(page.Url, Does.EndWith(EveryWidget.Address));
        window.AssertClean();
    }

    [Test]
    public async Task The_requests_behind_a_point_are_two_clicks_away()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        var box = (await page.Locator("[data-widget=classes] .chart-plot").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + box.Width * 0.7f, box.Y + box.Height - 60);
        var link = page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^Requests: .xx") });
        var href = Uri.UnescapeDataString((await link.GetAttributeAsync("href"))!);
        Assert.That(href, Does.StartWith("/t/acme/requests?from=20").And.Contain("&to=20").And.Contain("\"dimension\":\"statusClass\""));
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^Show only .xx") }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "Status class is" })).ToBeVisibleAsync();

        // The same by keys, in the heat map.
        await Assertions.Expect(page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(0);
        await window.SettledAsync();
        await page.Locator(".heat-plot").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        href = Uri.UnescapeDataString((await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^Requests that took") }).GetAttributeAsync("href"))!);
        Assert.That(href, Does.Contain("\"dimension\":\"latencyBand\""));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".heat-plot")).ToBeFocusedAsync();

        // A cell narrows the whole dashboard to its time and band, and Back undoes both at once.
        var figure = "0";
        for (var step = 0; step < 12 && figure[0] is '0' or '–'; step++)
        {
            await page.Keyboard.PressAsync(step == 0 ? "ArrowLeft" : "ArrowUp");
            figure = (await page.Locator("[data-widget=latency] p[aria-live]").InnerTextAsync()).Split(": ")[1].Split(" requests")[0];
        }

        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Show only these" }).ClickAsync();
        var chip = page.Locator(".chip", new() { HasText = "Latency is" });
        await Assertions.Expect(chip).ToBeVisibleAsync();
        await page.WaitForURLAsync("**from=20*to=20*latencyBand*");
        await Assertions.Expect(page.Locator("[data-widget=total] .kpi-value")).ToHaveTextAsync(figure);
        await page.GoBackAsync();
        await Assertions.Expect(chip).ToHaveCountAsync(0);
        Assert.That(page.Url, Does.Not.Contain("from="));
        window.AssertClean();
    }

    [Test]
    public async Task The_address_holds_what_differs_from_the_dashboard()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        Assert.That(page.Url, Does.EndWith(EveryWidget.Address));
        await Assertions.Expect(page.Locator("[data-widget=rate] .legend")).ToContainTextAsync("Previous day");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "No comparison" }).ClickAsync();
        await page.WaitForURLAsync($"**{EveryWidget.Address}?compare=none");
        await Assertions.Expect(page.Locator("[data-widget=rate] .legend")).Not.ToContainTextAsync("Previous day");

        var asked = page.WaitForRequestAsync("**/api/v1/query");
        await page.GetByRole(AriaRole.Button, new() { Name = "Time zone" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Any zone" }).FillAsync("Tokyo");
        await page.GetByRole(AriaRole.Option, new() { Name = "Asia/Tokyo" }).ClickAsync();
        await page.WaitForURLAsync("**zone=Asia%2FTokyo&compare=none");
        Assert.That((await asked).PostData, Does.Contain("\"zone\":\"Asia/Tokyo\""));
        await window.SettledAsync();
        var written = await page.Locator(".complete time").EvaluateAsync<string[]>("one => [one.dateTime, one.textContent]");
        Assert.That(written[1], Is.EqualTo(DateTimeOffset.Parse(written[0], CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(9)).ToString("HH:mm:ss", CultureInfo.InvariantCulture)));
        window.AssertClean();
    }

    [Test]
    public async Task A_filter_is_chosen_among_the_values_that_the_server_finds()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        await page.Locator(".chip-add").ClickAsync();
        var form = page.Locator(".mantine-Popover-dropdown");
        await form.GetByRole(AriaRole.Combobox, new() { Name = "Requests whose" }).FillAsync("Key");
        await page.GetByRole(AriaRole.Option, new() { Name = "Key", Exact = true }).ClickAsync();
        await form.GetByRole(AriaRole.Combobox, new() { Name = "Comparison" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "is not", Exact = true }).ClickAsync();
        await form.GetByRole(AriaRole.Combobox, new() { Name = "Any of these" }).FillAsync("north");
        await page.GetByRole(AriaRole.Option, new() { Name = "Partner: Northwind" }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "Key is not Partner: Northwind" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-widget=keys]")).Not.ToContainTextAsync("Northwind");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter Key is not Partner: Northwind" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-widget=keys]")).ToContainTextAsync("Northwind");
        window.AssertClean();
    }

    [Test]
    public async Task A_widget_fills_the_screen_by_its_menu_and_by_its_link()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu of Latency" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Full screen" }).ClickAsync();
        await page.WaitForURLAsync("**?widget=latency");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Latency" })).ToBeVisibleAsync();
        await window.PictureAsync("widget-full");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.That(page.Url, Does.EndWith(EveryWidget.Address));

        await window.GoAsync($"{EveryWidget.Address}?widget=statuses", "[role=dialog] .pie-picture path");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForURLAsync($"**{EveryWidget.Address}");
        window.AssertClean();
    }

    [Test]
    public async Task A_wall_shows_nothing_but_the_dashboard()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        await page.Keyboard.PressAsync("f");
        await page.WaitForURLAsync("**?wall=1");
        await Assertions.Expect(page.Locator(".nav, .page-head, .filter-bar")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".wall-head")).ToContainTextAsync("Every widget");
        await window.PictureAsync("wall");
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave the full screen" }).ClickAsync();
        await Assertions.Expect(page.Locator(".nav")).ToBeVisibleAsync();
        Assert.That(page.Url, Does.EndWith(EveryWidget.Address));
        window.AssertClean();
    }

    [Test]
    public async Task Saved_figures_are_those_of_the_API_and_a_chart_is_saved_as_a_picture()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        var asked = await page.RunAndWaitForResponseAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync(), "**/api/v1/query");
        var rows = JsonNode.Parse(await asked.TextAsync())!["results"]!["routes"]!["rows"]!.AsArray();
        await window.SettledAsync();

        var lines = (await File.ReadAllTextAsync(await SavedAsync(page, "Routes", "Save as CSV"))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Is.EqualTo("route,label,requests,requestsPerSecond,errorRate,p50,p95,bytesOut"));
        var saved = lines.Skip(1).Select(line => line.Split(',')).Select(line => $"{line[0]} {line[2]} {line[6]}");
        Assert.That(saved, Is.EqualTo(rows.Select(row => $"{row!["key"]} {row["values"]!["requests"]} {row["values"]!["p95"]}")));

        foreach (var title in new[] { "Latency", "Percentiles", "Statuses" })
        {
            var picture = await File.ReadAllBytesAsync(await SavedAsync(page, title, "Save as PNG"));
            Assert.That(picture.Take(4), Is.EqualTo(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }));
            Assert.That(picture, Has.Length.GreaterThan(5_000), title);
        }

        window.AssertClean();
    }

    [Test]
    public async Task A_table_is_sorted_by_a_click_on_a_head()
    {
        await using var window = await OpenAsync();
        var page = window.Page;
        Task<string[]> NamesAsync() => page.Locator("[data-widget=routes] tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => row.cells[0].innerText.trim())");
        var byDuration = await NamesAsync();
        Assert.That(byDuration[0], Is.EqualTo("reports"));
        await page.Locator("[data-widget=routes] th button", new() { HasText = "Route" }).ClickAsync();
        Assert.That(await NamesAsync(), Is.EqualTo(byDuration.Order(StringComparer.OrdinalIgnoreCase)));
        await page.Locator("[data-widget=routes] th button", new() { HasText = "p95" }).ClickAsync();
        Assert.That(await NamesAsync(), Is.EqualTo(byDuration));
        await Assertions.Expect(page.Locator("[data-widget=routes] th[aria-sort=descending]")).ToContainTextAsync("p95");
    }

    async Task<BrowserPage> OpenAsync(string query = "", int width = 1440)
    {
        var window = await Browser.OpenAsync(Gateway.Admin, width);
        await window.GoAsync(EveryWidget.Address + query, EveryWidget.Ready);
        await window.Page.WaitForFunctionAsync("count => document.querySelectorAll('.chart-canvas canvas').length === count", EveryWidget.Charts);
        return window;
    }

    static async Task<string> SavedAsync(IPage page, string title, string act)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Menu of {title}", Exact = true }).ClickAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = act }).ClickAsync());
        return await file.PathAsync();
    }

    /// <summary>The range moves with the clock: the same to a tenth.</summary>
    static bool Near(string? one, string? other)
    {
        var (a, b) = (Number(one), Number(other));
        return Math.Abs(a - b) <= b / 10;
    }

    static double Number(string? figure) => double.TryParse(figure?.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
