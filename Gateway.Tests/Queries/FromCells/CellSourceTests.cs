using Gateway.Analytics.Queries;
using Gateway.Analytics.Queries.FromCells;
using NUnit.Framework;

namespace Gateway.Tests.Queries.FromCells;

public sealed class CellSourceTests
{
    static readonly QueryScope Acme = new("acme");
    static readonly QueryScope Shop = new("acme") { Teams = ["shop", "pay"] };

    static IEnumerable<TestCaseData> Reads()
    {
        yield return Case(Acme, null, [], "requests", "Tenant total None");
        yield return Case(Acme, null, [], "p95", "Tenant total None Duration");
        yield return Case(Acme, null, [], "users", "Tenant total None users");
        yield return Case(Acme, "status", [], "requests", "Tenant status Values");
        yield return Case(Acme, "statusClass", [], "requests", "Tenant status Values");
        yield return Case(Acme, "route", [], "requests", "Tenant route Values");
        yield return Case(Acme, "route", [], "p95", "Route total ScopeIds Duration");
        yield return Case(Acme, "endpoint", [], "p95", "Tenant endpoint Values Duration");
        yield return Case(Acme, "browser", [], "p95", null);
        yield return Case(Acme, "key", [], "p95", "Key total ScopeIds Duration");
        yield return Case(Acme, null, [Where("route", "orders")], "p95", "Route[orders] total None Duration");
        yield return Case(Acme, "status", [Where("route", "orders")], "requests", "Route[orders] status Values");
        yield return Case(Acme, "route", [Where("route", "orders", "pay")], "requests", "Route[orders,pay] total ScopeIds");
        yield return Case(Acme, "key", [Where("route", "orders")], "requests", "Route[orders] key Values");
        yield return Case(Acme, "endpoint", [Where("key", "k1")], "requests", "Key[k1] endpoint Values");
        yield return Case(Acme, null, [Where("route", "orders"), Where("key", "k1")], "requests", "Route[orders] key None");
        yield return Case(Acme, "route", [Where("status", "500")], "requests", "Route status ScopeIds");
        yield return Case(Acme, null, [Where("country", "FR")], "requests", "Tenant country None");
        yield return Case(Acme, "country", [Where("browser", "chrome")], "requests", null);
        yield return Case(Acme, null, [Where("path", "/a")], "requests", null);
        yield return Case(Acme, null, [Where("group", "gold")], "requests", "Tenant group None");
        yield return Case(Acme, null, [Where("group", "gold", "beta")], "requests", null);
        yield return Case(Acme, "group", [], "requests", "Tenant group Values");
        yield return Case(Acme, null, [Where("route", "orders"), Where("country", "FR"), Where("status", "500")], "requests", null);
        yield return Case(Acme, "route", [], "users", "Route total ScopeIds users");
        yield return Case(Shop, null, [], "users", "Team[shop,pay] total None users");
        yield return Case(Shop, "team", [], "p95", "Team[shop,pay] total ScopeIds Duration");
        yield return Case(Shop, null, [Where("team", "pay", "other")], "requests", "Team[pay] total None");
        yield return Case(Shop, "status", [], "requests", "Team[shop,pay] status Values");
        yield return Case(Shop, null, [Where("route", "orders")], "requests", "Team[shop,pay] route None");
        yield return Case(Shop, "status", [Where("route", "orders")], "requests", null);
        yield return Case(QueryScope.AllTenants, "tenant", [], "p95", "Tenant total Tenants Duration");
        yield return Case(QueryScope.AllTenants, "tenant", [Where("status", "500")], "requests", "Tenant status Tenants");
        yield return Case(QueryScope.AllTenants, "status", [Where("tenant", "acme")], "requests", "Tenant status Values in tenants");
    }

    [TestCaseSource(nameof(Reads))]
    public void A_read_is_answered_by_the_smallest_cells_that_hold_it(QueryScope scope, string? by, Filter[] filters, string measure, string? expected)
    {
        var errors = new Dictionary<string, List<string>>();
        var query = new QueryReader(new PresetCatalogue([], new QueryOptions()), scope, "query", errors)
            .Read(new Query { Measures = [measure], Split = by is null ? null : new Split([by]), Filters = filters }, []);
        Assert.That(errors, Is.Empty);
        var source = CellSource.All(scope, Gateway.Analytics.Queries.Reads.Of(query!, new Window(default, default, []))).FirstOrDefault();
        Assert.That(source is null ? null : Show(source), Is.EqualTo(expected));
    }

    static string Show(CellSource source) =>
        $"{source.Scope}{(source.ScopeIds is { } ids ? $"[{string.Join(',', ids)}]" : "")} {source.Dimension} {source.Keys}"
        + (source.Times == 0 ? "" : $" {source.Times}") + (source.Users ? " users" : "") + (source.OfTenants.Count > 0 ? " in tenants" : "");

    static TestCaseData Case(QueryScope scope, string? by, Filter[] filters, string measure, string? expected) =>
        new TestCaseData(scope, by, filters, measure, expected)
            .SetArgDisplayNames(scope.Teams is null ? scope.Tenant : "teams", by ?? "-", string.Join('&', filters.Select(filter => filter.Dimension)), measure);

    static Filter Where(string dimension, params string[] values) => new() { Dimension = dimension, Values = values };
}
