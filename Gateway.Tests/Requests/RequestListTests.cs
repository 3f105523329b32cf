using System.Globalization;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;
using Gateway.Tests.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Requests;

/// <summary>The list of single requests against the list in memory.</summary>
public sealed class RequestListTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 13, 0, 0, 0, TimeSpan.Zero);
    static readonly QueryScope Acme = new("acme") { SeesPersons = true };
    static readonly RequestQuestion All = new() { From = "2026-03-10T00:00:00Z", To = "2026-03-13T00:00:00Z", Limit = 200 };

    RequestStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync() => stand = await RequestStand.CreateAsync(Now, SampleTraffic.Make(3000, TimeSpan.FromDays(2)));

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    static IEnumerable<string> DimensionNames => Dimensions.All.Select(dimension => dimension.Name);

    [Test]
    public async Task Pages_of_the_newest_hold_each_request_once_in_order([Values("acme", "globex", "*")] string tenant)
    {
        var scope = tenant == "*" ? QueryScope.AllTenants : new QueryScope(tenant);
        var rows = await stand.AllAsync(scope, All with { Limit = 70 });
        var expected = stand.Events.Select((each, index) => (each, Id: RequestStand.IdOf(each, index), index))
            .Where(each => tenant == "*" || each.each.Tenant == tenant)
            .OrderByDescending(each => each.each.Time).ThenByDescending(each => each.each.Spool).ThenByDescending(each => each.index)
            .Select(each => each.Id);
        Assert.That(rows.Select(row => row.Id), Is.EqualTo(expected));
    }

    [Test]
    public async Task Pages_of_the_slowest_hold_each_request_once_in_order()
    {
        var rows = await stand.AllAsync(Acme, All with { Limit = 90, Order = "slowest" });
        var expected = stand.Events.Select((each, index) => (each, Id: RequestStand.IdOf(each, index), index))
            .Where(each => each.each.Tenant == "acme")
            .OrderByDescending(each => each.each.DurationMicros).ThenByDescending(each => each.each.Spool).ThenByDescending(each => each.index)
            .Select(each => each.Id);
        Assert.That(rows.Select(row => row.Id), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(DimensionNames))]
    public async Task Every_filter_finds_what_the_list_holds(string dimension)
    {
        var values = stand.Events.SelectMany(each => Expected.Keys(dimension, each)).Distinct().Order(StringComparer.Ordinal).ToList();
        var some = values.OfType<string>().Take(2).ToList();
        await CheckAsync(new Filter { Dimension = dimension, Values = [some[0]] }, keys => keys.Contains(some[0]));
        await CheckAsync(new Filter { Dimension = dimension, Op = "isNot", Values = [some[0], null] }, keys => !keys.Contains(some[0]) && !keys.Contains(null));
        await CheckAsync(new Filter { Dimension = dimension, Op = "oneOf", Values = [.. some, null] }, keys => keys.Intersect(some).Any() || keys.Contains(null));
        await CheckAsync(new Filter { Dimension = dimension, Op = "prefix", Values = [some[0][..1]] }, keys => keys.Any(key => key?.StartsWith(some[0][..1], StringComparison.Ordinal) == true));

        async Task CheckAsync(Filter filter, Func<IReadOnlyList<string?>, bool> fits) => Assert.That(
            await IdsAsync(QueryScope.AllTenants, filter),
            Is.EquivalentTo(Ids(each => fits(Expected.Keys(dimension, each)))),
            $"{dimension} {filter.Op} {string.Join(", ", filter.Values!)}");
    }

    [Test]
    public async Task Duration_and_the_beginning_of_the_path_narrow_together()
    {
        Filter[] filters =
        [
            new() { Dimension = "duration", Op = "gt", Values = ["12.5"] },
            new() { Dimension = "duration", Op = "lt", Values = ["800"] },
            new() { Dimension = "path", Op = "prefix", Values = ["/e/1"] },
        ];
        Assert.That(
            await IdsAsync(Acme, filters),
            Is.EquivalentTo(Ids(each => each.Tenant == "acme" && each.DurationMicros is > 12_500 and < 800_000 && each.Path!.StartsWith("/e/1", StringComparison.Ordinal))).And.Not.Empty);
    }

    [Test]
    public async Task A_trace_id_finds_its_requests_and_one_in_full_has_all_that_is_kept()
    {
        var trace = Guid.NewGuid();
        var (sample, index) = stand.Events.Select((each, at) => (each, at)).First(each => each.each is { Tenant: "acme", User: not null, Groups: not null, Cluster: not null });
        await stand.SetAsync($"trace_id = '{trace}', first_byte_us = 250, upstream_status = 502", $"sequence = {index + 1}");
        var id = RequestStand.IdOf(sample, index);
        Assert.That(await IdsAsync(Acme, new Filter { Dimension = "traceId", Values = [$"{trace:n}"] }), Is.EqualTo(new[] { id }));

        Assert.That(RequestId.TryParse(id, out var known));
        var found = (await stand.With(new QueryOptions(), new EchoNames()).FindOneAsync(Acme, known, default))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.TraceId, Is.EqualTo($"{trace:n}"));
            Assert.That(found.User, Is.EqualTo($"{sample.User:x16}"));
            Assert.That(found.DurationMs, Is.EqualTo(sample.DurationMicros / 1000d));
            Assert.That(found.UpstreamMs, Is.EqualTo(sample.UpstreamMicros / 1000d));
            Assert.That(found.FirstByteMs, Is.EqualTo(0.25));
            Assert.That(found.UpstreamStatus, Is.EqualTo(502));
            Assert.That(found.Status, Is.EqualTo(sample.Status == 0 ? null : (int?)sample.Status));
            Assert.That(found.Attempts, Is.EqualTo(sample.Attempts));
            Assert.That((found.Cluster, found.Destination, found.Path, found.Host), Is.EqualTo((sample.Cluster, sample.Destination, sample.Path, sample.Host)));
            Assert.That(found.Groups, Is.EqualTo(sample.Groups!.Select(group => new Named(group, $"Name of {group}"))));
            Assert.That(found.KeyName, Is.EqualTo($"Name of {sample.Key}"));
            Assert.That(found.Node, Is.EqualTo($"node-{sample.Spool}"));
        }

        Assert.That((await stand.Explorer.FindOneAsync(Acme with { SeesPersons = false }, known, default))!.User, Is.Null);
        Assert.That(await stand.Explorer.FindOneAsync(new QueryScope("globex"), known, default), Is.Null);
        Assert.That(await stand.Explorer.FindOneAsync(Acme with { Teams = ["no-such-team"] }, known, default), Is.Null);
    }

    [Test]
    public async Task A_member_of_a_team_sees_the_requests_to_its_routes_alone()
    {
        var rows = await stand.AllAsync(new QueryScope("acme") { Teams = ["red"] }, All);
        Assert.That(rows.Select(row => row.Id), Is.EquivalentTo(Ids(each => each is { Tenant: "acme", Team: "red" })));
        Assert.That((await stand.PageAsync(QueryScope.Nothing, All)).Items, Is.Empty);
    }

    [Test]
    public async Task Without_the_tenants_condition_row_security_returns_the_same([Values("newest", "slowest")] string order)
    {
        var walled = await stand.AllAsync(Acme, All with { Order = order });
        var open = await stand.AllAsync(Acme with { WithoutTenantCondition = true }, All with { Order = order });
        Assert.That(open, Is.EqualTo(walled).And.Not.Empty);
    }

    [TestCase("from", "yesterday")]
    [TestCase("to", "2026-03-10")]
    [TestCase("zone", "Mars/Phobos")]
    [TestCase("order", "fastest")]
    [TestCase("limit", "201")]
    [TestCase("limit", "0")]
    [TestCase("cursor", "AAAA")]
    [TestCase("filters[0].dimension", "nothing")]
    [TestCase("filters[0].values", "fast", "duration", "gt")]
    [TestCase("filters[0].values", "-1", "duration", "gt")]
    [TestCase("filters[0].op", "5", "duration", "is")]
    [TestCase("filters[0].op", "0af7651916cd43dd8448eb211c80319c", "traceId", "isNot")]
    [TestCase("filters[0].values[0]", "12", "traceId", "is")]
    public async Task What_is_wrong_is_named(string field, string value, string? dimension = null, string? op = null)
    {
        var question = field switch
        {
            "from" => All with { From = value },
            "to" => All with { To = value },
            "zone" => All with { Zone = value },
            "order" => All with { Order = value },
            "limit" => All with { Limit = int.Parse(value, CultureInfo.InvariantCulture) },
            "cursor" => All with { Cursor = value },
            _ => All with { Filters = [new Filter { Dimension = dimension ?? value, Op = op, Values = [value] }] },
        };
        var answer = await stand.Explorer.FindAsync(Acme, question, default);
        Assert.That(answer.Errors.Keys, Is.EqualTo(new[] { field }));
        Assert.That(answer.Page, Is.Null);
    }

    [Test]
    public async Task A_changed_cursor_and_one_of_another_question_are_refused()
    {
        var next = (await stand.PageAsync(Acme, All)).Next!;
        var bytes = Convert.FromBase64String(next);
        bytes[20] ^= 1;
        foreach (var (cursor, question, scope) in new (string, RequestQuestion, QueryScope)[]
        {
            (Convert.ToBase64String(bytes), All, Acme),
            (next[..^4], All, Acme),
            (next + "AAAA", All, Acme),
            ("not base64", All, Acme),
            (next, All with { Order = "slowest" }, Acme),
            (next, All with { Filters = [new Filter { Dimension = "status", Values = ["200"] }] }, Acme),
            (next, All, new QueryScope("globex") { SeesPersons = true }),
        })
        {
            var answer = await stand.Explorer.FindAsync(scope, question with { Cursor = cursor }, default);
            Assert.That(answer.Errors.Keys, Is.EqualTo(new[] { "cursor" }), cursor);
        }
    }

    async Task<IEnumerable<string>> IdsAsync(QueryScope scope, params Filter[] filters) =>
        (await stand.AllAsync(scope, All with { Filters = filters })).Select(row => row.Id);

    IEnumerable<string> Ids(Func<SampleEvent, bool> fits) =>
        stand.Events.Select((each, index) => (each, index)).Where(each => fits(each.each)).Select(each => RequestStand.IdOf(each.each, each.index));

    /// <summary>Every id has a name.</summary>
    sealed class EchoNames : INameLookup
    {
        public ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(string tenant, string dimension, IReadOnlyCollection<string> ids, CancellationToken token) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, string>>(ids.ToDictionary(id => id, id => $"Name of {id}"));
    }
}
