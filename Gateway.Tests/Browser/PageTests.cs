using System.Net.Http.Json;
using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>Every page, wide and on the phone, light and dark: whole, quiet, readable. Leaves pictures of all.</summary>
public sealed class PageTests : BrowserTests
{
    static readonly (string Name, string Address, string Ready)[] Pages =
    [
        ("overview", "/t/acme/dashboards/overview", ".widget-bar .ranked-row"),
        ("overview-all-tenants", "/t/*/dashboards/overview", ".widget-bar .ranked-row"),
        ("overview-filtered", "/t/acme/dashboards/overview?filters=%5B%7B%22dimension%22%3A%22route%22%2C%22op%22%3A%22is%22%2C%22values%22%3A%5B%22payments%22%5D%7D%2C%7B%22dimension%22%3A%22statusClass%22%2C%22op%22%3A%22isNot%22%2C%22values%22%3A%5B%224xx%22%5D%7D%5D", ".widget-bar .ranked-row"),
        ("routes", "/t/acme/routes", ".routes-table .spark path, .cards .spark path"),
        ("route", "/t/acme/routes/payments", ".form-card"),
        ("route-json", "/t/acme/routes/payments?tab=json", ".json-view"),
        ("route-new", "/t/acme/routes/new", ".form-card"),
        ("clusters", "/t/acme/clusters", ".data-table tbody tr"),
        ("cluster", "/t/acme/clusters/payments", ".destination"),
        ("keys", "/t/acme/keys", ".keys-table .spark path, .key-cards .spark path"),
        ("key-new", "/t/acme/keys?create=true", "[role=dialog] form"),
        ("key", "/t/acme/keys?key=northwind", "[role=dialog] form"),
        ("apis", "/t/acme/apis", ".data-table tbody tr"),
        ("teams", "/t/acme/teams", ".data-table tbody tr"),
        ("groups", "/t/acme/teams?kind=groups", ".data-table tbody tr"),
        ("certificates", "/t/acme/certificates", ".certificates-table tbody tr"),
        ("alerts", "/t/acme/alerts", ".alerts-table tbody tr, .alert-cards li"),
        ("alerts-empty", "/t/globex/alerts", ".template-list li"),
        ("alert", "/t/acme/alerts/payments-errors", ".back-chart canvas"),
        ("alert-edit", "/t/acme/alerts/payments-errors/edit", ".firing-table tbody tr"),
        ("alert-json", "/t/acme/alerts/payments-errors/edit?view=json", ".back-chart canvas"),
        ("inbox", "/t/acme/alert-events?show=all", ".event-list .event"),
        ("inbox-event", "/t/acme/alert-events?show=all&event=1", ".observed-list li, .delivery-list li"),
        ("silences", "/t/acme/silences", ".silence-list li"),
        ("silence-new", "/t/acme/silences?create=true", "[role=dialog] form"),
        ("channels", "/t/acme/channels", ".channels-table tbody tr, .channel-cards li"),
        ("channel", "/t/acme/channels/hook", ".form-card"),
        ("channel-new", "/t/acme/channels/new", ".type-list li"),
        ("channel-email", "/t/acme/channels/new?type=email", ".form-card"),
        ("pipeline", "/t/acme/pipeline", ".balance"),
        ("nodes", "/t/acme/nodes", ".node-card"),
        ("settings", "/t/acme/settings", ".settings-table tbody tr"),
        ("tenants", "/t/acme/tenants", ".data-table tbody tr"),
        ("audit", "/t/acme/audit", ".audit-table tbody tr, .audit-cards li"),
        ("audit-all-tenants", "/t/*/audit", ".audit-table tbody tr, .audit-cards li"),
        ("tokens", "/t/acme/tokens", ".tokens-table tbody tr, .token-cards li"),
        ("tokens-all-tenants", "/t/*/tokens", ".tokens-table tbody tr, .token-cards li"),
        ("token-new", "/t/*/tokens?create=true", "[role=dialog] form"),
        ("users", "/t/acme/users", ".users-table tbody tr, .user-cards li"),
        ("users-all-tenants", "/t/*/users", ".users-table tbody tr, .user-cards li"),
        ("user-new", "/t/*/users?create=true", "[role=dialog] form"),
        ("user", "/t/acme/users/nora", ".form-card"),
        ("roles", "/t/acme/roles", ".roles-table tbody tr, .role-cards li"),
        ("tenant", "/t/acme/tenants/acme", ".section-card"),
        ("team", "/t/acme/teams/shop", ".section-card .link-list"),
        ("profile-of-token", "/t/acme/profile", ".form-card"),
        ("sign-in", "/sign-in", ".sign-in form"),
        ("sign-in-token", "/sign-in?way=token", ".sign-in form"),
        ("welcome", "/welcome#token={invitation}", ".sign-in form"),
    ];

    static IEnumerable<TestCaseData> Views =>
        from page in Pages
        from width in new[] { 1440, 390 }
        select new TestCaseData(page.Name, page.Address, page.Ready, width).SetArgDisplayNames(page.Name, $"{width}");

    /// <summary>Closed with the browser.</summary>
    readonly Dictionary<(int Width, bool SignedIn), BrowserPage> windows = [];

    string invitation = "";

    private protected override async Task PrepareAsync()
    {
        await Demo.PlayAsync(Gateway, Upstream);
        foreach (var (id, certificate) in new[] { ("shop", TestCertificate.For("shop.example.com", "api.shop.example.com", "static.shop.example.com")), ("old", TestCertificate.Make(["old.example.com"], 6, null)) })
            await ApiCaller.Root(Gateway).PostAsync("certificates", new { id, tenant = "acme", pem = certificate.Pem, key = certificate.Key });
        await TokenAsync(new { id = "observer", name = "Night watch", roles = new[] { new { role = "platformObserver" } } });
        await TokenAsync(new { id = "deploy", tenant = "acme", name = "Deploy pipeline", roles = new[] { new { role = "tenantEditor", tenant = "acme" } }, expiresAt = TimeProvider.System.GetUtcNow().AddDays(9) });
        invitation = await UserAsync(new { id = "nora", tenant = "acme", name = "Nora Nyström", signIn = "nora@example.com", roles = new object[] { new { role = "tenantEditor", tenant = "acme" }, new { role = "teamAdmin", tenant = "acme", team = "shop" } } });
        await AlertsAsync();
        await UserAsync(new { id = "omar", name = "Omar Haddad", signIn = "omar@example.com", roles = new object[] { new { role = "platformObserver" }, new { role = "tenantEditor", tenant = "acme" } } });
    }

    /// <summary>An alert that fired today when the payments failed, who is told, and who is not for a while.</summary>
    async Task AlertsAsync()
    {
        async Task MakeAsync(string collection, object document)
        {
            using var made = await Gateway.Api.PostAsJsonAsync(collection, document);
            Assert.That((int)made.StatusCode, Is.InRange(200, 299), await made.Content.ReadAsStringAsync());
        }

        object Payments(string measure) => new { measures = new[] { measure }, filters = new[] { new { dimension = "route", op = "is", values = new[] { "payments" } } } };
        await MakeAsync("channels", new { id = "hook", tenant = "acme", name = "On-call hook", type = "webhook", settings = new { url = "https://hooks.example.com/alerts", secret = "whsec_c2VjcmV0" }, receives = new { severities = new[] { "critical" } }, enabled = false });
        await MakeAsync("channels", new { id = "log", tenant = "acme", name = "Log", type = "log", receives = new { } });
        await MakeAsync("alerts", new
        {
            id = "payments-errors",
            tenant = "acme",
            name = "Payments error rate",
            severity = "critical",
            when = new
            {
                all = new object[]
                {
                    new { query = Payments("errorRate"), reduce = "weightedAvg", op = ">", threshold = 0.1 },
                    new { any = new object[] { new { query = Payments("requests"), reduce = "sum", op = ">", threshold = 5 }, new { not = new { query = new { measures = new[] { "requestsPerSecond" } }, reduce = "last", against = "week", op = "<", threshold = -0.5 } } } },
                },
            },
            window = "00:10:00",
            every = "00:01:00",
            resolveBelow = 0.05,
            labels = new { team = "payments" },
        });
        await MakeAsync("alerts", new { id = "slow", tenant = "acme", name = "Slow routes", enabled = false, when = new { query = new { preset = "performance/percentiles" }, series = "p95", reduce = "min", op = ">", threshold = 1000 }, each = new { dimension = "route" } });
        await MakeAsync("alerts/payments-errors/test", new { });
        await MakeAsync("silences", new { id = "night", tenant = "acme", reason = "Nightly import", from = TimeProvider.System.GetUtcNow(), weekly = new { days = new[] { "sat", "sun" }, from = "02:00:00", to = "03:00:00", zone = "Europe/Paris" } });
    }

    [TestCaseSource(nameof(Views))]
    public async Task A_page_is_whole_and_quiet_and_readable_in_light_and_dark(string name, string address, string ready, int width)
    {
        var signedIn = address.StartsWith("/t/", StringComparison.Ordinal);
        if (!windows.TryGetValue((width, signedIn), out var whole))
            windows[(width, signedIn)] = whole = await Browser.OpenAsync(Gateway.Admin, width, width > 700 ? 1000 : 844, signedIn: signedIn);
        await using var window = await whole.TabAsync();
        await window.GoAsync(address.Replace("{invitation}", invitation, StringComparison.Ordinal), ready);
        var isOverview = name.StartsWith("overview", StringComparison.Ordinal);
        var charts = isOverview ? (Least: 4, Most: 20) : name is "alert" or "alert-edit" or "alert-json" ? (Least: 1, Most: 3) : (Least: 0, Most: 0);
        if (isOverview)
            await window.Page.WaitForFunctionAsync("() => { const all = [...document.querySelectorAll('.chart-canvas')]; return all.length > 3 && all.every(one => one.querySelector('canvas')); }");

        // Of pages without charts one scheme at each width: what may go wrong with a colour does so at any width.
        foreach (var scheme in isOverview ? [ColorScheme.Light, ColorScheme.Dark] : new[] { width > 700 ? ColorScheme.Light : ColorScheme.Dark })
        {
            var said = $"{scheme}".ToLowerInvariant();
            await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await window.Page.WaitForSelectorAsync($"html[data-mantine-color-scheme={said}]");
            await window.PictureAsync($"{name}-{said}-{width}", whole: !name.StartsWith("key", StringComparison.Ordinal) && name is not ("token-new" or "user-new" or "silence-new" or "inbox-event"));
            await Assert.MultipleAsync(async () =>
            {
                Assert.That(await window.OverflowsAsync(), Is.Empty, said);
                Assert.That(await window.ChartColoursAsync(), Has.Length.InRange(charts.Least, charts.Most).And.All.GreaterThan(8), $"a chart is empty: {said}");
                Assert.That(await window.AccessibilityAsync(), Is.Empty, said);
            });
        }

        window.AssertClean();
    }

    /// <summary>The pictures of the documents, taken anew: <c>dotnet test Gateway.Tests --filter Name~pictures_of_the_documents</c>.</summary>
    [Explicit("Writes docs/images")]
    [TestCase("overview-light", "/t/acme/dashboards/overview", ".widget-bar .ranked-row", 1100, ColorScheme.Light)]
    [TestCase("edit-light", "/t/acme/dashboards/overview?edit=1", ".edit-cell .chart-canvas canvas", 900, ColorScheme.Light)]
    [TestCase("requests-dark", "/t/acme/requests?from=now-24h&to=now", ".request-table tbody tr", 900, ColorScheme.Dark)]
    [TestCase("routes-dark", "/t/acme/routes", ".routes-table .spark path", 800, ColorScheme.Dark)]
    public async Task The_pictures_of_the_documents_show_the_product_as_it_is(string name, string address, string ready, int height, ColorScheme scheme)
    {
        await using var window = await Browser.OpenAsync(Gateway.Admin, 1440, height, scheme);
        await window.GoAsync(address, ready);
        await window.PictureAsync($"../docs/images/{name}", whole: false);
    }
}
