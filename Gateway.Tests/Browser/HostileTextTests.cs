using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>What others write is text on our pages, however long and whatever it looks like.</summary>
public sealed class HostileTextTests : BrowserTests
{
    const string Script = "<script>window.__xss=1</script><img src=x onerror=\"window.__xss=1\">";
    const string Turned = "\u202E\u202Eevil' \"quoted\" \u2066\u05D0\u05D1";

    static readonly string Long = Script + Turned + new string('W', 10_000);

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
    [TestCase("/t/acme/routes", ".routes-table tbody tr, .cards li", 1440)]
    [TestCase("/t/acme/routes", ".routes-table tbody tr, .cards li", 390)]
    [TestCase("/t/acme/keys", ".keys-table tbody tr, .key-cards li", 1440)]
    [TestCase("/t/acme/keys?key=k", "[role=dialog] form", 390)]
    [TestCase("/t/acme/apis", ".data-table tbody tr", 390)]
    [TestCase("/t/acme/tenants", ".data-table tbody tr", 390)]
    [TestCase("/t/acme/pipeline", ".balance", 390)]
    public async Task Hostile_names_and_paths_are_shown_as_text_and_do_not_break_the_page(string address, string ready, int width)
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, width, 900);
        await window.GoAsync(address, ready);
        await window.PictureAsync($"hostile-{address.Split('/', '?')[3]}-{width}");
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        Assert.That(await window.Page.EvaluateAsync<bool>("() => window.__xss === undefined"));
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
