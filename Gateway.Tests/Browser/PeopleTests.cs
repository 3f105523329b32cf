using System.Net;
using System.Net.Http.Headers;
using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>People: how they are invited, what they then see, and what they may do about themselves and their team.</summary>
public sealed class PeopleTests : BrowserTests
{
    const string Password = "correct horse battery staple";

    private protected override Task PrepareAsync() => Gateway.ApplyAsync(new
    {
        tenants = new[] { new { id = "acme", name = "Acme" }, new { id = "globex", name = "Globex" } },
        teams = new[] { new { id = "shop", tenant = "acme", name = "Shop" }, new { id = "billing", tenant = "acme", name = "Billing" } },
        clusters = new[] { new { id = "main", tenant = "acme", destinations = new[] { new { id = "a", address = Upstream.Address } } } },
        routes = new object[]
        {
            new { id = "orders", tenant = "acme", team = "shop", cluster = "main", match = new { path = "/orders/{**rest}" } },
            new { id = "invoices", tenant = "acme", team = "billing", cluster = "main", match = new { path = "/invoices/{**rest}" } },
        },
    });

    [Test]
    public async Task An_invited_user_chooses_a_password_and_sees_only_what_the_role_allows()
    {
        await using var admin = await Browser.OpenAsync(Gateway.Admin);
        var page = admin.Page;
        await admin.GoAsync("/t/acme/users?create=true", "[role=dialog] form");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Bo Lind");
        await page.GetByLabel("Sign-in name").FillAsync("bo@example.com");
        await Assertions.Expect(page.GetByLabel("Id", new() { Exact = true })).ToHaveValueAsync("bo-example.com");
        await ChooseAsync(page, "Role 1", "Team viewer");
        await ChooseAsync(page, "Team of role 1", "Shop (shop)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).ClickAsync();
        var link = await page.GetByLabel("The link", new() { Exact = true }).TextContentAsync();
        await admin.PictureAsync("invitation-once", whole: false);
        Assert.That(await admin.AccessibilityAsync(), Is.Empty);
        await page.GetByLabel("I have copied this link").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        Assert.That(await page.ContentAsync(), Does.Not.Contain(link!.Split('=')[1]));
        await Assertions.Expect(page.Locator(".users-table")).ToContainTextAsync("Invited");

        await using var user = await Browser.OpenAsync(Gateway.Admin, signedIn: false);
        user.Expected.UnionWith([401, 403]);
        await EnterAsync(user, new Uri(link!).PathAndQuery + new Uri(link!).Fragment, "Welcome, Bo Lind");
        var own = user.Page;
        await Assertions.Expect(own.Locator(".user-switch")).ToContainTextAsync("Team viewer of shop");
        Assert.That(await own.Locator(".nav-item").AllInnerTextsAsync(), Does.Not.Contain("Users").And.Not.Contain("Audit").And.Not.Contain("Tenants"));
        await user.GoAsync("/t/acme/routes", ".routes-table tbody tr");
        await Assertions.Expect(own.Locator(".routes-table .row-name")).ToHaveTextAsync(["orders"]);
        await Assertions.Expect(own.GetByRole(AriaRole.Link, new() { Name = "New route" })).ToHaveCountAsync(0);
        await user.GoAsync("/t/acme/users", ".empty");
        await Assertions.Expect(own.Locator(".empty h2")).ToHaveTextAsync("You may not see this");
        await user.GoAsync("/t/globex/routes", ".message");
        await Assertions.Expect(own.Locator(".message h1")).ToHaveTextAsync("You cannot see this tenant");

        await admin.GoAsync("/t/acme/users/bo-example.com", ".form-card");
        await ChooseAsync(page, "Role 1", "Team admin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save user" }).ClickAsync();
        await Eventually.HoldsAsync(async () =>
        {
            await user.GoAsync("/t/acme/routes", ".routes-table tbody tr");
            return await own.GetByRole(AriaRole.Link, new() { Name = "New route" }).CountAsync() == 1;
        }, "the new role is in force");
        await user.GoAsync("/t/acme/routes/new", ".form-card");
        await own.GetByLabel("Id", new() { Exact = true }).FillAsync("checkout");
        await own.GetByLabel("Path", new() { Exact = true }).FillAsync("/checkout");
        await ChooseAsync(own, "Cluster", "main");
        await own.GetByRole(AriaRole.Button, new() { Name = "Create route" }).ClickAsync();
        await Assertions.Expect(own.GetByRole(AriaRole.Heading, new() { Name = "checkout", Exact = true })).ToBeVisibleAsync();
        admin.AssertClean();
        user.AssertClean();
    }

    [Test]
    public async Task A_session_ended_in_one_browser_is_over_in_the_other()
    {
        var secret = await InviteAsync("cleo", new { role = "tenantEditor", tenant = "acme" });
        await using var here = await Browser.OpenAsync(Gateway.Admin, signedIn: false);
        await using var there = await Browser.OpenAsync(Gateway.Admin, 390, 844, signedIn: false);
        there.Expected.Add(401);
        await EnterAsync(here, $"/welcome#token={secret}", "Welcome, cleo");
        await there.GoAsync("/sign-in", ".sign-in-card form");
        await there.Page.GetByLabel("Sign-in name").FillAsync("cleo@example.com");
        await there.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await there.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await there.Page.WaitForURLAsync("**/dashboards/overview**");

        await here.GoAsync("/t/acme/profile", ".sessions-table tbody tr");
        await Assertions.Expect(here.Page.Locator(".sessions-table tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(here.Page.Locator(".sessions-table .tag")).ToHaveTextAsync(["This one"]);
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "End all others" }).ClickAsync();
        await here.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End all others" }).ClickAsync();
        await Assertions.Expect(here.Page.Locator(".sessions-table tbody tr")).ToHaveCountAsync(1);

        await there.GoAsync("/t/acme/clusters", ".sign-in-card form");
        Assert.That(Uri.UnescapeDataString(there.Page.Url), Does.Contain("return=/t/acme/clusters"));
        here.AssertClean();
        there.AssertClean();
    }

    [TestCase(1440)]
    [TestCase(390)]
    public async Task A_person_changes_name_and_password_and_makes_a_token_of_their_own(int width)
    {
        var id = $"dana{width}";
        var secret = await InviteAsync(id, new { role = "tenantEditor", tenant = "acme" });
        await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900, signedIn: false);
        window.Expected.Add(422);
        await EnterAsync(window, $"/welcome#token={secret}", $"Welcome, {id}");
        var page = window.Page;
        await window.GoAsync("/t/acme/profile", ".form-card");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Dana Example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save name" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Dana Example");

        await page.GetByLabel("Present password", new() { Exact = true }).FillAsync("not this one at all");
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("another " + Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Present password", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByLabel("Present password", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Present password", new() { Exact = true })).ToHaveValueAsync("");

        await page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name", new() { Exact = true }).FillAsync("Backup script");
        await ChooseAsync(page, "May", "Only: Viewer of acme");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        var token = await page.GetByLabel("The token", new() { Exact = true }).TextContentAsync();
        await page.GetByLabel("I have stored this token").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Viewer of acme");
        Assert.That(await StatusAsync(token!, HttpMethod.Get, "routes"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(token!, HttpMethod.Delete, "routes/orders"), Is.EqualTo(HttpStatusCode.Forbidden));

        await window.SettledAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await window.PictureAsync($"profile-person-{$"{scheme}".ToLowerInvariant()}-{width}");
            Assert.That(await window.OverflowsAsync(), Is.Empty);
            Assert.That(await window.AccessibilityAsync(), Is.Empty);
        }

        window.AssertClean();
    }

    [Test]
    public async Task A_team_gets_a_person_who_is_changed_and_taken_out()
    {
        await InviteAsync("finn", new { role = "tenantViewer", tenant = "acme" });
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        var page = window.Page;
        await window.GoAsync("/t/acme/teams/billing", ".section-card");
        await Assertions.Expect(page.Locator(".link-list")).ToContainTextAsync("invoices");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Person", Exact = true }).FillAsync("fin");
        await page.GetByRole(AriaRole.Option, new() { Name = "finn (finn@example.com)" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        await Assertions.Expect(page.Locator(".people-table tbody")).ToContainTextAsync("Team viewer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for finn" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Make team admin" }).ClickAsync();
        await Assertions.Expect(page.Locator(".people-table tbody")).ToContainTextAsync("Team admin");
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for finn" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove from the team" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove finn" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nobody is in this team yet.");
        window.AssertClean();
    }

    [Test]
    public async Task The_audit_is_narrowed_by_its_address_and_exported_as_narrowed()
    {
        await InviteAsync("gil", new { role = "tenantViewer", tenant = "acme" });
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        var page = window.Page;
        await window.GoAsync("/t/acme/audit?collection=users&action=create&search=gil&from=now-1h&to=now", ".audit-table tbody tr");
        await Assertions.Expect(page.Locator(".audit-table .row-name")).ToHaveTextAsync(["Created user gil"]);
        await Assertions.Expect(page.Locator(".audit-table tbody")).ToContainTextAsync("127.0.0.1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var saving = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "CSV" }).ClickAsync();
        var lines = await File.ReadAllLinesAsync(await (await saving).PathAsync());
        Assert.That(lines, Has.Length.EqualTo(2), "a head and one entry");
        Assert.That(lines[1], Does.Contain("gil"));
        window.AssertClean();
    }

    /// <summary>Takes the link of an invitation, and waits for the first page.</summary>
    static async Task EnterAsync(BrowserPage window, string link, string title)
    {
        await window.GoAsync(link, ".sign-in-card form");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync(title);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await window.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Save password and sign in" }).ClickAsync();
        await window.Page.WaitForURLAsync("**/t/acme/dashboards/overview**");
    }

    Task<string> InviteAsync(string id, params object[] roles) => UserAsync(new { id, tenant = "acme", name = id, signIn = $"{id}@example.com", roles });

    async Task<HttpStatusCode> StatusAsync(string token, HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, new Uri(Gateway.Api.BaseAddress!, address));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("X-Tenant", "acme");
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task ChooseAsync(IPage page, string field, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = field, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
    }
}
