using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>The first page: its figures, its address, its refreshing, its keys.</summary>
public sealed partial class OverviewTests : BrowserTests
{
    const string Overview = "/t/acme/dashboards/overview";
    const string Ready = ".widget-bar .ranked-row";

    private protected override Task PrepareAsync() => Demo.PlayAsync(Gateway, Upstream);

    [Test]
    public async Task The_link_of_the_start_banner_signs_in_and_its_token_leaves_the_address()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, signedIn: false);
        await window.GoAsync($"/sign-in#token={TestGateway.Token}", Ready);
        Assert.That(window.Page.Url, Does.Contain(Overview).And.Not.Contain(TestGateway.Token));
        Assert.That(await window.Page.Locator(".chart-canvas canvas").CountAsync(), Is.GreaterThan(3));
        window.AssertClean();
    }

    [Test]
    public async Task The_figures_on_screen_are_those_of_the_API()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        // A range that is over: nothing is added while the test asks twice.
        var (from, to) = (Iso(-20), Iso(-1));
        await window.GoAsync($"{Overview}?from={from}&to={to}", Ready);

        var shown = await window.Page.Locator("[aria-label='Requests in all'] .kpi-value").GetAttributeAsync("title");
        Assert.That(Digits().Replace(shown!, ""), Is.EqualTo($"{(await AskAsync(from, to, new { @ref = "a", measures = new[] { "requests" } }))["value"]}"));

        var ranking = await AskAsync(from, to, new { @ref = "a", measures = new[] { "requests" }, split = "route", limit = 9 });
        var rows = await window.Page.Locator(".widget-table tbody tr").EvaluateAllAsync<string[]>(
            "rows => rows.map(row => row.cells[0].innerText.trim() + ' ' + row.cells[1].title.replace(/\\D/g, ''))");
        Assert.That(rows, Is.EqualTo(ranking["rows"]!.AsArray().Select(row => $"{row!["label"]} {row["values"]!["requests"]}")));
    }

    [Test]
    public async Task Range_and_filter_stand_in_the_address_and_Back_undoes_a_filter()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync($"{Overview}?from=now-6h&to=now", Ready);
        var page = window.Page;
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Last 6 hours" })).ToBeVisibleAsync();
        var requests = page.Locator("[aria-label='Requests in all'] .kpi-value");
        var all = await requests.GetAttributeAsync("title");

        await page.Locator(".widget-table .row-name", new() { HasText = "payments" }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "payments" })).ToBeVisibleAsync();
        await Assertions.Expect(requests).Not.ToHaveAttributeAsync("title", all!);
        var narrowed = await requests.GetAttributeAsync("title");

        await using (var second = await Browser.OpenAsync(Gateway.Admin))
        {
            await second.GoAsync(page.Url, Ready);
            await Assertions.Expect(second.Page.GetByRole(AriaRole.Button, new() { Name = "Last 6 hours" })).ToBeVisibleAsync();
            await Assertions.Expect(second.Page.Locator(".chip", new() { HasText = "payments" })).ToBeVisibleAsync();
            await AboutAsync(second.Page.Locator("[aria-label='Requests in all'] .kpi-value"), narrowed!);
        }

        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "payments" })).ToHaveCountAsync(0);
        await AboutAsync(requests, all!);
        window.AssertClean();
    }

    /// <summary>The range moves with the clock, by a bucket now and then: the figure is the same to a tenth.</summary>
    static Task AboutAsync(ILocator figure, string expected) => Eventually.HoldsAsync(
        async () => Math.Abs(Number((await figure.GetAttributeAsync("title"))!) - Number(expected)) <= Number(expected) / 10,
        $"the figure is about {expected}",
        TimeSpan.FromSeconds(20));

    static double Number(string figure) => double.TryParse(figure.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    [Test]
    public async Task A_row_of_all_tenants_narrows_to_its_tenant_too()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync("/t/*/dashboards/overview", Ready);
        await window.Page.Locator(".widget-table tr", new() { HasTextRegex = new("orders\\s*globex") }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".chip", new() { HasText = "Tenant is Globex" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator(".widget-table tbody tr")).ToHaveCountAsync(1);
        window.AssertClean();
    }

    [Test]
    public async Task A_hidden_page_asks_nothing_and_a_page_in_view_asks_again()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, script: """
            Object.defineProperty(document, 'visibilityState', { get: () => window.__hidden ? 'hidden' : 'visible' });
            window.__look = (hidden) => { window.__hidden = hidden; document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); };
            """);
        await window.Page.Clock.InstallAsync();
        await window.GoAsync($"{Overview}?refresh=10", Ready);

        var before = window.Queries;
        await window.Page.Clock.RunForAsync(11_000);
        await Eventually.HoldsAsync(() => window.Queries > before, "a page in view refreshes");
        await window.SettledAsync();

        await window.Page.EvaluateAsync("() => __look(true)");
        before = window.Queries;
        await window.Page.Clock.RunForAsync(120_000);
        Assert.That(window.Queries, Is.EqualTo(before), "a hidden page asks nothing");

        await window.Page.EvaluateAsync("() => __look(false)");
        await window.Page.Clock.RunForAsync(1_000);
        await Eventually.HoldsAsync(() => window.Queries > before, "back in view it asks at once");
    }

    [Test]
    public async Task The_keyboard_opens_a_route_lists_the_shortcuts_and_returns_the_focus()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync(Overview, Ready);
        var page = window.Page;

        var opener = page.GetByRole(AriaRole.Button, new() { Name = "Last 24 hours" });
        await opener.FocusAsync();
        await page.Keyboard.PressAsync("Control+k");
        var field = page.GetByPlaceholder("Search pages, dashboards, alerts, routes and keys");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(opener).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Keyboard shortcuts");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(opener).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Control+k");
        await field.FillAsync("orders.v1");
        await Assertions.Expect(page.Locator(".mantine-Spotlight-action")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".mantine-Spotlight-action[data-selected]")).ToContainTextAsync("orders.v1");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/t/acme/routes/orders.v1");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "orders.v1" })).ToBeVisibleAsync();

        // The same address asked of the gateway: a dot in an id is no file.
        await window.GoAsync("/t/acme/routes/orders.v1", ".form-card");
        window.AssertClean();
    }

    [Test]
    public async Task Script_and_style_of_a_dashboard_stay_below_450_kB_compressed()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync(Overview, Ready);
        var bytes = await window.Page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').filter(one => /\\.(js|css)$/.test(new URL(one.name).pathname)).reduce((sum, one) => sum + one.encodedBodySize, 0)");
        TestContext.Out.WriteLine($"{bytes:N0} bytes of script and style");
        Assert.That(bytes, Is.InRange(100_000, 450_000));
    }

    /// <summary>For people: how long it takes from the address to the figures. Machines differ, so nothing is asserted.</summary>
    [Test, Explicit("Measures")]
    public async Task Measures_the_time_until_all_widgets_are_painted()
    {
        for (var round = 0; round < 7; round++)
        {
            await using var window = await Browser.OpenAsync(Gateway.Admin, script: """
                const look = () => {
                  const charts = [...document.querySelectorAll('.chart-canvas')];
                  const drawn = (canvas) => canvas && canvas.width > 0 && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte !== 0);
                  if (!window.__first && charts.some((one) => drawn(one.querySelector('canvas')))) window.__first = performance.now();
                  if (charts.length >= 4 && charts.every((one) => drawn(one.querySelector('canvas'))) && document.querySelector('.widget-table tbody tr')) window.__all = performance.now();
                  else requestAnimationFrame(look);
                };
                requestAnimationFrame(look);
                """);
            await window.Page.GotoAsync(Overview);
            await window.Page.WaitForFunctionAsync("() => window.__all");
            TestContext.Out.WriteLine(await window.Page.EvaluateAsync<string>("() => `first chart ${Math.round(window.__first)} ms, all widgets ${Math.round(window.__all)} ms`"));
        }
    }

    async Task<JsonNode> AskAsync(string from, string to, object query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "query") { Content = JsonContent.Create(new { queries = new[] { query }, range = new { from, to, zone = "Europe/Paris" } }) };
        request.Headers.Add("X-Tenant", "acme");
        using var answer = await Gateway.Api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), text);
        return JsonNode.Parse(text)!["results"]!["a"]!;
    }

    static string Iso(int hours)
    {
        var time = TimeProvider.System.GetUtcNow().AddHours(hours);
        return $"{new DateTimeOffset(time.Ticks - time.Ticks % TimeSpan.TicksPerHour, TimeSpan.Zero):yyyy-MM-ddTHH:mm:ss}Z";
    }

    [GeneratedRegex("[^0-9]")]
    private static partial Regex Digits();
}
