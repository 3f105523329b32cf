using Gateway.Admin.SignIn;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>From a gateway without people to the first admin, out and in again.</summary>
public sealed class SignInTests : BrowserTests
{
    const string Password = "correct horse battery staple";

    FakeIssuer? issuer;

    private protected override async Task<string[]> SettingsAsync()
    {
        issuer = await FakeIssuer.StartAsync(SigningKey.Rsa("first"));
        const string Section = "Gateway:SignIn:Oidc:work:";
        return
        [
            $"{Section}Issuer={issuer.Address}",
            $"{Section}ClientId={FakeSignIn.ClientId}",
            $"{Section}ClientSecret={issuer.SignIn.ClientSecret}",
            $"{Section}Label=Work account",
            $"{Section}Roles:0:Claim=groups",
            $"{Section}Roles:0:Value=gateway-admins",
            $"{Section}Roles:0:Role=tenantEditor",
            $"{Section}Roles:0:Tenant=acme",
        ];
    }

    [OneTimeTearDown]
    public async Task StopIssuerAsync()
    {
        if (issuer is not null)
            await issuer.DisposeAsync();
    }

    private protected override Task PrepareAsync() => Gateway.ApplyAsync(new { tenants = new[] { new { id = "acme", name = "Acme" } } });

    [Test]
    public async Task The_set_up_link_makes_the_first_admin_who_signs_out_and_in_again()
    {
        var secret = await Gateway.Services.GetRequiredService<SetUpLink>().Secret.WaitAsync(TimeSpan.FromSeconds(30));
        await using var window = await Browser.OpenAsync(Gateway.Admin, signedIn: false);
        window.Expected.UnionWith([401, 404, 422]);
        var page = window.Page;
        await window.GoAsync("/", ".sign-in-card form");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("This gateway has no admin yet");
        await window.PictureAsync("sign-in-no-admin", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);

        await window.GoAsync($"/set-up#token={secret}", ".sign-in-card form");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ann Example");
        await page.GetByLabel("Sign-in name").FillAsync("ann@example.com");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("too short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the first admin" }).ClickAsync();
        await Assertions.Expect(page.GetByText("At least 12 characters: 3 more.")).ToBeVisibleAsync();
        await window.PictureAsync("set-up-refused", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the first admin" }).ClickAsync();
        await page.WaitForURLAsync("**/t/acme/dashboards/overview**");
        Assert.That(page.Url, Does.Not.Contain(secret));
        await Assertions.Expect(page.Locator(".user-switch")).ToContainTextAsync("Ann Example");
        await Assertions.Expect(page.Locator(".user-switch")).ToContainTextAsync("Platform admin");

        await window.GoAsync("/t/acme/routes?search=orders", ".empty");
        await SignOutAsync(page);
        await window.GoAsync("/t/acme/routes?search=orders", ".sign-in-card form");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("no admin yet");
        await SignInAsync(page, "ann@example.com", "a wrong password");
        await Assertions.Expect(page.GetByText("The name or the password is wrong.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Password", new() { Exact = true })).ToBeFocusedAsync();
        await window.PictureAsync("sign-in-wrong", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await SignInAsync(page, "Ann@Example.com", Password);
        await page.WaitForURLAsync("**/t/acme/routes?search=orders**");

        await window.GoAsync($"/set-up#token={secret}", ".sign-in-note");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("used up or has expired");
        window.AssertClean();
    }

    [Test]
    public async Task What_a_provider_says_is_shown_and_leaves_the_address_and_a_token_is_a_second_way()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, 390, 844, signedIn: false);
        window.Expected.Add(401);
        var page = window.Page;
        await window.GoAsync("/sign-in#error=The%20provider%20does%20not%20know%20you.", ".sign-in-error");
        await Assertions.Expect(page.Locator(".sign-in-error")).ToHaveTextAsync("The provider does not know you.");
        Assert.That(page.Url, Does.Not.Contain("error"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Use an access token" }).ClickAsync();
        await page.GetByLabel("Access token").FillAsync("not-a-token-of-this-gateway");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The gateway does not accept this token.")).ToBeVisibleAsync();
        await page.GetByLabel("Access token").FillAsync(TestGateway.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/t/acme/dashboards/overview**");
        window.AssertClean();
    }

    [Test]
    public async Task The_button_of_a_provider_leads_there_and_back_to_the_dashboard_and_a_refusal_says_why()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, signedIn: false);
        window.Expected.Add(401);
        window.Provider = new Uri(issuer!.Address);
        var page = window.Page;
        await window.GoAsync("/t/acme/dashboards/overview?from=now-1h&to=now", ".sign-in-card form");
        await window.PictureAsync("sign-in-provider", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);

        issuer.SignIn.Error = "access_denied";
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue with Work account" }).ClickAsync();
        await Assertions.Expect(page.Locator(".sign-in-error")).ToContainTextAsync("Work account");
        Assert.That(page.Url, Does.Not.Contain("error"));
        await window.PictureAsync("sign-in-provider-refused", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);

        issuer.SignIn.Error = null;
        await window.GoAsync("/t/acme/dashboards/overview?from=now-1h&to=now", ".sign-in-card form");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue with Work account" }).ClickAsync();
        await page.WaitForURLAsync("**/t/acme/dashboards/overview?from=now-1h&to=now**");
        await Assertions.Expect(page.Locator(".user-switch")).ToContainTextAsync("Ada Lovelace");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Global overview");
        await window.SettledAsync();
        window.AssertClean();
    }

    static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Sign-in name").FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    static async Task SignOutAsync(IPage page)
    {
        await page.Locator(".user-switch").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await page.Locator(".sign-in-card form").WaitForAsync();
    }
}
