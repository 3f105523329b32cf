using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Tests.Access;
using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>The list of dashboards, what one does with a dashboard as a whole, and secret links.</summary>
public sealed class DashboardListTests : BrowserTests
{
    const string List = "/t/acme/dashboards";
    const string Rows = ".dashboard-table tbody tr";

    ApiCaller editor = null!;

    private protected override async Task PrepareAsync()
    {
        await Demo.PlayAsync(Gateway, Upstream);
        editor = await People.AddAsync(Gateway, "acme", "edith", [People.Grant(Role.TenantEditor, "acme")]);
    }

    Task<BrowserPage> OpenAsync(int width = 1440) => Browser.OpenAsync(
        Gateway.Admin, width, 900, signedIn: false, script: $"sessionStorage.setItem('gateway.token', {JsonSerializer.Serialize(editor.Token)})");

    static object Sample(string id, string title, string? folder = null, params string[] tags) => new
    {
        id,
        title,
        folder,
        tags,
        widgets = new[] { new { id = "rate", type = "line", title = "Requests", x = 0, y = 0, w = 12, h = 4, query = new { measures = new[] { "requestsPerSecond" }, split = "time" } } },
    };

    [TestCase(1440)]
    [TestCase(390)]
    public async Task The_list_is_whole_in_light_and_dark(int width)
    {
        foreach (var (id, folder) in new[] { ("sales", "Shop"), ("stock", "Shop"), ("mine", null) })
            await editor.SendAsync("PUT", $"dashboards/{id}", Sample(id, $"The {id}", folder, "weekly", "team-a"));
        await using var window = await OpenAsync(width);
        await window.GoAsync(List, Rows);
        Assert.That(await window.Page.Locator(".dashboard-section h2 bdi").AllInnerTextsAsync(), Does.Contain("Shop").And.Contain("Come with the gateway"));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await window.Page.WaitForSelectorAsync($"html[data-mantine-color-scheme={scheme.ToString().ToLowerInvariant()}]");
            await window.PictureAsync($"dashboards-{scheme.ToString().ToLowerInvariant()}-{width}");
            Assert.That(await window.OverflowsAsync(), Is.Empty);
            Assert.That(await window.AccessibilityAsync(), Is.Empty);
        }

        await window.Page.GetByPlaceholder("Search title, folder or tag").FillAsync("stock");
        await Assertions.Expect(window.Page.Locator(Rows)).ToHaveCountAsync(1);
        await window.GoAsync($"{List}?tag=weekly", Rows);
        await Assertions.Expect(window.Page.Locator(Rows)).ToHaveCountAsync(3);
        window.AssertClean();
    }

    [Test]
    public async Task A_person_stars_makes_removes_and_brings_back()
    {
        await using var window = await OpenAsync();
        window.Expected.Add(404);
        var page = window.Page;
        await window.GoAsync(List, Rows);
        await page.GetByRole(AriaRole.Button, new() { Name = "Favourite: Performance" }).ClickAsync();
        var first = page.Locator(".dashboard-section").First;
        await Assertions.Expect(first.Locator("h2 bdi")).ToHaveTextAsync("Favourites");
        await Assertions.Expect(first.Locator(".row-name")).ToHaveTextAsync(["Performance"]);

        await page.GetByRole(AriaRole.Button, new() { Name = "New dashboard" }).ClickAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Black Friday");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Folder").FillAsync("Campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add widgets" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/t/acme/dashboards/black-friday**");
        await window.GoAsync(List, Rows);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Campaigns" }).Locator(".row-name")).ToHaveTextAsync(["Black Friday"]);

        await ActAsync(page, "Refusals", "Delete");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Refusals" }).ClickAsync();
        await Assertions.Expect(page.Locator(Rows, new() { HasText = "Refusals" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring back Refusals" }).ClickAsync();
        await Assertions.Expect(page.Locator(Rows, new() { HasText = "Refusals" })).ToHaveCountAsync(1);

        await ActAsync(page, "Errors", "Duplicate");
        await page.WaitForURLAsync("**/t/acme/dashboards/errors-copy**");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Errors (copy)");
        // One comes back to where one was.
        await page.GotoAsync("/");
        await page.WaitForURLAsync("**/t/acme/dashboards/errors-copy**");
        Assert.That(await editor.StatusAsync("DELETE", "dashboards/errors-copy"), Is.EqualTo(204));
        await window.GoAsync("/t/acme/dashboards/errors-copy", ".message h1");
        await Assertions.Expect(page.Locator(".message h1")).ToHaveTextAsync("There is no such dashboard");
        await page.GetByRole(AriaRole.Link, new() { Name = "All dashboards" }).ClickAsync();
        await page.Locator(Rows).First.WaitForAsync();
        window.AssertClean();
    }

    [Test]
    public async Task An_import_says_what_is_wrong_where_and_then_takes_the_file()
    {
        await using var window = await OpenAsync();
        window.Expected.Add(422);
        var page = window.Page;
        await window.GoAsync(List, Rows);
        await page.GetByRole(AriaRole.Button, new() { Name = "Files of dashboards" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Import" }).ClickAsync();
        var text = page.GetByLabel("Exported dashboards");
        await text.FillAsync("{ \"dashboards\": 1 }");
        await Assertions.Expect(page.GetByText("The file holds no dashboard.")).ToBeVisibleAsync();
        var hostile = "<script>window.__xss=1</script> \u202Eevil";
        await text.FillAsync(JsonSerializer.Serialize(new { dashboards = new[] { Sample("first", hostile), Sample("overview", "Ours") } }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 dashboards" }).ClickAsync();
        await Assertions.Expect(page.Locator(".import-errors code")).ToHaveTextAsync(["dashboards[1].id"]);
        await window.PictureAsync("dashboards-import", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByRole(AriaRole.Combobox, new() { Name = "When an id is taken" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Keep both" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 dashboards" }).ClickAsync();
        await Assertions.Expect(page.Locator(".row-name", new() { HasText = "<script>window.__xss=1</script>" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".row-name", new() { HasText = "Ours" })).ToHaveCountAsync(1);
        Assert.That(await page.EvaluateAsync<bool>("() => window.__xss === undefined"));
        Assert.That(await window.OverflowsAsync(), Is.Empty);

        var download = await page.RunAndWaitForDownloadAsync(() => ActAsync(page, "Ours", "Export"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("\"overview-2\""));
        window.AssertClean();
    }

    [Test]
    public async Task A_secret_link_shows_one_dashboard_to_whoever_has_it_until_it_is_ended()
    {
        await using var owner = await OpenAsync();
        var page = owner.Page;
        await owner.GoAsync("/t/acme/dashboards/performance", ".widget-number");
        await MenuAsync(page, "Secret link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        var link = new Uri((await page.GetByLabel("The secret link").TextContentAsync())!);
        Assert.That(await owner.AccessibilityAsync(), Is.Empty);
        await owner.PictureAsync("secret-link", whole: false);

        await using var guest = await Browser.OpenAsync(Gateway.Admin, signedIn: false);
        guest.Expected.Add(401);
        await guest.GoAsync(link.PathAndQuery + link.Fragment, ".shared .widget-number .kpi-value");
        var there = guest.Page;
        await Assertions.Expect(there.Locator("h1")).ToHaveTextAsync("Performance");
        await Assertions.Expect(there.Locator(".nav")).ToHaveCountAsync(0);
        await Assertions.Expect(there.Locator(".chart-canvas canvas").First).ToBeVisibleAsync();
        Assert.That(await there.ContentAsync(), Does.Not.Contain("Edith"));
        Assert.That(await guest.OverflowsAsync(), Is.Empty);
        Assert.That(await guest.AccessibilityAsync(), Is.Empty);
        await guest.PictureAsync("shared-1440");
        await there.Locator("[data-shortcut=range]").ClickAsync();
        await there.GetByRole(AriaRole.Button, new() { Name = "Last hour" }).ClickAsync();
        await there.WaitForURLAsync($"**/shared?from=now-1h&to=now{link.Fragment}");
        await guest.SettledAsync();
        guest.AssertClean();

        await using var phone = await Browser.OpenAsync(Gateway.Admin, 390, 844, ColorScheme.Dark, signedIn: false);
        await phone.GoAsync(link.PathAndQuery + link.Fragment, ".shared .widget-number .kpi-value");
        await phone.PictureAsync("shared-dark-390");
        Assert.That(await phone.OverflowsAsync(), Is.Empty);
        phone.AssertClean();

        await page.GetByRole(AriaRole.Button, new() { Name = "End the link" }).ClickAsync();
        await Eventually.HoldsAsync(async () =>
        {
            await there.ReloadAsync();
            await there.Locator(".message, .shared .widget-number").First.WaitForAsync();
            return await there.Locator(".message h1").CountAsync() == 1;
        }, "the link is dead", TimeSpan.FromSeconds(20));
        owner.AssertClean();
    }

    [Test]
    public async Task The_menu_of_a_dashboard_changes_who_sees_it_and_goes_back_to_earlier_saves()
    {
        await editor.SendAsync("PUT", "dashboards/menu", Sample("menu", "First"));
        await editor.SendAsync("PATCH", "dashboards/menu", new { title = "Second" });
        await using var window = await OpenAsync();
        var page = window.Page;
        await window.GoAsync("/t/acme/dashboards/menu", "h1");
        await MenuAsync(page, "History");
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await window.PictureAsync("dashboard-history", whole: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore version 1" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("First");

        await MenuAsync(page, "Who sees it");
        await page.GetByLabel("One team").CheckAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Team" }).ClickAsync();
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.That((await editor.GetAsync("dashboards/menu"))["access"]!.GetValue<string>(), Is.EqualTo("team"));

        await MenuAsync(page, "Delete");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete First" }).ClickAsync();
        await page.WaitForURLAsync($"**{List}");
        window.AssertClean();
    }

    [Test]
    public async Task The_search_finds_dashboards()
    {
        await using var window = await OpenAsync();
        await window.GoAsync(List, Rows);
        await window.Page.Locator(".nav-search").ClickAsync();
        await window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Search pages" }).FillAsync("upstre");
        await window.Page.Locator(".mantine-Spotlight-action", new() { HasText = "Upstreams" }).ClickAsync();
        await window.Page.WaitForURLAsync("**/t/acme/dashboards/upstreams**");
        window.AssertClean();
    }

    // The other width of each scheme is in ReplayedDashboardsTests.
    [TestCase("overview")]
    [TestCase("performance")]
    [TestCase("errors")]
    [TestCase("apis-and-routes")]
    [TestCase("consumers")]
    [TestCase("clients")]
    [TestCase("refusals")]
    [TestCase("upstreams")]
    [TestCase("gateway")]
    public async Task A_shipped_dashboard_draws_everything(string id)
    {
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Dark), (390, ColorScheme.Light) })
        {
            await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900, scheme);
            await window.GoAsync($"/t/acme/dashboards/{id}", ".widget-number .kpi-value");
            await window.PictureAsync($"shipped-{id}-{scheme.ToString().ToLowerInvariant()}-{width}");
            Assert.That(await window.Page.Locator(".widget-error").AllInnerTextsAsync(), Is.Empty);
            Assert.That(await window.ChartColoursAsync(), Is.All.GreaterThan(8), "a chart is empty");
            Assert.That(await window.OverflowsAsync(), Is.Empty);
            window.AssertClean();
        }
    }

    static async Task ActAsync(IPage page, string title, string act)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Actions for {title}", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = act, Exact = true }).ClickAsync();
    }

    static async Task MenuAsync(IPage page, string act)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "More of this dashboard" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = act, Exact = true }).ClickAsync();
    }
}
