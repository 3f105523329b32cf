using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Browser;

/// <summary>Two shops and two days of their traffic: the same at every run, but ending now.</summary>
static class Demo
{
    const int Requests = 60_000;

    static readonly RouteShape[] Routes =
    [
        new("search", "catalogue", "discovery", "GET", "api.example.com", "/search", 0.29, 96, 0.0009),
        new("catalog", "catalogue", "discovery", "GET", "api.example.com", "/catalog/{**rest}", 0.20, 61, 0.0004, Open: true),
        new("orders", "orders", "shop", null, "api.example.com", "/orders/{**rest}", 0.15, 184, 0.0018),
        new("media", "media", "platform", "GET", "cdn.example.com", "/media/{**rest}", 0.11, 38, 0.0002, Open: true),
        new("payments", "payments", "billing", "POST", "api.example.com", "/payments/{**rest}", 0.07, 412, 0.0286),
        new("checkout", "orders", "shop", "POST", "shop.example.com", "/checkout", 0.06, 242, 0.0041),
        new("users", "accounts", "identity", null, "api.example.com", "/users/{**rest}", 0.05, 88, 0.0011),
        new("auth", "accounts", "identity", "POST", "id.example.com", "/oauth/{**rest}", 0.03, 142, 0.0007, Open: true),
        new("webhooks", "payments", "billing", "POST", "api.example.com", "/hooks/{provider}", 0.02, 205, 0.0022),
        new("recommend", "catalogue", "discovery", "GET", "api.example.com", "/recommend", 0.01, 231, 0.0013),
        new("reports", "orders", "shop", "GET", "api.example.com", "/reports/{**rest}", 0.005, 1840, 0),
        new("orders.v1", "orders", "shop", null, "api.example.com", "/v1/orders/{**rest}", 0, 0, 0, Enabled: false),
    ];

    static readonly KeyShape[] Keys =
    [
        new("mobile", "Mobile app", "mobile-team", 0.38, ["orders", "catalogue", "accounts"]),
        new("web", "Web shop", "shop", 0.30, null),
        new("northwind", "Partner: Northwind", "northwind", 0.14, ["orders"], Days: 9),
        new("indexer", "Search indexer", "discovery", 0.09, ["catalogue"]),
        new("billing", "Billing worker", "billing", 0.06, ["payments"], Days: 130),
        new("status", "Status page", "platform", 0.03, ["catalogue", "media"]),
        new("loadtest", "Load test", "platform", 0, ["orders"]),
    ];

    static readonly (string Value, double Share)[] Countries =
        [("FR", 0.32), ("DE", 0.22), ("NL", 0.11), ("ES", 0.08), ("IT", 0.07), ("GB", 0.06), ("US", 0.05), ("PL", 0.04), ("", 0.05)];

    static readonly (string Value, double Share)[] Agents =
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", 0.36),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", 0.24),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", 0.10),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", 0.07),
        ("Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", 0.04),
        ("python-requests/2.32.3", 0.12),
        ("curl/8.5.0", 0.07),
    ];

    /// <summary>Sets the gateway up, makes the days and sends a request with each key.</summary>
    public static async Task PlayAsync(TestGateway gateway, FakeUpstream upstream)
    {
        await gateway.ApplyAsync(Config(upstream.Address));
        foreach (var key in Keys)
        {
            var secret = await gateway.KeyAsync(new
            {
                id = key.Id,
                tenant = "acme",
                name = key.Name,
                consumer = key.Consumer,
                allow = key.Apis is null ? null : new { apis = key.Apis },
                expiresAt = key.Days == 0 ? (DateTimeOffset?)null : TimeProvider.System.GetUtcNow().AddDays(key.Days),
                tags = new Dictionary<string, string> { ["plan"] = "gold" },
            });
            if (key.Share > 0)
                await SendAsync(gateway, secret, key.Apis?[0] == "payments" ? "/hooks/one" : key.Apis?[0] == "orders" ? "/orders/1" : "/search");
        }

        using var suspended = await gateway.Api.PatchAsync("keys/loadtest", System.Net.Http.Json.JsonContent.Create(new { enabled = false }));
        Days(gateway.Services.GetRequiredService<ISpool>(), gateway.Services.GetRequiredService<UserAgentCache>());
        await gateway.DrainedAsync(Requests);

        // Two days come late at once: until they are built again, sums lack them.
        await Eventually.HoldsAsync(
            async () => (await gateway.GetAsync("pipeline"))["folds"]!.AsArray().All(fold => fold!["stale"]!.GetValue<long>() == 0),
            "all sums are built",
            TimeSpan.FromMinutes(5));
    }

    static async Task SendAsync(TestGateway gateway, string secret, string target)
    {
        using var request = new HttpRequestMessage(target == "/hooks/one" ? HttpMethod.Post : HttpMethod.Get, target);
        request.Headers.Host = "api.example.com";
        request.Headers.Add("X-Api-Key", secret);
        request.Headers.Add("User-Agent", Agents[0].Value);
        using var answer = await gateway.Client.SendAsync(request);
        NUnit.Framework.Assert.That((int)answer.StatusCode, NUnit.Framework.Is.EqualTo(200), target);
    }

    static object Config(string upstream) => new
    {
        tenants = new[] { new { id = "acme", name = "Acme" }, new { id = "globex", name = "Globex" } },
        teams = Named("acme", ("discovery", "Discovery"), ("shop", "Shop"), ("platform", "Platform"), ("billing", "Billing"), ("identity", "Identity")),
        apis = Named("acme", ("catalogue", "Catalogue"), ("orders", "Orders"), ("media", "Media"), ("payments", "Payments"), ("accounts", "Accounts")),
        groups = Named("acme", ("partners", "Partners"), ("internal", "Internal")),
        clusters = Routes.Select(route => route.Api).Distinct().Select(api => Cluster(api, "acme", upstream)).Append(Cluster("orders", "globex", upstream)),
        routes = Routes.Select((route, at) => new
        {
            id = route.Id,
            tenant = "acme",
            api = route.Api,
            team = route.Team,
            cluster = route.Api,
            enabled = route.Enabled,
            order = at,
            groups = route.Open ? [] : new[] { "partners" },
            match = new { hosts = new[] { route.Host }, path = route.Path, methods = route.Method is null ? [] : new[] { route.Method } },
            access = new { apiKey = route.Open ? "none" : "required" },
        }).Cast<object>().Append(new { id = "orders", tenant = "globex", cluster = "orders", match = new { hosts = new[] { "globex.example.com" } } }),
    };

    static object Cluster(string id, string tenant, string upstream) => new
    {
        id,
        tenant,
        destinations = new[] { new { id = "a", address = upstream }, new { id = "b", address = upstream } },
        healthCheck = new { passive = new { enabled = true } },
    };

    static IEnumerable<object> Named(string tenant, params (string Id, string Name)[] all) => all.Select(one => new { id = one.Id, tenant, name = one.Name });

    static void Days(ISpool spool, UserAgentCache agents)
    {
        var random = new Random(11);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var i = 0; i < Requests; i++)
        {
            // A little more today than yesterday.
            var time = now.AddDays(random.NextDouble() < 0.47 ? -1 : 0).AddSeconds(-86_000 * random.NextDouble());
            // Less at night, most in the evening.
            if (random.NextDouble() > 0.6 + 0.4 * Math.Sin((time.TimeOfDay.TotalHours - 10) / 24 * 2 * Math.PI))
            {
                i--;
                continue;
            }

            spool.TryAppend(One(random, agents, time, failing: now - time is { TotalMinutes: > 225 and < 255 }));
        }
    }

    static RequestEvent One(Random random, UserAgentCache agents, DateTime time, bool failing)
    {
        var isGlobex = random.Next(8) == 0;
        var route = isGlobex ? Routes[2] : Pick(random, Routes.Select(one => (one, one.Share)));
        var key = isGlobex || route.Open ? null : Pick(random, Keys.Select(one => (one, one.Share)));
        var trouble = failing && route.Id == "payments";
        var micros = (long)(route.Median * 1000 * Math.Exp(0.6 * Normal(random)) * (trouble ? 6 : 1));
        var seen = Some.Event(time) with
        {
            Tenant = isGlobex ? "globex" : "acme",
            Route = route.Id,
            Api = isGlobex ? null : route.Api,
            Team = isGlobex ? null : route.Team,
            Cluster = isGlobex ? "orders" : route.Api,
            Host = route.Host,
            Path = route.Path.Split('{')[0],
            Key = key?.Id,
            Consumer = key?.Consumer,
            Method = route.Method == "POST" ? RequestMethod.Post : RequestMethod.Get,
            DurationMicros = micros,
            UpstreamMicros = micros * 9 / 10,
            FirstByteMicros = micros * 9 / 10,
            BytesOut = (long)(9_000 * Math.Exp(0.8 * Normal(random))),
            BytesIn = random.Next(800),
            Country = CountryCode.Parse(Pick(random, Countries)),
            UserAgent = agents.Remember(Pick(random, Agents)),
            ConfigVersion = 1,
        };
        var luck = random.NextDouble();
        return luck < (trouble ? 0.5 : route.Errors) ? seen with { Status = 502, UpstreamStatus = 0, FailedBy = FailedBy.Upstream, Reason = Reason.ConnectFailed }
            : luck < 0.035 ? seen with { Status = 404, UpstreamStatus = 404 }
            : luck < 0.075 ? seen with { Status = 304, UpstreamStatus = 304 }
            : luck > 0.995 && !route.Open ? seen with { Status = 401, UpstreamStatus = 0, Attempts = 0, Key = null, Consumer = null, FailedBy = FailedBy.Policy, Reason = Reason.KeyMissing, UpstreamMicros = -1, DurationMicros = 400 }
            : seen;
    }

    static T Pick<T>(Random random, IEnumerable<(T Value, double Share)> all)
    {
        var luck = random.NextDouble();
        foreach (var (value, share) in all)
        {
            if ((luck -= share) < 0)
                return value;
        }

        return all.First().Value;
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    sealed record RouteShape(
        string Id, string Api, string Team, string? Method, string Host, string Path, double Share, double Median, double Errors, bool Open = false, bool Enabled = true);

    sealed record KeyShape(string Id, string Name, string Consumer, double Share, string[]? Apis, int Days = 0);
}
