using System.Text.Json;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>What others write is text on our pages, however long and whatever it looks like.</summary>
public sealed class HostileTextTests : BrowserTests
{
    const string Script = "<script>window.__xss=1</script><img src=x onerror=\"window.__xss=1\">";
    const string Turned = "\u202E\u202Eevil' \"quoted\" \u2066\u05D0\u05D1";

    static readonly string Long = Script + Turned + new string('W', 10_000);

    readonly TestFolder presets = new();

    /// <summary>The operator's own presets hold what their file holds.</summary>
    private protected override async Task<string[]> SettingsAsync()
    {
        object[] all =
        [
            new { name = "hostile/script", title = Cut(Script + Turned + new string('W', 200)), description = Cut(Turned + Long, 500), query = new { measures = new[] { "requests" }, split = "host" } },
            new { name = "hostile/turned", title = Turned, description = Script, query = new { measures = new[] { "requests" } } },
        ];
        await File.WriteAllTextAsync(Path.Combine(presets.Path, "hostile.json"), JsonSerializer.Serialize(all));
        return [$"Gateway:Queries:PresetsFolder={presets.Path}"];
    }

    [OneTimeTearDown]
    public void RemovePresets() => presets.Dispose();

    private protected override async Task PrepareAsync()
    {
        await Gateway.ApplyAsync(Sample.Config(Upstream.Address));
        await Gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "acme", name = Cut(Script + Turned) } },
            apis = new[] { new { id = "orders", tenant = "acme", name = Cut(Turned + Script) } },
            routes = new[] { new { id = new string('w', 64), tenant = "acme", cluster = "main", match = new { hosts = new[] { $"{new string('h', 60)}.{new string('h', 60)}.example.com" }, path = "/" + new string('p', 600) } } },
        });
        await Gateway.KeyAsync(new
        {
            id = "k",
            tenant = "acme",
            name = Cut(Script + new string('W', 200)),
            consumer = Cut(Turned + new string('W', 200)),
            tags = new Dictionary<string, string> { [Cut(Script, 100)] = Cut(Long, 500) },
        });
        await ApiCaller.Root(Gateway).For("acme").PostAsync("dashboards", new
        {
            id = "hostile",
            title = Cut(Turned + Script + new string('W', 200)),
            description = Cut(Long, 2000),
            folder = Cut(Script + new string('W', 100), 100),
            tags = new[] { Cut(Script, 50), Cut(Turned, 50) },
            widgets = new object[]
            {
                new { id = "words", type = "text", title = Cut(Turned + Script), x = 0, y = 0, w = 6, h = 4, options = new { text = $"# {Script}\n\n{Long}" } },
                new { id = "figures", type = "bar", title = Cut(Script + Turned), x = 6, y = 0, w = 6, h = 4, query = new { preset = "hostile/script" }, options = new { note = Cut(Long) } },
                new { id = "one", type = "number", title = Cut(Script + Turned), x = 0, y = 4, w = 3, h = 2, query = new { preset = "hostile/turned" }, options = new { note = Cut(Long) } },
            },
        });
        var caller = ApiCaller.Root(Gateway).For("acme");
        await caller.PostAsync("channels", new { id = "c", name = Cut(Script + new string('W', 200)), type = "log", receives = new { labels = new Dictionary<string, string> { [Cut(Script, 50)] = Cut(Turned, 200) } } });
        await caller.PostAsync("alerts", new
        {
            id = "a",
            name = Cut(Turned + Script + new string('W', 200)),
            description = Cut(Long, 2000),
            when = new { query = new { measures = new[] { "requests" }, split = "host", filters = new[] { new { dimension = "host", op = "is", values = new[] { Script + Turned } } } }, series = Script, reduce = "sum", op = ">", threshold = 1e12 },
            message = Cut(Script + Turned + new string('W', 1500), 2000),
            labels = new Dictionary<string, string> { [Cut(Script, 50)] = Cut(Turned, 200) },
            channels = new[] { "c" },
        });
        await caller.PostAsync("alerts/a/test", new { }, 202);
        await caller.PostAsync("silences", new { id = "s", reason = Cut(Script + Turned + new string('W', 200)), from = TimeProvider.System.GetUtcNow(), to = TimeProvider.System.GetUtcNow().AddHours(1), matches = new { alerts = new[] { "a" } } });
        var spool = Gateway.Services.GetRequiredService<ISpool>();
        foreach (var (text, age) in new[] { (Script, 1), (Turned, 2), (Long, 3) })
        {
            for (var i = 0; i < 5 * age; i++)
                spool.TryAppend(Some.Event(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-age)) with { Route = text, Key = text, Host = text, Path = "/" + text, Consumer = text, Destination = text });
        }

        await Gateway.DrainedAsync(30);
    }

    [TestCase("/t/acme/dashboards/overview", ".widget-bar .ranked-row", 1440)]
    [TestCase("/t/acme/dashboards/overview", ".widget-bar .ranked-row", 390)]
    [TestCase("/t/acme/dashboards/hostile", ".widget-bar .ranked-row", 1440)]
    [TestCase("/t/acme/dashboards/hostile", ".widget-bar .ranked-row", 390)]
    [TestCase("/t/acme/dashboards", ".dashboard-table tbody tr", 390)]
    [TestCase("/t/acme/routes", ".routes-table tbody tr, .cards li", 1440)]
    [TestCase("/t/acme/routes", ".routes-table tbody tr, .cards li", 390)]
    [TestCase("/t/acme/keys", ".keys-table tbody tr, .key-cards li", 1440)]
    [TestCase("/t/acme/keys?key=k", "[role=dialog] form", 390)]
    [TestCase("/t/acme/apis", ".data-table tbody tr", 390)]
    [TestCase("/t/acme/tenants", ".data-table tbody tr", 390)]
    [TestCase("/t/acme/pipeline", ".balance", 390)]
    [TestCase("/t/acme/alerts", ".alert-cards li", 390)]
    [TestCase("/t/acme/alerts", ".alerts-table tbody tr", 1440)]
    [TestCase("/t/acme/alerts/a", ".event-list .event", 390)]
    [TestCase("/t/acme/alerts/a/edit", ".condition-card", 390)]
    [TestCase("/t/acme/alerts/a/edit", ".condition-card", 1440)]
    [TestCase("/t/acme/alert-events?show=all&event=1", ".event-panel", 1440)]
    [TestCase("/t/acme/channels", ".channel-cards li", 390)]
    [TestCase("/t/acme/silences", ".silence-list li", 390)]
    public async Task Hostile_names_and_paths_are_shown_as_text_and_do_not_break_the_page(string address, string ready, int width)
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900);
        await window.GoAsync(address, ready);
        await window.PictureAsync($"hostile-{address.Split('/', '?')[^1]}-{width}");
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        Assert.That(await window.Page.EvaluateAsync<bool>("() => window.__xss === undefined"));
        window.AssertClean();
    }

    [Test]
    public async Task Words_of_an_operators_preset_are_text_in_the_picker_and_on_the_widget()
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        var page = window.Page;
        await window.GoAsync("/t/acme/dashboards/new?edit=1", ".preset");
        await page.GetByLabel("Search the catalogue").FillAsync("hostile");
        await Assertions.Expect(page.Locator(".preset")).ToHaveCountAsync(2);
        await page.Locator(".preset").First.ClickAsync();
        await Assertions.Expect(page.Locator(".preview .ranked-row").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".preset b").First).ToContainTextAsync("<script>window.__xss=1</script>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add widget", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".edit-cell h2").First).ToContainTextAsync("<script>window.__xss=1</script>");
        await window.PictureAsync("hostile-picker");
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        Assert.That(await page.EvaluateAsync<bool>("() => window.__xss === undefined"));
        window.AssertClean();
    }

    [Test]
    public async Task A_filter_in_the_address_is_text_too()
    {
        var filter = Uri.EscapeDataString($$"""[{"dimension":"host","op":"is","values":["{{Script.Replace("\"", "\\\"", StringComparison.Ordinal)}}{{new string('W', 2000)}}"]}]""");
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        // Longer than any value can be: the gateway says so.
        window.Expected.Add(422);
        await window.GoAsync($"/t/acme/dashboards/overview?filters={filter}", ".chip b");
        await window.PictureAsync("hostile-filter");
        Assert.That(await window.Page.Locator(".chip b").TextContentAsync(), Does.StartWith("<script>"));
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        Assert.That(await window.Page.EvaluateAsync<bool>("() => window.__xss === undefined"));
        window.AssertClean();
    }

    static string Cut(string text, int length = 200) => text.Length > length ? text[..length] : text;
}
