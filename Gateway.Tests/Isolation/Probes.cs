using System.Text;
using System.Text.Json;
using Gateway.Analytics.Queries;

namespace Gateway.Tests.Isolation;

/// <summary>All that somebody of one tenant may try in order to see something of another.</summary>
sealed class Probes(MarkedTenant own, MarkedTenant other, IReadOnlyList<(string Method, string Path)> endpoints, DateTime start)
{
    /// <summary>More in one batch are refused.</summary>
    const int MostQueries = 25;

    static readonly string[] Lists = ["tenants", "teams", "apis", "groups", "clusters", "routes", "keys", "certificates", "tokens", "users", "audit", "dashboards", "alerts", "channels", "silences"];

    string Range => $"from={start:yyyy-MM-ddTHH:mm:ss}Z&to={start.AddHours(1):yyyy-MM-ddTHH:mm:ss}Z&zone=UTC";

    public IEnumerable<Probe> All(PresetCatalogue presets) => [.. Reads(), .. Questions(presets.Describe()), .. Writes()];

    /// <summary>Every address that can be read: lists with search and cursor, the own and the other's ids, in the own tenant, the other and none.</summary>
    public IEnumerable<Probe> Reads()
    {
        var behind = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{other.Id}\n"));
        foreach (var path in endpoints.Where(endpoint => endpoint.Method == "GET").Select(endpoint => endpoint.Path.TrimStart('/')))
        {
            if (path.Contains("{provider}", StringComparison.Ordinal))
                yield return Get(path.Replace("{provider}", other.Of("provider"), StringComparison.Ordinal), null) with { IsCompared = true };
            else if (path.StartsWith("config/versions/{", StringComparison.Ordinal))
            {
                foreach (var probe in OfVersions(path))
                    yield return probe;
            }
            else if (path.Contains('{', StringComparison.Ordinal))
            {
                foreach (var probe in OfThings(path))
                    yield return probe;
            }
            else
            {
                var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
                yield return Get(path, own.Id);
                yield return Get(path, null);
                yield return Get(path, other.Id) with { IsCompared = true };
                yield return Get($"{path}{mark}search={other.Word}", own.Id) with { IsCompared = Lists.Contains(path) };
                yield return Get($"{path}{mark}limit=1", own.Id);
                yield return Get($"{path}{mark}limit=1&cursor={Uri.EscapeDataString(behind)}", own.Id);
            }
        }

        foreach (var filter in new[] { $"actor={other.Word}", $"object={other.Ids["routes"][0]}", $"search={other.Ids["keys"][0]}" })
        {
            yield return Get($"audit?{filter}", own.Id) with { IsCompared = true };
            yield return Get($"audit/export?format=csv&{filter}", own.Id) with { IsCompared = true };
        }

        foreach (var id in other.Ids["dashboards"])
            yield return Get($"dashboards/export?ids={id}", own.Id) with { IsCompared = true };
        yield return Get($"dashboards?folder={other.Of(MarkedTenant.Team, "dashboard-folder")}", own.Id) with { IsCompared = true };
        yield return Get("audit/export?format=csv", own.Id);
        yield return Get("audit/export?format=jsonl", own.Id);
        yield return Get($"routes/{own.Ids["routes"][0]}", own.Id) with { Header = ("If-None-Match", "*") };
    }

    /// <summary>Every version that the stand may have made, with the whole document where there is one.</summary>
    IEnumerable<Probe> OfVersions(string path)
    {
        for (var number = 1; number <= 12; number++)
            yield return Get(path.Replace("{from:int}", "0", StringComparison.Ordinal).Replace("{to:int}", $"{number}", StringComparison.Ordinal).Replace("{number:int}", $"{number}", StringComparison.Ordinal) + "?document=true", own.Id);
    }

    IEnumerable<Probe> OfThings(string path)
    {
        var collection = path.Split('/')[0];
        string At(string id) => path.Replace("{id}", id, StringComparison.Ordinal).Replace("{id:long}", id, StringComparison.Ordinal).Replace("{number:int}", "1", StringComparison.Ordinal) + (path.EndsWith("candidates", StringComparison.Ordinal) ? "?search=z" : "");
        IEnumerable<string> Ids(MarkedTenant of) => collection switch
        {
            "requests" => MarkerStand.RequestsOf(of, start),
            // Some are of the one tenant, some of the other.
            "alert-events" => Enumerable.Range(1, 4).Select(number => $"{number}"),
            _ => of.Ids[collection],
        };
        foreach (var id in Ids(own))
            yield return Get(At(id), own.Id);
        foreach (var id in Ids(other))
        {
            yield return Get(At(id), own.Id) with { IsCompared = true };
            yield return Get(At(id), null) with { IsCompared = true };
            yield return Get(At(id), other.Id) with { IsCompared = true };
        }
    }

    /// <summary>Every preset by both doors, every split, and filters with the other's values.</summary>
    public IEnumerable<Probe> Questions(CatalogueDescription catalogue)
    {
        var queries = catalogue.Presets.Select(preset => Json(new { @ref = preset.Name, preset = preset.Name }))
            .Concat(catalogue.Dimensions.Where(dimension => dimension.Splits).Select(dimension =>
                Json(new { @ref = dimension.Name, measures = new[] { "requests" }, split = dimension.Name, limit = 50 })));
        foreach (var batch in queries.Chunk(MostQueries))
            yield return Query($"[{string.Join(',', batch)}]", "[]");
        var values = other.Traffic(start)[0];
        foreach (var (dimension, value) in new[]
        {
            ("route", values.Route), ("api", values.Api), ("team", values.Team), ("key", values.Key), ("consumer", values.Consumer), ("host", values.Host),
            ("endpoint", values.Endpoint), ("path", values.Path), ("cluster", values.Cluster), ("country", values.Country), ("tenant", other.Id),
        })
        {
            yield return Query(Json(new[] { new { @ref = "a", measures = new[] { "requests" }, split = "key" } }), Json(new[] { new { dimension, values = new[] { value } } }));
            yield return Get($"kpi/query?preset=traffic/top-routes&{Range}&{dimension}={Uri.EscapeDataString(value!)}", own.Id);
            yield return Get($"requests?{Range}&filters={Uri.EscapeDataString(Json(new[] { new { dimension, values = new[] { value } } }))}", own.Id);
        }

        yield return Get($"requests?{Range}", own.Id);
        yield return Get($"requests?{Range}&order=slowest&limit=1", null);
        yield return Get($"requests?{Range}", other.Id) with { IsCompared = true };

        foreach (var preset in catalogue.Presets)
            yield return Get($"kpi/query?preset={preset.Name}&{Range}", own.Id);
        foreach (var team in MarkedTenant.Teams)
        {
            yield return Get($"kpi/query?preset=traffic/top-routes&{Range}&team={MarkedTenant.IdOf(team)}", own.Id);
            yield return Get($"kpi/query?preset=traffic/top-routes&{Range}&team={MarkedTenant.IdOf(team)}&view=consumes", own.Id);
            yield return Get($"kpi/query?preset=traffic/top-routes&{Range}&team={MarkedTenant.IdOf(team)}", other.Id) with { IsCompared = true };
        }

        yield return new Probe("POST", "kpi/query", own.Id, Json(new { preset = "traffic/top-routes", parameters = new { route = other.Ids["routes"] } }));
        yield return Get($"me/usage?{Range}", own.Id);
    }

    /// <summary>Changes that name the other's things, clash with them or reach for them. None of them is right, so nothing comes of them.</summary>
    public IEnumerable<Probe> Writes()
    {
        foreach (var field in new[] { "cluster", "api", "groups" })
        {
            var route = new Dictionary<string, object> { ["id"] = "probe", ["team"] = MarkedTenant.IdOf(MarkedTenant.Team), ["cluster"] = own.Of("cluster-id"), ["match"] = new { path = "/probe" } };
            route[field] = field == "groups" ? new[] { other.Of("group-id") } : other.Of($"{field}-id");
            yield return Post("routes", route);
        }

        yield return Post("keys", new { id = "probe", name = "Probe", allow = new { apis = other.Ids["apis"], routes = other.Ids["routes"], groups = other.Ids["groups"] } });
        yield return Post("alerts", new { id = "probe", name = "Probe", team = MarkedTenant.IdOf(MarkedTenant.Team), dashboard = other.Ids["dashboards"][0], when = new { query = new { }, absent = true } });
        foreach (var trial in new[] { "check", "backtest" })
        {
            var filters = new[] { new { dimension = "route", values = new[] { other.Ids["routes"][0] } } };
            yield return Post($"alerts/{trial}", new { alert = new { id = "probe", name = "Probe", team = MarkedTenant.IdOf(MarkedTenant.Team), when = new { query = new { filters }, absent = true }, each = new { dimension = "host" } } }) with { IsCompared = false };
        }

        for (var number = 1; number <= 4; number++)
            yield return new Probe("POST", $"alert-events/{number}/seen", own.Id, "{}");
        // Says that hosts are taken, not which: the certificate names none of the other.
        var wanted = Support.TestCertificate.For("*.example");
        yield return Post("certificates", new { id = "probe", pem = wanted.Pem, key = wanted.Key }) with { IsCompared = false };
        yield return Post("tokens", new { id = "probe", name = "Probe", roles = new[] { new { role = "tenantViewer", tenant = other.Id } } });
        yield return Post("me/tokens", new { id = "probe", name = "Probe", roles = new[] { new { role = "tenantViewer", tenant = other.Id } } });
        yield return Post("users", new { id = "probe", name = "Probe", signIn = "probe", roles = new[] { new { role = "teamViewer", tenant = other.Id, team = MarkedTenant.IdOf(MarkedTenant.Team) } } });
        // These two say that a value is taken, which a value that nobody has is not.
        yield return Post("users", new { id = "probe", name = "Probe", signIn = other.Of(MarkedTenant.Team, "person-sign-in") }) with { IsCompared = false };
        yield return Post("keys", new { id = "probe", name = "Probe", hash = Convert.ToHexString(Admin.Secrets.KeySecret.Hash(other.Secret)) }) with { IsCompared = false };
        yield return new Probe("PUT", "config?dryRun=true", own.Id, Json(new
        {
            tenants = new[] { new { id = other.Id, name = "Probe" } },
            routes = new[] { new { id = other.Ids["routes"][0], tenant = other.Id, cluster = other.Of("cluster-id"), match = new { path = "/probe" } } },
        }))
        { IsCompared = true };
        yield return new Probe("POST", "config/versions/0/rollback?dryRun=true", own.Id, "{}");
        yield return new Probe("PATCH", $"routes/{own.Ids["routes"][0]}", own.Id, "{}") { Header = ("If-Match", "\"0\"") };
        yield return new Probe("PUT", $"teams/{MarkedTenant.IdOf(MarkedTenant.Team)}/people/{other.Ids["users"][0]}", own.Id, """{"role":"teamViewer"}""") { IsCompared = true };
        yield return new Probe("DELETE", $"teams/{MarkedTenant.IdOf(MarkedTenant.Team)}/people/{other.Ids["users"][0]}", own.Id) { IsCompared = true };
        yield return new Probe("DELETE", $"me/tokens/{other.Ids["tokens"][0]}", own.Id) { IsCompared = true };

        foreach (var (method, path) in endpoints.Where(endpoint => endpoint.Method != "GET" && endpoint.Path.Contains("/{id}", StringComparison.Ordinal)))
        {
            var collection = path.Split('/')[1];
            // A team has the same id in both tenants; what is said of its people is above.
            if (collection is "teams" or "me" or "draft")
                continue;
            var id = other.Ids[collection][0];
            var body = method switch { "DELETE" => null, "PUT" => Json(new { id, name = "" }), "PATCH" => """{"name":"Probe"}""", _ => "{}" };
            var address = path.TrimStart('/').Replace("{id}", id, StringComparison.Ordinal);
            yield return new Probe(method, address, own.Id, body) { IsCompared = true };
            yield return new Probe(method, address, other.Id, body) { IsCompared = true };
        }
    }

    static Probe Get(string address, string? tenant) => new("GET", address, tenant);

    Probe Post(string address, object body) => new("POST", address, own.Id, Json(body)) { IsCompared = true };

    Probe Query(string queries, string filters) => new("POST", "query", own.Id, $$"""
        {"queries":{{queries}},"filters":{{filters}},"range":{"from":"{{start:yyyy-MM-ddTHH:mm:ss}}Z","to":"{{start.AddHours(1):yyyy-MM-ddTHH:mm:ss}}Z"} }
        """);

    static string Json(object value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
