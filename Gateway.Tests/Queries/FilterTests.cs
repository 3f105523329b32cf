using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>Operators on every kind of dimension, and who may see what.</summary>
public sealed class FilterTests
{
    static readonly TimeRange Range = new() { From = "2026-03-10T00:00:00Z", To = "2026-03-12T00:00:00Z" };
    static readonly Query Requests = new() { Measures = ["requests"] };

    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        stand = await QueryStand.CreateAsync(new DateTimeOffset(2026, 3, 13, 0, 0, 0, TimeSpan.Zero), SampleTraffic.Make(3000, TimeSpan.FromDays(2)));
        await stand.ReportAsync("node-1", null);
        await stand.ReportAsync("node-2", null);
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    static IEnumerable<string> DimensionNames => Dimensions.All.Select(dimension => dimension.Name);

    [TestCaseSource(nameof(DimensionNames))]
    public async Task Every_operator_filters_as_the_list_does(string dimension)
    {
        var values = stand.Events.SelectMany(each => Expected.Keys(dimension, each)).Distinct().Order(StringComparer.Ordinal).ToList();
        var some = values.Where(value => value is not null).Take(2).ToList();
        string?[] none = [null];
        await CheckAsync(dimension, "is", [some[0]], keys => keys.Contains(some[0]));
        await CheckAsync(dimension, "isNot", [some[0]], keys => !keys.Contains(some[0]));
        await CheckAsync(dimension, "oneOf", some, keys => keys.Intersect(some).Any());
        await CheckAsync(dimension, "in", [.. some, null], keys => keys.Intersect(some).Any() || keys.Contains(null));
        await CheckAsync(dimension, "isNot", [.. some, null], keys => !keys.Intersect(some).Any() && !keys.Contains(null));
        await CheckAsync(dimension, "is", none, keys => keys.Contains(null));
        await CheckAsync(dimension, "isNot", none, keys => !keys.Contains(null));
        var start = some[0]![..1];
        await CheckAsync(dimension, "prefix", [start], keys => keys.Any(key => key?.StartsWith(start, StringComparison.Ordinal) == true));
    }

    [Test]
    public async Task Filters_of_the_batch_of_the_query_and_of_the_preset_hold_together()
    {
        var result = await stand.AskAsync<RankingResult>(
            new QueryScope("acme"),
            new Query { Preset = "refusals/by-reason", Filters = [new Filter { Dimension = "route", Values = ["orders"] }] },
            Range,
            compare: null,
            new Filter { Dimension = "status", Values = ["401"] });
        var expected = stand.Events.Count(each => each is { Tenant: "acme", Route: "orders", Status: 401 });
        Assert.That(result.Rows.Select(row => (row.Key, row.Values["refusals"])), Is.EqualTo(new[] { ("keyMissing", (double?)expected) }));
    }

    [TestCase("'; drop table events; --")]
    [TestCase("orders' or '1'='1")]
    [TestCase("%")]
    [TestCase("$1")]
    [TestCase("{until}")]
    [TestCase("\\")]
    public async Task Values_that_look_like_SQL_are_only_values(string value)
    {
        foreach (var op in new[] { "is", "prefix" })
            Assert.That(await CountAsync(new QueryScope("acme"), new Filter { Dimension = "route", Op = op, Values = [value] }), Is.Zero);
        Assert.That(await CountAsync(new QueryScope("acme"), new Filter { Dimension = "route", Op = "isNot", Values = [value] }), Is.EqualTo(stand.Events.Count(each => each.Tenant == "acme")));
        Assert.That(await CountAsync(new QueryScope(value)), Is.Null);
    }

    [Test]
    public async Task Two_tenants_never_see_each_other_and_one_that_is_not_set_sees_nothing()
    {
        foreach (var tenant in new[] { "acme", "globex" })
        {
            Assert.That(await CountAsync(new QueryScope(tenant)), Is.EqualTo(stand.Events.Count(each => each.Tenant == tenant)));

            // The second wall: the same statement without any condition on the tenant.
            await using var session = await stand.Database.ReadAsync(tenant, default);
            await using var command = session.Command("select count(*), count(distinct tenant), min(tenant) from events");
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            Assert.That(
                (reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2)),
                Is.EqualTo((stand.Events.LongCount(each => each.Tenant == tenant), 1L, tenant)));
        }

        Assert.That(await CountAsync(QueryScope.AllTenants), Is.EqualTo(stand.Events.Count));
        Assert.That(await CountAsync(new QueryScope("")), Is.Null);
    }

    [Test]
    public async Task A_scope_of_teams_sees_the_routes_of_those_teams()
    {
        Assert.That(
            await CountAsync(new QueryScope("acme") { Teams = ["red"] }),
            Is.EqualTo(stand.Events.Count(each => each is { Tenant: "acme", Team: "red" })));
        Assert.That(await CountAsync(new QueryScope("acme") { Teams = [] }), Is.Zero);
    }

    [Test]
    public async Task Equal_ids_of_two_tenants_stay_apart_where_all_are_seen()
    {
        var ranking = await stand.AskAsync<RankingResult>(QueryScope.AllTenants, Requests with { Split = "route", Limit = 100 }, Range);
        foreach (var tenant in new[] { "acme", "globex" })
        {
            var row = ranking.Rows.Single(each => each is { Key: "orders" } && each.Tenant == tenant);
            Assert.That(row.Values["requests"], Is.EqualTo(stand.Events.Count(each => each.Route == "orders" && each.Tenant == tenant)));
        }

        var own = await stand.AskAsync<RankingResult>(new QueryScope("acme"), Requests with { Split = "route" }, Range);
        Assert.That(own.Rows.Select(row => row.Tenant), Is.All.Null);
    }

    async Task CheckAsync(string dimension, string op, IReadOnlyList<string?> values, Func<IReadOnlyList<string?>, bool> matches)
    {
        var expected = stand.Events.Count(each => matches(Expected.Keys(dimension, each)));
        var filter = new Filter { Dimension = dimension, Op = op, Values = values };
        Assert.That(await CountAsync(QueryScope.AllTenants, filter), Is.EqualTo(expected), $"{dimension} {op} {string.Join(',', values)}");
    }

    async Task<double?> CountAsync(QueryScope scope, params Filter[] filters) =>
        (await stand.AskAsync<NumberResult>(scope, Requests, Range, compare: null, filters)).Value;
}
