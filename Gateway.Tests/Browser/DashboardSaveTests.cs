using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>The forms of the editor, its JSON, and what becomes of two who edit at once.</summary>
public sealed class DashboardSaveTests : EditorTests
{
    private protected override Task PrepareAsync() => Gateway.ApplyAsync(new { tenants = new[] { new { id = "acme", name = "Acme" } } });

    [Test]
    public async Task Settings_of_widgets_and_dashboard_are_edited_undone_and_kept()
    {
        await MadeAsync("by-form");
        await using var window = await OpenAsync("by-form");
        window.Expected.Add(422);
        var page = window.Page;
        await page.Locator("[data-widget=a] .edit-face").ClickAsync(new() { Position = new() { X = 30, Y = 150 } });
        var dock = page.Locator(".dock");
        await dock.GetByLabel("Title").FillAsync("Requests a second");
        await Assertions.Expect(page.Locator("[data-widget=a] .widget-head h2")).ToHaveTextAsync("Requests a second");
        await dock.GetByLabel("Note").FillAsync("all routes");
        await dock.GetByLabel("Decimals").FillAsync("2");
        await dock.GetByRole(AriaRole.Switch, new() { Name = "Ground under the line" }).CheckAsync(new() { Force = true });
        await dock.GetByRole(AriaRole.Button, new() { Name = "Threshold" }).ClickAsync();
        await dock.GetByLabel("Threshold 1: value").FillAsync("0.4");
        await ChooseAsync(page, "Threshold 1: colour", "Red");
        await dock.GetByLabel("Threshold 1: words").FillAsync("Busy");

        // What is wrong stands at its field, and keeps Save off.
        await dock.GetByLabel("Axis from").FillAsync("9");
        await dock.GetByLabel("Axis to").FillAsync("3");
        await Assertions.Expect(dock.Locator(".mantine-InputWrapper-error")).ToContainTextAsync("more than min");
        await Assertions.Expect(page.Locator(".fault-bar")).ToContainTextAsync("Requests a second: options.max");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
        await dock.GetByLabel("Axis to").FillAsync("");
        await Assertions.Expect(page.Locator(".fault-bar")).ToHaveCountAsync(0);
        await dock.GetByLabel("Axis from").FillAsync("");

        // The question: another split, and another type follows from it. One step back undoes both.
        await dock.GetByText("Query", new() { Exact = true }).ClickAsync();
        await dock.GetByLabel("Over time").UncheckAsync();
        await ChooseAsync(page, "Split by", "Key");
        await Assertions.Expect(page.Locator("[data-widget=a] .widget-bar")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-widget=a] .widget-line")).ToBeVisibleAsync();

        // The dashboard itself; the view on screen becomes what it opens with.
        await page.GetByRole(AriaRole.Button, new() { Name = "Dashboard settings" }).ClickAsync();
        await dock.GetByLabel("Title").FillAsync("By form, renamed");
        await dock.GetByLabel("Folder").FillAsync("Shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Last 24 hours" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Last 6 hours" }).ClickAsync();
        await page.WaitForURLAsync("**from=now-6h**");
        await dock.GetByRole(AriaRole.Button, new() { Name = "Save view as default" }).ClickAsync();
        await SaveAsync(page);

        var stored = await Acme.GetAsync("dashboards/by-form");
        Assert.That(stored["title"]!.GetValue<string>(), Is.EqualTo("By form, renamed"));
        Assert.That(stored["folder"]!.GetValue<string>(), Is.EqualTo("Shop"));
        Assert.That(stored["defaults"]!["range"]!["from"]!.GetValue<string>(), Is.EqualTo("now-6h"));
        var options = stored["widgets"]!.AsArray().Single(each => each!["id"]!.GetValue<string>() == "a")!["options"]!;
        Assert.That(JsonNode.DeepEquals(options, JsonNode.Parse("""{ "note": "all routes", "decimals": 2, "ground": true, "more": "routes", "thresholds": [ { "value": 0.4, "color": "error", "label": "Busy" } ] }""")), options.ToJsonString());
        Assert.That(page.Url, Does.EndWith("/dashboards/by-form"), "the view is the dashboard's own now");
        window.AssertClean();
    }

    [Test]
    public async Task Two_who_edit_at_once_lose_nothing()
    {
        await MadeAsync("at-once");
        await using var mine = await OpenAsync("at-once");
        await using var theirs = await OpenAsync("at-once");
        mine.Expected.Add(412);
        await RetitleAsync(theirs.Page, "Theirs");
        await SaveAsync(theirs.Page);

        var page = mine.Page;
        await RetitleAsync(page, "Mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Version 2 was saved by");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Overwrite" })).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "See their version" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Their version" })).ToContainTextAsync("Theirs");
        await mine.PictureAsync("edit-stale", whole: false);
        Assert.That(await mine.AccessibilityAsync(), Is.Empty);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save mine as a copy" }).ClickAsync();
        await page.WaitForURLAsync("**/dashboards/at-once-copy");
        Assert.That((await Acme.GetAsync("dashboards/at-once"))["title"]!.GetValue<string>(), Is.EqualTo("Theirs"));
        Assert.That((await Acme.GetAsync("dashboards/at-once-copy"))["title"]!.GetValue<string>(), Is.EqualTo("Mine (copy)"));

        // The same again, and over theirs after having seen it.
        await mine.GoAsync("/t/acme/dashboards/at-once?edit=1", Cell);
        await theirs.GoAsync("/t/acme/dashboards/at-once?edit=1", Cell);
        await RetitleAsync(theirs.Page, "Theirs again");
        await SaveAsync(theirs.Page);
        await RetitleAsync(page, "Mine at last");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "See their version" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Overwrite" }).ClickAsync();
        await page.WaitForURLAsync("**/dashboards/at-once");
        Assert.That((await Acme.GetAsync("dashboards/at-once"))["title"]!.GetValue<string>(), Is.EqualTo("Mine at last"));
        mine.AssertClean();
        theirs.AssertClean();
    }

    [Test]
    public async Task The_JSON_view_is_checked_as_one_types_and_in_step_with_the_grid()
    {
        await MadeAsync("as-json");
        await using var window = await OpenAsync("as-json");
        window.Expected.Add(422);
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "JSON view" }).ClickAsync();
        var text = page.GetByLabel("Dashboard as JSON");
        var was = await text.InputValueAsync();

        await text.FillAsync(was.Replace("\"requestsPerSecond\"", "\"reqests\"", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".json-faults")).ToContainTextAsync("widgets[0].query.measures[0]");
        await Assertions.Expect(page.Locator(".json-marked")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
        await window.PictureAsync("edit-json", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);

        await text.FillAsync(was.Replace("\"title\": \"A\",", "\"title\": \"A\",,", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".json-faults")).ToContainTextAsync("This is no JSON");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "JSON view" })).ToBeDisabledAsync();
        await text.FillAsync(was.Replace("\"note\"", "\"nota\"", StringComparison.Ordinal).Replace("\"options\": {\n        \"more\"", "\"options\": {\n        \"shine\": 1,\n        \"more\"", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".json-faults")).ToContainTextAsync("widgets[0].options.shine");

        await text.FillAsync(was.Replace("\"title\": \"A\"", "\"title\": \"Written\"", StringComparison.Ordinal).Replace("\"w\": 12", "\"w\": 9", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".json-faults")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "JSON view" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-widget=a] .widget-head h2")).ToHaveTextAsync("Written");
        Assert.That(await PlacesAsync(page), Is.EqualTo("a 0,0 6x4|b 6,0 6x4|c 0,4 9x4"));
        await SaveAsync(page);
        Assert.That(await StoredAsync("as-json"), Does.Contain("c 0,4 9x4"));
        window.AssertClean();
    }

    [Test]
    public async Task Leaving_with_changes_asks_and_who_may_only_look_gets_no_editor()
    {
        await MadeAsync("guarded");
        await using (var window = await OpenAsync("guarded"))
        {
            var page = window.Page;
            await Assertions.Expect(page.Locator(".nav-rail")).ToBeVisibleAsync();
            await RetitleAsync(page, "Unsaved");
            await page.Locator(".nav-item[aria-label=Routes]").ClickAsync();
            var dialog = page.GetByRole(AriaRole.Dialog);
            await Assertions.Expect(dialog).ToContainTextAsync("One change has not been saved");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Unsaved");
            await page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Discard the change" }).ClickAsync();
            await page.WaitForURLAsync("**/dashboards/guarded");
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Three");

            await window.SettledAsync();
            await page.Keyboard.PressAsync("e");
            await page.WaitForURLAsync("**/dashboards/guarded?edit=1");
            await page.WaitForSelectorAsync(Cell);
            await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
            await page.WaitForURLAsync("**/dashboards/guarded");
            window.AssertClean();
        }

        var secret = await TokenAsync(new { id = "looks", tenant = "acme", name = "Looks", roles = new[] { new { role = "tenantViewer", tenant = "acme" } } });
        await using var viewer = await Browser.OpenAsync(Gateway.Admin, signedIn: false, script: $"sessionStorage.setItem('gateway.token', '{secret}')");
        await viewer.GoAsync("/t/acme/dashboards/guarded?edit=1", ".steps");
        await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true })).ToHaveCountAsync(0);
        Assert.That(viewer.Page.Url, Does.Not.Contain("edit"));
        viewer.AssertClean();
    }
}
