using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>An operator has sums built again from the pipeline page.</summary>
public sealed class RebuildPageTests : BrowserTests
{
    [TestCase(1440)]
    [TestCase(390)]
    public async Task Sums_are_built_again_for_the_chosen_time_and_the_audit_says_so(int width)
    {
        await Gateway.ApplyAsync(Sample.Config(Upstream.Address));
        await Eventually.HoldsAsync(
            async () => (await Gateway.GetAsync("pipeline"))["folds"]!.AsArray().All(fold => fold!["through"] is not null), "every grain has begun", TimeSpan.FromSeconds(60));
        await using var window = await Browser.OpenAsync(Gateway.Admin, width);
        await window.GoAsync("/t/acme/pipeline", ".balance");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Build sums again" }).ClickAsync();
        var build = window.Page.GetByRole(AriaRole.Button, new() { Name = "Build again", Exact = true });
        await Assertions.Expect(build).ToBeVisibleAsync();
        await window.PictureAsync($"rebuild-{width}", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await build.ClickAsync();

        // Within the first minutes of a day there is nothing to build yet.
        await Assertions.Expect(window.Page.GetByText(new Regex("sums are built again|no sums of this time"))).ToBeVisibleAsync();
        await Assertions.Expect(build).ToBeHiddenAsync();
        Assert.That((await Gateway.GetAsync("audit?limit=5"))["items"]!.AsArray().Select(entry => $"{entry!["action"]} {entry["collection"]}"), Does.Contain("rebuild sums"));
        window.AssertClean();
    }
}
