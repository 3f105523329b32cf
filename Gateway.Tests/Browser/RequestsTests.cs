using System.Text.RegularExpressions;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>Single requests: listed, narrowed, read beside the list, and watched as they end.</summary>
public sealed class RequestsTests : BrowserTests
{
    const string Page = "/t/acme/requests";
    const string Rows = ".request-table tbody tr, .request-cards li";
    const string Hostile = "<script>window.__xss=1</script><img src=x onerror=\"window.__xss=1\"> \u202Eevil' \u05D0\u05D1";

    private protected override async Task PrepareAsync()
    {
        await Gateway.ApplyAsync(Sample.Config(Upstream.Address));
        await Gateway.KeyAsync(new { id = "mobile", tenant = "acme", name = "Mobile app", consumer = "mobile-team" });
        var spool = Gateway.Services.GetRequiredService<ISpool>();
        var agents = Gateway.Services.GetRequiredService<UserAgentCache>();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
            spool.TryAppend(One(random, now.AddSeconds(-60 - i * 7), agents));
        spool.TryAppend(Some.Event(now.AddSeconds(-40)) with { Route = Hostile, Key = Hostile, Host = Hostile, Path = "/" + Hostile + new string('W', 4000), Consumer = Hostile, Destination = Hostile });
        spool.TryAppend(Failed(now.AddSeconds(-30)));
        await Gateway.DrainedAsync(402);
        await Eventually.HoldsAsync(
            async () => (await Gateway.GetAsync("requests?from=now-1h&limit=200"))["items"]!.AsArray().Count == 200, "they can be listed");
    }

    [Test]
    public async Task A_request_is_read_beside_the_list_by_mouse_and_by_keys()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync(Page, Rows);
        var page = window.Page;
        Assert.That(await page.Locator(Rows).CountAsync(), Is.EqualTo(50));
        await Assertions.Expect(page.Locator(".page-count")).ToHaveTextAsync("402");

        await page.Locator(Rows).First.ClickAsync();
        var panel = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(panel).ToContainTextAsync("The upstream failed, twice");
        await Assertions.Expect(panel).ToContainTextAsync("payments-b did not accept a connection. The client got 502.");
        await Assertions.Expect(panel).ToContainTextAsync("4bf92f3577b34da6a3ce929d0e0e4736");
        await Assertions.Expect(panel.GetByRole(AriaRole.Link, new() { Name = "Mobile app", Exact = true })).ToHaveAttributeAsync("href", "/t/acme/keys?key=mobile");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Copy the trace id" }).ClickAsync();
        Assert.That(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), Is.EqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("request=\\d+-\\d+-[0-9a-f]+"));

        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(panel).Not.ToContainTextAsync("The upstream failed, twice");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(panel).ToContainTextAsync("The upstream failed, twice");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(panel).ToBeVisibleAsync();

        // A link to it opens it, whatever the list shows.
        await using var second = await Browser.OpenAsync(Gateway.Admin);
        await second.GoAsync(page.Url, "[role=dialog] .waterfall li");
        second.AssertClean();
        window.AssertClean();
    }

    [Test]
    public async Task Filters_order_and_pages_narrow_and_widen_the_list()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync(Page, Rows);
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await Assertions.Expect(page.Locator(Rows)).ToHaveCountAsync(100);
        var ids = await page.Locator("[data-request]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.request)");
        Assert.That(ids, Is.Unique);

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Order" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Slowest first" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("order=slowest"));
        await Assertions.Expect(page.Locator(".request-table .num").Nth(1)).ToContainTextAsync("4.21");

        var filters = Uri.EscapeDataString("""[{"dimension":"statusClass","op":"is","values":["5xx"]},{"dimension":"duration","op":"gt","values":["100"]}]""");
        await window.GoAsync($"{Page}?filters={filters}", Rows);
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "Duration over 100" })).ToBeVisibleAsync();
        Assert.That(await page.Locator(".request-table .tag").AllInnerTextsAsync(), Is.Not.Empty.And.All.StartsWith("5"));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Remove the filter Duration") }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "Duration" })).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "Duration over 100" })).ToBeVisibleAsync();

        await window.GoAsync($"{Page}?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z", ".empty");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No request between");
        await page.GetByRole(AriaRole.Button, new() { Name = "Last 24 hours" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(Rows).First).ToBeVisibleAsync();
        window.AssertClean();
    }

    [Test]
    public async Task Requests_are_seen_as_they_end_and_stand_still_while_one_reads()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync("/t/acme/routes", ".routes-table tbody tr");
        var page = window.Page;
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("q");
        await page.GetByRole(AriaRole.Button, new() { Name = "Live" }).ClickAsync();
        await Assertions.Expect(page.Locator(".live-live")).ToBeVisibleAsync();
        await SendAsync("/open/first");
        await Assertions.Expect(page.Locator(Rows)).ToHaveCountAsync(1);
        await SendAsync("/open/second");
        await Assertions.Expect(page.Locator(".request-table .row-name").First).ToContainTextAsync("/open/second");
        await window.PictureAsync("requests-live-light-1440");

        await page.Locator(Rows).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("/open/second");
        await Assertions.Expect(page.Locator(".live-paused")).ToBeVisibleAsync();
        await SendAsync("/open/third");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Go on, 1 new" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Rows)).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on, 1 new" }).ClickAsync();
        await Assertions.Expect(page.Locator(Rows)).ToHaveCountAsync(3);

        var filters = Uri.EscapeDataString("""[{"dimension":"path","op":"prefix","values":["/open/wanted"]}]""");
        await window.GoAsync($"{Page}?live=1&filters={filters}", ".live-live");
        await SendAsync("/open/unwanted");
        await SendAsync("/open/wanted");
        await Assertions.Expect(page.Locator(Rows)).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(Rows)).ToContainTextAsync("/open/wanted");
        window.AssertClean();
    }

    [Test]
    public async Task On_the_phone_a_request_is_a_page_with_a_way_back()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, 390, 844);
        await window.GoAsync(Page, Rows);
        var page = window.Page;
        await page.Locator(Rows).First.Locator(".row-name").ClickAsync();
        await Assertions.Expect(page.Locator(".waterfall li").First).ToBeVisibleAsync();
        Assert.That(await page.GetByRole(AriaRole.Dialog).CountAsync(), Is.Zero);
        await page.GetByRole(AriaRole.Link, new() { Name = "Requests" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(Rows).First).ToBeVisibleAsync();
        window.AssertClean();
    }

    [Test]
    public async Task List_and_panel_are_whole_quiet_and_readable([Values(1440, 390)] int width, [Values] bool opened)
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, width, width > 700 ? 1000 : 844);
        await window.GoAsync(Page, Rows);
        if (opened)
        {
            await window.Page.Locator(".row-name").First.ClickAsync();
            await window.Page.WaitForSelectorAsync(".waterfall li");
            await window.SettledAsync();
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var said = $"{scheme}".ToLowerInvariant();
            await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await window.Page.WaitForSelectorAsync($"html[data-mantine-color-scheme={said}]");
            await window.PictureAsync($"{(opened ? "request" : "requests")}-{said}-{width}", whole: !opened || width < 700);
            await Assert.MultipleAsync(async () =>
            {
                Assert.That(await window.OverflowsAsync(), Is.Empty, said);
                Assert.That(await window.AccessibilityAsync(), Is.Empty, said);
            });
        }

        if (!opened)
            Assert.That(await window.ChartColoursAsync(), Has.Length.EqualTo(1).And.All.GreaterThan(8));
        window.AssertClean();
    }

    [TestCase(1440)]
    [TestCase(390)]
    public async Task What_clients_send_is_text(int width)
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900);
        await window.GoAsync($"{Page}?filters={Uri.EscapeDataString("""[{"dimension":"path","op":"prefix","values":["/<script>"]}]""")}", Rows);
        await window.PictureAsync($"hostile-requests-{width}");
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        await window.Page.Locator(".row-name").First.ClickAsync();
        await window.Page.WaitForSelectorAsync(".waterfall li");
        await window.PictureAsync($"hostile-request-{width}", whole: width < 700);
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        Assert.That(await window.Page.EvaluateAsync<bool>("() => window.__xss === undefined"));
        window.AssertClean();
    }

    async Task SendAsync(string path)
    {
        using var answer = await Gateway.Client.GetAsync(path);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
    }

    static RequestEvent One(Random random, DateTime time, UserAgentCache agents)
    {
        var micros = Math.Min((long)(40_000 * Math.Exp(random.NextDouble() * 3)), 900_000);
        var seen = Some.Event(time) with
        {
            Route = random.Next(3) == 0 ? "open" : "orders",
            Api = "orders",
            Key = random.Next(3) == 0 ? null : "mobile",
            Path = random.Next(2) == 0 ? $"/orders/{random.Next(100_000)}" : $"/open/items/{random.Next(100_000)}/lines",
            Method = random.Next(4) == 0 ? RequestMethod.Post : RequestMethod.Get,
            DurationMicros = micros,
            UpstreamMicros = micros * 9 / 10,
            FirstByteMicros = micros * 8 / 10,
            BytesOut = random.Next(40_000),
            Country = CountryCode.Parse("FR"),
            UserAgent = agents.Remember("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"),
            ConfigVersion = 1,
        };
        return random.Next(12) switch
        {
            0 => seen with { Status = 503, UpstreamStatus = 503 },
            1 => seen with { Status = 404, UpstreamStatus = 404 },
            2 => seen with { Status = 401, UpstreamStatus = 0, Attempts = 0, Key = null, FailedBy = FailedBy.Policy, Reason = Reason.KeyMissing, UpstreamMicros = -1, FirstByteMicros = 300, DurationMicros = 400 },
            _ => seen,
        };
    }

    static RequestEvent Failed(DateTime time) => Some.Event(time) with
    {
        Route = "orders",
        Api = "orders",
        Team = "shop",
        Groups = ["gold"],
        Key = "mobile",
        Consumer = "mobile-team",
        Method = RequestMethod.Post,
        Path = "/orders/4711/capture",
        Destination = "payments-b",
        Status = 502,
        UpstreamStatus = 0,
        FailedBy = FailedBy.Upstream,
        Reason = Reason.ConnectFailed,
        Attempts = 2,
        DurationMicros = 4_210_000,
        UpstreamMicros = 4_100_000,
        FirstByteMicros = -1,
        BytesIn = 1200,
        BytesOut = 214,
        Country = CountryCode.Parse("FR"),
        ConfigVersion = 1,
        TraceId = UInt128.Parse("4bf92f3577b34da6a3ce929d0e0e4736", System.Globalization.NumberStyles.HexNumber),
    };
}
