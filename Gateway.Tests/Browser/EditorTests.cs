using Gateway.Tests.Support;
using Microsoft.Playwright;

namespace Gateway.Tests.Browser;

/// <summary>Tests of the editor of dashboards: three widgets to begin with, and what a person does there again and again.</summary>
public abstract class EditorTests : BrowserTests
{
    private protected const string Cell = ".edit-cell";
    private protected const string Start = "a 0,0 6x4|b 6,0 6x4|c 0,4 12x4";

    private protected ApiCaller Acme => ApiCaller.Root(Gateway).For("acme");

    /// <summary>A dashboard of three widgets: two beside each other, one across below.</summary>
    private protected async Task MadeAsync(string id) => await Acme.PostAsync("dashboards", new
    {
        id,
        title = "Three",
        widgets = new object[]
        {
            new { id = "a", type = "line", title = "A", x = 0, y = 0, w = 6, h = 4, query = new { measures = new[] { "requestsPerSecond" }, split = "time" }, options = new { more = "routes" } },
            new { id = "b", type = "bar", title = "B", x = 6, y = 0, w = 6, h = 4, query = new { measures = new[] { "requests" }, split = "key", limit = 4 } },
            new { id = "c", type = "table", title = "C", x = 0, y = 4, w = 12, h = 4, query = new { preset = "traffic/routes" } },
        },
    });

    private protected async Task<BrowserPage> OpenAsync(string id)
    {
        var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync($"/t/acme/dashboards/{id}?edit=1", Cell);
        return window;
    }

    private protected async Task<string> StoredAsync(string id) => string.Join('|', (await Acme.GetAsync($"dashboards/{id}"))["widgets"]!.AsArray().Select(one => $"{one!["id"]} {one["x"]},{one["y"]} {one["w"]}x{one["h"]}"));

    /// <summary>Where widgets stand on screen, in reading order.</summary>
    private protected static async Task<string> PlacesAsync(IPage page) =>
        string.Join('|', await page.Locator(Cell).EvaluateAllAsync<string[]>("all => all.map(one => `${one.dataset.widget} ${one.dataset.place}`)"));

    private protected static async Task SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("edit=1", StringComparison.Ordinal));
    }

    private protected static async Task RetitleAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Dashboard settings" }).ClickAsync();
        await page.Locator(".dock").GetByLabel("Title").FillAsync(title);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
    }

    private protected static async Task ChooseAsync(IPage page, string field, string choice)
    {
        await page.Locator(".dock").GetByRole(AriaRole.Combobox, new() { Name = field, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = choice, Exact = true }).ClickAsync();
    }
}
