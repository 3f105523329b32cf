using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Support;

/// <summary>One page and what went wrong on it: errors in the console, failed requests, requests to somewhere else.</summary>
sealed class BrowserPage : IAsyncDisposable
{
    static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(House.Repository.Root, "Gateway.Admin/ui/node_modules/axe-core/axe.min.js")));

    readonly IBrowserContext context;
    readonly Uri admin;
    readonly bool isTab;

    public BrowserPage(IBrowserContext context, IPage page, Uri admin, bool isTab = false)
    {
        (this.context, Page, this.admin, this.isTab) = (context, page, admin, isTab);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Faults.Add($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Faults.Add($"error: {error}");
        page.Request += (_, request) => Note(request);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !Expected.Contains(response.Status))
                Faults.Add($"{response.Status}: {response.Request.Method} {response.Url}");
        };
        page.RequestFailed += (_, request) =>
        {
            // A question that is no longer wanted is called off by the page.
            if (request.Failure != "net::ERR_ABORTED")
                Faults.Add($"{request.Failure}: {request.Url}");
        };
    }

    public IPage Page { get; }

    public ConcurrentBag<string> Faults { get; } = [];

    /// <summary>Refusals that the test brings about; the browser writes them into the console too.</summary>
    public HashSet<int> Expected { get; } = [];

    /// <summary>Where the page may lead besides: whoever signs people in.</summary>
    public Uri? Provider { get; set; }

    /// <summary>How many batches of questions the page has sent.</summary>
    public int Queries { get; private set; }

    /// <summary>Another tab of the same window: what the pages are made of is loaded and translated once.</summary>
    public async Task<BrowserPage> TabAsync() => new(context, await context.NewPageAsync(), admin, isTab: true);

    /// <summary>Opens an address and waits until what it is about is there and nothing waits for the gateway.</summary>
    public async Task GoAsync(string address, string ready)
    {
        await Page.GotoAsync(address);
        await Page.WaitForSelectorAsync(ready);
        await SettledAsync();
    }

    /// <summary>Waits until nothing on the page is busy and the fonts are there.</summary>
    public Task SettledAsync() => Page.WaitForFunctionAsync(
        "() => !document.querySelector('main [aria-busy=\"true\"], .turning') && document.fonts.status === 'loaded'");

    /// <summary>The number of colours on each chart. An empty picture has one or two.</summary>
    public Task<int[]> ChartColoursAsync() => Page.EvaluateAsync<int[]>("""
        () => [...document.querySelectorAll('.chart-canvas canvas')].map((canvas) => {
          // From a copy: the picture itself stays as it is drawn.
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        })
        """);

    /// <summary>What is wider than the window, or than the card it lies in, unless it can be scrolled to or ends in dots.</summary>
    public Task<string[]> OverflowsAsync() => Page.EvaluateAsync<string[]>("""
        () => {
          const found = [];
          const name = (element) => `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').slice(0, 40)}"`;
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);
          const edge = (element, stop) => {
            let { left, right, width } = element.getBoundingClientRect();
            if (!width) return null;
            for (let at = element.parentElement; at && at !== stop; at = at.parentElement) {
              if (getComputedStyle(at).overflowX === 'visible') continue;
              const box = at.getBoundingClientRect();
              left = Math.max(left, box.left); right = Math.min(right, box.right);
            }
            return left < right ? { left, right } : null;
          };
          const outside = (elements, box, stop, where) => {
            for (const element of elements) {
              if (element.closest('.sr-only, .skip-link, svg')) continue;
              const at = edge(element, stop);
              if (at && (at.left < box.left - 1 || at.right > box.right + 1)) found.push(`${name(element)} leaves ${where}`);
            }
          };
          outside(document.querySelectorAll('body *'), { left: 0, right: root.clientWidth }, document.body, 'the window');
          for (const card of document.querySelectorAll('.card')) outside(card.querySelectorAll('*'), card.getBoundingClientRect(), card, name(card));
          return found.slice(0, 10);
        }
        """);

    /// <summary>Serious and critical findings of axe.</summary>
    public async Task<string[]> AccessibilityAsync()
    {
        await Page.EvaluateAsync(Axe.Value + ";undefined");
        var found = await Page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)");
        return [.. from violation in found.EnumerateArray()
                   where violation.GetProperty("impact").GetString() is "serious" or "critical"
                   from node in violation.GetProperty("nodes").EnumerateArray()
                   select $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}"];
    }

    /// <summary>Keeps a picture for people in <c>screenshots/</c>.</summary>
    public Task<byte[]> PictureAsync(string name, bool whole = true) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(House.Repository.Root, "screenshots", name + ".png"), FullPage = whole });

    /// <summary>No fault so far.</summary>
    public void AssertClean() => Assert.That(
        string.Join('\n', Faults.Where(fault => !Expected.Any(status => fault.Contains($"status of {status}", StringComparison.Ordinal)))), Is.Empty, Page.Url);

    public async ValueTask DisposeAsync()
    {
        if (isTab)
            await Page.CloseAsync();
        else
            await context.DisposeAsync();
    }

    void Note(IRequest request)
    {
        var address = new Uri(request.Url);
        if (address.AbsolutePath == "/api/v1/query")
            Queries++;
        if (address.Scheme is "http" or "https" && address.Authority != admin.Authority && address.Authority != Provider?.Authority)
            Faults.Add($"somewhere else: {request.Url}");
    }
}
