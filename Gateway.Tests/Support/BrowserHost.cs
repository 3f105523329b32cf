using System.Text.Json;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Support;


/// <summary>Chromium of this machine: <c>GATEWAY_TEST_BROWSER</c>, else where distributions put it.</summary>
sealed class BrowserHost : IAsyncDisposable
{
    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    readonly IPlaywright playwright;
    readonly IBrowser browser;

    BrowserHost(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Starts it; the test is skipped where there is none, or where the pages were not built.</summary>
    public static async Task<BrowserHost> StartAsync()
    {
        string?[] places = [Environment.GetEnvironmentVariable("GATEWAY_TEST_BROWSER"), .. Places];
        var program = places.FirstOrDefault(File.Exists);
        if (program is null)
            Assert.Ignore("No Chromium here. Name one in GATEWAY_TEST_BROWSER.");
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "ui", "index.html")))
            Assert.Ignore("Built without the pages (BuildUi=false).");
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--no-first-run",
            ],
        });
        return new BrowserHost(playwright, browser);
    }

    /// <summary>A window of its own, signed in unless told otherwise, whose page is watched for faults.</summary>
    public async Task<BrowserPage> OpenAsync(Uri admin, int width = 1440, int height = 1000, ColorScheme scheme = ColorScheme.Light, bool signedIn = true, string? script = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = admin.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/Paris",
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(20_000);
        if (signedIn)
            await context.AddInitScriptAsync($"sessionStorage.setItem('gateway.token', {JsonSerializer.Serialize(TestGateway.Token)})");
        if (script is not null)
            await context.AddInitScriptAsync(script);
        return new BrowserPage(context, await context.NewPageAsync(), admin);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
