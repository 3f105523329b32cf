using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>What each role is shown, and how roles are given and followed.</summary>
public sealed class RoleTests : BrowserTests
{
    private protected override async Task PrepareAsync()
    {
        await Gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "acme", name = "Acme" } },
            teams = new[] { new { id = "shop", tenant = "acme", name = "Shop" } },
            apis = new[] { new { id = "orders", tenant = "acme", name = "Orders" } },
            clusters = new[] { new { id = "main", tenant = "acme", destinations = new[] { new { id = "a", address = Upstream.Address } } } },
            routes = new[] { new { id = "orders", tenant = "acme", cluster = "main", match = new { path = "/orders/{**rest}" } } },
        });
        await Gateway.KeyAsync(new { id = "mobile", tenant = "acme", name = "Mobile" });
    }

    [Test]
    public async Task A_viewer_sees_no_write_controls_and_no_pages_of_others()
    {
        var secret = await TokenAsync(new { id = "viewer", tenant = "acme", name = "Viewer", roles = new[] { new { role = "tenantViewer", tenant = "acme" } } });
        await using var window = await Browser.OpenAsync(Gateway.Admin, signedIn: false, script: $"sessionStorage.setItem('gateway.token', '{secret}')");
        window.Expected.Add(403);
        var page = window.Page;
        foreach (var (address, ready) in new[]
        {
            ("routes", ".routes-table tbody tr"), ("clusters", ".clusters-table tbody tr"), ("keys", ".keys-table tbody tr"), ("apis", ".data-table tbody tr"), ("teams", ".data-table tbody tr"),
            ("routes/orders", ".form-card"), ("clusters/main", ".form-card"), ("keys?key=mobile", "[role=dialog] form"), ("routes/new", ".message"), ("keys?create=true", ".keys-table tbody tr"),
            ("alerts", ".empty"), ("alerts/new", ".message"), ("alert-events", ".empty"), ("silences?create=true", ".empty"), ("channels", ".empty"), ("channels/new", ".message"),
        })
        {
            await window.GoAsync($"/t/acme/{address}", ready);
            await window.PictureAsync($"viewer-{address.Replace('/', '-').Replace('?', '-')}", whole: false);
            Assert.That(await page.Locator("button, a").Filter(new() { HasTextRegex = new("^(New|Create|Save|Publish|Delete|Rename)") }).CountAsync(), Is.Zero, address);
            Assert.That(await page.Locator("main form:not(.try-form) input:enabled, main form:not(.try-form) textarea:enabled, [role=dialog] form input:enabled, main .mantine-Switch-input").CountAsync(), Is.Zero, address);
            Assert.That(await page.Locator(".nav-item").AllInnerTextsAsync(), Is.EqualTo(new[] { "Dashboards", "Requests", "Alerts", "Routes", "Clusters", "APIs", "Teams and groups", "Keys", "Channels", "Certificates", "Versions" }));
            Assert.That(await window.AccessibilityAsync(), Is.Empty, address);
        }

        foreach (var address in new[] { "tokens", "audit", "pipeline", "tenants", "users" })
        {
            await window.GoAsync($"/t/acme/{address}", ".empty");
            await Assertions.Expect(page.Locator(".empty h2")).ToHaveTextAsync("You may not see this");
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        }

        await window.PictureAsync("viewer-refused");
        window.AssertClean();
    }

    [TestCase(1440)]
    [TestCase(390)]
    public async Task A_token_is_made_shown_once_found_in_the_audit_and_removed(int width)
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900);
        var page = window.Page;
        var name = $"Deploy {width}";
        await window.GoAsync("/t/*/tokens?create=true", "[role=dialog] form");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await ChooseAsync(page, "Role", "Team viewer");
        await ChooseAsync(page, "Tenant", "Acme (acme)");
        await ChooseAsync(page, "Team", "Shop (shop)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        var secret = await page.GetByLabel("The token", new() { Exact = true }).TextContentAsync();
        await window.PictureAsync($"token-once-{width}", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByLabel("I have stored this token").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        Assert.That(await page.ContentAsync(), Does.Not.Contain(secret!));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Team viewer of shop in acme");

        await page.GetByRole(AriaRole.Button, new() { Name = $"Actions for {name}" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Remove {name}" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await window.GoAsync($"/t/acme/audit?search=deploy-{width}", ".audit-table tbody tr, .audit-cards li");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Created access token deploy-{width}" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Before and after")).ToContainTextAsync("teamViewer");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await window.PictureAsync($"audit-entry-{$"{scheme}".ToLowerInvariant()}-{width}", whole: false);
            Assert.That(await window.OverflowsAsync(), Is.Empty);
            Assert.That(await window.AccessibilityAsync(), Is.Empty);
        }

        window.AssertClean();
    }

    static async Task ChooseAsync(IPage page, string field, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = field, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
    }
}
