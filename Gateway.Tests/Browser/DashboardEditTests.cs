using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>A dashboard that is built, moved about and tried out with real figures.</summary>
public sealed class DashboardEditTests : EditorTests
{
    private protected override Task PrepareAsync() => Demo.PlayAsync(Gateway, Upstream);

    [Test]
    public async Task A_dashboard_is_built_from_nothing_and_there_after_a_reload()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        var page = window.Page;
        await window.GoAsync("/t/acme/dashboards?create=true", "[role=dialog] form");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Title").FillAsync("Checkout health");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Folder").FillAsync("Shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add widgets" }).ClickAsync();
        await page.WaitForURLAsync("**/t/acme/dashboards/new?edit=1&title=Checkout+health&folder=Shop");
        await Assertions.Expect(page.Locator(".edit-empty")).ToContainTextAsync("Nothing on this dashboard yet");

        // What the address keeps is there after a reload; who leaves with more is asked, and nothing stays behind.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Checkout health");
        await RetitleAsync(page, "Never stored");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Discard the change" }).ClickAsync();
        await page.WaitForURLAsync("**/t/acme/dashboards");
        await Assertions.Expect(page.Locator(".row-name", new() { HasText = "Performance" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".row-name", new() { HasText = "Never stored" }).Or(page.Locator(".row-name", new() { HasText = "Checkout" }))).ToHaveCountAsync(0);
        await window.GoAsync("/t/acme/dashboards/new?edit=1&title=Checkout+health&folder=Shop", ".edit-empty");

        // From the catalogue, with its figures before it is added.
        await page.GetByLabel("Search the catalogue").FillAsync("error rate of the");
        await page.Locator(".preset", new() { HasText = "Error rate of the range" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview .kpi-value")).ToContainTextAsync("%");
        await Assertions.Expect(page.Locator(".edit-landing")).ToHaveAttributeAsync("data-place", "0,0 3x2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add widget", Exact = true }).ClickAsync();
        await page.GetByLabel("Search the catalogue").FillAsync("errors reason");
        await page.Locator(".preset", new() { HasText = "Errors by reason over time" }).ClickAsync();
        await page.GetByLabel("Areas").ClickAsync();
        await Assertions.Expect(page.Locator(".preview canvas")).ToBeVisibleAsync();
        await ChooseAsync(page, "Width", "Third, 4 columns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add widget", Exact = true }).ClickAsync();

        // Composed of measures and splits; what cannot draw the answer is not offered.
        await page.GetByText("Compose", new() { Exact = true }).ClickAsync();
        await page.Locator(".dock").GetByLabel("Title").FillAsync("Slow routes");
        await page.Locator(".dock").GetByRole(AriaRole.Combobox, new() { Name = "Measures" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "95th percentile", Exact = true }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".dock").GetByLabel("Over time").UncheckAsync();
        await ChooseAsync(page, "Split by", "Route");
        await page.Locator(".dock").GetByLabel("Values shown").FillAsync("5");
        await Assertions.Expect(page.Locator(".type-choice button")).ToHaveCountAsync(4);
        await page.Locator(".type-choice").GetByLabel("Table").ClickAsync();
        await Assertions.Expect(page.Locator(".preview tbody tr").Nth(4)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add widget", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close: add widget" }).ClickAsync();

        Assert.That(await PlacesAsync(page), Is.EqualTo("errors-rate-total 0,0 3x2|errors-reasons-over-time 3,0 4x4|own 0,4 6x6"));
        await Assertions.Expect(page.Locator(".edit-count")).ToHaveTextAsync("3 unsaved changes");
        Assert.That(await Acme.StatusAsync("GET", "dashboards/checkout-health"), Is.EqualTo(404), "nothing is stored before Save");
        await SaveAsync(page);
        Assert.That((await Acme.GetAsync("dashboards/checkout-health"))["folder"]!.GetValue<string>(), Is.EqualTo("Shop"));

        await window.GoAsync("/t/acme/dashboards/checkout-health", "[data-widget=own] tbody tr");
        Assert.That(await page.Locator("[data-widget=own] tbody tr").CountAsync(), Is.EqualTo(5).Or.EqualTo(6));
        Assert.That(await window.ChartColoursAsync(), Has.Length.EqualTo(1).And.All.GreaterThan(3));
        Assert.That(await StoredAsync("checkout-health"), Is.EqualTo("errors-rate-total 0,0 3x2|errors-reasons-over-time 3,0 4x4|own 0,4 6x6"));
        window.AssertClean();
    }

    [Test]
    public async Task The_mouse_moves_resizes_and_brings_in_and_what_is_seen_is_what_is_saved()
    {
        await MadeAsync("by-mouse");
        await using var window = await OpenAsync("by-mouse");
        var page = window.Page;

        // The left one over the right one: they swap. Then the right one narrower and higher.
        await DragAsync(page, "[data-widget=a] .edit-head", 1);
        var swapped = await PlacesAsync(page);
        Assert.That(swapped, Is.EqualTo("b 0,4 6x4|a 6,0 6x4|c 0,0 12x4").Or.EqualTo("a 6,0 6x4|b 6,4 6x4|c 0,8 12x4"), swapped);
        await page.Keyboard.PressAsync("Control+z");
        Assert.That(await PlacesAsync(page), Is.EqualTo(Start));

        var corner = await CentreAsync(page, "[data-widget=a] .edit-corner");
        var grid = (await page.Locator(".edit-grid").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(corner.X, corner.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(corner.X - (2 * (grid.Width + 16) / 12) + 5, corner.Y + 75, new() { Steps = 8 });
        await page.Mouse.UpAsync();
        Assert.That(await PlacesAsync(page), Is.EqualTo("a 0,0 4x5|b 6,0 6x4|c 0,5 12x4"));

        // Escape while the button is down puts back; from the catalogue straight into its place.
        await page.Mouse.MoveAsync(corner.X - 200, corner.Y - 150);
        await DragAsync(page, "[data-widget=c] .edit-head", 0, release: false);
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.UpAsync();
        Assert.That(await PlacesAsync(page), Is.EqualTo("a 0,0 4x5|b 6,0 6x4|c 0,5 12x4"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Widget", Exact = true }).ClickAsync();
        await page.GetByLabel("Search the catalogue").FillAsync("error rate");
        var preset = await CentreAsync(page, ".preset:has-text('Error rate of the range')");
        await page.Mouse.MoveAsync(preset.X, preset.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(preset.X - 200, preset.Y, new() { Steps = 4 });
        var there = (await page.Locator(".edit-grid").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(there.X + 60, there.Y + 24, new() { Steps = 6 });
        await Assertions.Expect(page.Locator(".edit-landing")).ToHaveAttributeAsync("data-place", "0,0 3x2");
        await page.Mouse.UpAsync();
        var seen = await PlacesAsync(page);
        Assert.That(seen, Does.StartWith("errors-rate-total 0,0 3x2|"));

        // Duplicate and remove.
        await page.Locator("[data-widget=b] .edit-face").ClickAsync(new() { Position = new() { X = 20, Y = 120 } });
        await page.Locator(".dock").GetByRole(AriaRole.Button, new() { Name = "Duplicate" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-widget=b-2].edit-cell")).ToHaveCountAsync(1);
        await page.Locator(".dock").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-widget=b-2].edit-cell")).ToHaveCountAsync(0);
        Assert.That(await PlacesAsync(page), Is.EqualTo(seen));

        await SaveAsync(page);
        Assert.That(Sorted(await StoredAsync("by-mouse")), Is.EqualTo(Sorted(seen)));
        await window.SettledAsync();
        var drawn = await page.Locator(".widget").EvaluateAllAsync<string[]>("all => all.map(one => { const rect = one.getBoundingClientRect(); return `${one.dataset.widget} ${Math.round(rect.left)} ${Math.round(rect.top)}`; })");
        Assert.That(drawn, Has.Length.EqualTo(4));
        window.AssertClean();
    }

    [Test]
    public async Task The_keyboard_moves_resizes_drops_and_puts_back_and_says_so()
    {
        await MadeAsync("by-keys");
        await using var window = await OpenAsync("by-keys");
        var page = window.Page;
        var cell = page.Locator("[data-widget=a].edit-cell");
        var said = page.Locator(".editor > [role=status]");

        await cell.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(said).ToContainTextAsync("A grabbed, column 1, row 1, 6 wide, 4 high");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(said).ToContainTextAsync("A: column 1, row 9");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(said).ToContainTextAsync("A put back");
        Assert.That(await PlacesAsync(page), Is.EqualTo(Start));
        await Assertions.Expect(cell).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(said).ToContainTextAsync("goes no further");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(said).ToContainTextAsync("A dropped");
        await Assertions.Expect(cell).ToBeFocusedAsync();
        var moved = await PlacesAsync(page);
        Assert.That(moved, Does.Contain("a 0,").And.Contain(" 5x5").And.Not.Contain("a 0,0"));

        // Two steps would be a move and a size; a grab is one.
        await page.Keyboard.PressAsync("Control+z");
        Assert.That(await PlacesAsync(page), Is.EqualTo(Start));
        await page.Keyboard.PressAsync("Control+Shift+z");
        Assert.That(await PlacesAsync(page), Is.EqualTo(moved));

        // Enter opens the settings, Escape closes them and gives the focus back, Delete removes.
        await cell.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".dock h2")).ToHaveTextAsync("Widget settings");
        await page.GetByLabel("Title").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".dock")).ToHaveCountAsync(0);
        await Assertions.Expect(cell).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.Locator(Cell)).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Control+s");
        await page.WaitForURLAsync("**/dashboards/by-keys");
        Assert.That(Sorted(await StoredAsync("by-keys")), Does.Not.Contain("a "));
        window.AssertClean();
    }

    [TestCase(1440)]
    [TestCase(1024)]
    public async Task The_editor_is_as_drawn_in_light_and_dark(int width)
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900);
        await window.GoAsync("/t/acme/dashboards/overview?edit=1", Cell);
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Widget", Exact = true }).ClickAsync();
        await page.GetByLabel("Search the catalogue").FillAsync("error");
        await page.Locator(".preset", new() { HasText = "Errors by reason over time" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview canvas")).ToBeVisibleAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var said = $"{scheme}".ToLowerInvariant();
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.WaitForSelectorAsync($"html[data-mantine-color-scheme={said}]");
            await window.SettledAsync();
            await window.PictureAsync($"edit-{said}-{width}", whole: false);
            Assert.That(await window.OverflowsAsync(), Is.Empty, said);
            Assert.That(await window.AccessibilityAsync(), Is.Empty, said);
        }

        await page.Locator("[data-widget=durations] .edit-face").ClickAsync(new() { Position = new() { X = 60, Y = 150 } });
        await window.PictureAsync($"edit-widget-{width}", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.Locator(".dock").GetByText("Query", new() { Exact = true }).ClickAsync();
        await window.PictureAsync($"edit-query-{width}", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Dashboard settings" }).ClickAsync();
        await window.PictureAsync($"edit-settings-{width}", whole: false);
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        window.AssertClean();
    }

    static string Sorted(string places) => string.Join('|', places.Split('|').Order(StringComparer.Ordinal));

    static async Task<(float X, float Y)> CentreAsync(IPage page, string selector)
    {
        var box = (await page.Locator(selector).First.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    /// <summary>By the head into the right or the left half of the first row.</summary>
    static async Task DragAsync(IPage page, string head, int half, bool release = true)
    {
        var (x, y) = await CentreAsync(page, head);
        var grid = (await page.Locator(".edit-grid").BoundingBoxAsync())!;
        var cell = (await page.Locator(head).First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 20, y + 10, new() { Steps = 3 });
        await page.Mouse.MoveAsync(x + grid.X + (half * (grid.Width + 16) / 2) - cell.X, y + grid.Y - cell.Y + 4, new() { Steps = 8 });
        if (release)
            await page.Mouse.UpAsync();
    }
}
