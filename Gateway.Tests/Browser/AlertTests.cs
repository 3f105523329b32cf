using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Gateway.Tests.Browser;

/// <summary>An alert from its chart to its end: made, tried on the past, caused by real traffic, told, read, resolved.</summary>
public sealed class AlertTests : BrowserTests
{
    FakeUpstream? failing;
    FakeHook? hook;
    FakeMailServer? mail;
    volatile bool fails;

    private protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(["Gateway:Channels:LocalAddresses=true"]);

    private protected override async Task PrepareAsync()
    {
        failing = await FakeUpstream.StartAsync(http =>
        {
            http.Response.StatusCode = fails ? 500 : 200;
            return http.Response.WriteAsync("hello");
        });
        hook = await FakeHook.StartAsync();
        mail = FakeMailServer.Start(account: ("ops", "secret"));
        await Gateway.ApplyAsync(Sample.Config(failing.Address));
        await SendAsync(20);
        await Gateway.DrainedAsync(20);
    }

    [OneTimeTearDown]
    public async Task StopOthersAsync()
    {
        if (failing is not null)
            await failing.DisposeAsync();
        if (hook is not null)
            await hook.DisposeAsync();
        if (mail is not null)
            await mail.DisposeAsync();
    }

    [Test]
    public async Task An_alert_is_made_from_a_chart_and_tells_of_real_errors_and_of_their_end()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        var page = window.Page;
        await MakeChannelsAsync(window);

        // From the widget to the form: its question is in it.
        await window.GoAsync("/t/acme/dashboards/overview", "[data-widget=errors] .chart-canvas canvas");
        await page.Locator("[data-widget=errors] .widget-menu").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Alert on this" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Name" })).ToHaveValueAsync("Error rate");
        await Expect(page.GetByLabel("What condition 1 looks at").First).ToHaveValueAsync("Error rate");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("Orders fail");
        await page.GetByLabel("Threshold of condition 1").FillAsync("20");
        await page.GetByText("Critical", new() { Exact = true }).First.ClickAsync();
        foreach (var (field, length) in new[] { ("Check every", "2 s"), ("Looks at the last", "10 s"), ("Wait for late traffic", "1 s") })
            await page.GetByLabel(field).FillAsync(length);

        // What it sees now, what it would have done, and an error at its field, before anything is saved.
        await Expect(page.Locator(".condition-now")).ToContainTextAsync(new Regex("Not met|No data"));
        await Expect(page.Locator(".back-sum")).ToContainTextAsync("not have fired", new() { Timeout = 60_000 });
        await page.GetByLabel("Resolve below").FillAsync("90");
        await Expect(page.GetByText("Must be at most the threshold")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Create alert" })).ToBeDisabledAsync();
        await page.GetByLabel("Resolve below").FillAsync("10");

        // The text is the same draft.
        await page.GetByText("JSON", new() { Exact = true }).ClickAsync();
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "The alert as JSON" });
        await Expect(text).ToHaveValueAsync(new Regex("\"threshold\": 0.2"));
        await text.FillAsync((await text.InputValueAsync()).Replace("\"threshold\": 0.2", "\"threshold\": 0.25", StringComparison.Ordinal));
        await page.GetByText("Form", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Threshold of condition 1")).ToHaveValueAsync("25 %");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create alert" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/alerts/orders-fail$"));
        await Expect(page.Locator(".now-card")).ToContainTextAsync("Checked", new() { Timeout = 30_000 });

        // Real errors: a mail and a post, and a row that nobody has seen.
        fails = true;
        await Eventually.HoldsAsync(
            async () =>
            {
                await SendAsync(5);
                return !hook!.Posts.IsEmpty && !mail!.Mails.IsEmpty;
            },
            "the hook and the mail server are told",
            TimeSpan.FromSeconds(60));
        Assert.Multiple(() =>
        {
            Assert.That(hook!.Posts.First().Json["name"]!.GetValue<string>(), Is.EqualTo("Orders fail"));
            Assert.That(hook.Posts.First().Headers, Does.ContainKey("webhook-signature"));
            Assert.That(mail!.Mails.First().Body, Does.Contain("Orders fail"));
        });
        await Expect(page.Locator(".page-title .tag")).ToHaveTextAsync("Firing", new() { Timeout = 20_000 });
        await Expect(page.Locator(".nav .unseen")).ToHaveTextAsync("1", new() { Timeout = 30_000 });

        await ReadAsync(window);
        fails = false;
        await Eventually.HoldsAsync(
            async () =>
            {
                await SendAsync(5);
                return hook!.Posts.Any(post => post.Json["state"]!.GetValue<string>() == "resolved");
            },
            "the hook is told that it is over",
            TimeSpan.FromSeconds(60));
        await window.GoAsync("/t/acme/alerts/orders-fail", ".event-list .event");
        await Expect(page.Locator(".page-title .tag")).ToHaveTextAsync("OK");
        await Expect(page.Locator(".event-list")).ToContainTextAsync("Resolved");
        await Expect(page.Locator(".firing-table tbody tr")).ToHaveCountAsync(1);
        window.AssertClean();
    }

    /// <summary>The log from the inbox: what was observed, who was told, the dashboard at the time, and all of it seen.</summary>
    static async Task ReadAsync(BrowserPage window)
    {
        var page = window.Page;
        await window.GoAsync("/t/acme/alert-events", ".event-list .event");
        await page.Locator(".event-open").First.ClickAsync();
        var panel = page.GetByRole(AriaRole.Dialog);
        await Expect(panel).ToContainTextAsync("Orders fail");
        await Expect(panel.Locator(".observed-list")).ToContainTextAsync("Met");
        await Expect(panel.Locator(".delivery-list")).ToContainTextAsync("Delivered");
        await Expect(panel.GetByRole(AriaRole.Link, new() { Name = "Open the dashboard" })).ToHaveAttributeAsync("href", new Regex("/dashboards/overview\\?from=.+&to=.+"));
        // Opening it was seeing it.
        await Expect(page.Locator(".nav .unseen")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByText("Nothing new")).ToBeVisibleAsync();
    }

    /// <summary>A webhook on the page with a test, and mail by the API.</summary>
    async Task MakeChannelsAsync(BrowserPage window)
    {
        var page = window.Page;
        await window.GoAsync("/t/acme/alerts", ".no-channel");
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a channel" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Webhook" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("On call");
        await page.GetByLabel("Address").FillAsync(hook!.Address);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Signing secret, optional" }).FillAsync("not to be shown");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create channel" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send test" }).ClickAsync();
        await Expect(page.Locator(".test-answer")).ToContainTextAsync("Delivered");
        Assert.That(await page.ContentAsync(), Does.Not.Contain("not to be shown"));
        Assert.That(hook.Posts, Has.Count.EqualTo(1));
        hook.Posts.Clear();

        using var made = await Gateway.Api.PostAsJsonAsync("channels", new
        {
            id = "mail",
            tenant = "acme",
            name = "Mail",
            type = "email",
            groupWait = "00:00:00",
            receives = new { },
            settings = new { to = "ops@example.com", from = "gateway@example.com", host = "localhost", port = mail!.Port, security = "startTls", user = "ops", password = "secret", certificate = mail.Pem },
        });
        Assert.That((int)made.StatusCode, Is.EqualTo(201), await made.Content.ReadAsStringAsync());
    }

    async Task SendAsync(int count)
    {
        for (var sent = 0; sent < count; sent++)
            (await Gateway.Client.GetAsync("/open/1")).Dispose();
    }
}
