using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

public sealed class LabelTests
{
    static readonly DateTime Noon = new(2026, 3, 10, 12, 0, 0, DateTimeKind.Utc);
    static readonly TimeRange Range = new() { From = "2026-03-10T12:00:00Z", To = "2026-03-10T12:10:00Z" };

    [Test]
    public async Task Ids_get_their_names_of_now_from_their_own_tenant_and_closed_sets_their_labels()
    {
        await using var stand = await QueryStand.CreateAsync(
            new DateTimeOffset(Noon).AddHours(1),
            [
                new SampleEvent { Time = Noon, Route = "orders", Browser = 1 },
                new SampleEvent { Time = Noon, Route = "orders", Tenant = "globex" },
                new SampleEvent { Time = Noon, Route = "gone" },
                new SampleEvent { Time = Noon, Status = 0 },
            ]);
        var names = new Names();
        var engine = stand.With(new QueryOptions(), names);
        var answer = await engine.RunAsync(
            QueryScope.AllTenants,
            new QueryRequest
            {
                Queries =
                [
                    new Query { Ref = "routes", Measures = ["requests"], Split = "route", Order = "key" },
                    new Query { Ref = "lines", Measures = ["requests"], Split = new Split(["time", "tenant"]) },
                    new Query { Ref = "browsers", Measures = ["requests"], Split = "browser", Order = "key" },
                    new Query { Ref = "classes", Measures = ["requests"], Split = "statusClass", Order = "key" },
                ],
                Range = Range,
            },
            default);

        Assert.That(
            ((RankingResult)answer.Results["routes"]).Rows.Select(row => (row.Tenant, row.Key, row.Label)),
            Is.EqualTo(new[] { ("acme", null, "(none)"), ("acme", "gone", "gone"), ("acme", "orders", "acme's orders"), ("globex", "orders", "globex's orders") }));
        Assert.That(((SeriesResult)answer.Results["lines"]).Series.Select(line => (line.Name, line.Label, line.Tenant)), Is.EqualTo(new[] { ("acme", "*'s acme", default(string)), ("globex", "*'s globex", null) }));
        Assert.That(((RankingResult)answer.Results["browsers"]).Rows.Select(row => (row.Key, row.Label)), Is.EqualTo(new[] { ("unknown", "Unknown"), ("chrome", "Chrome") }));
        Assert.That(((RankingResult)answer.Results["classes"]).Rows.Select(row => (row.Key, row.Label)), Is.EqualTo(new[] { (null, "No answer"), ("2xx", "2xx success") }));
    }

    [Test]
    public async Task A_query_whose_names_cannot_be_had_fails_alone()
    {
        await using var stand = await QueryStand.CreateAsync(new DateTimeOffset(Noon).AddHours(1), [new SampleEvent { Time = Noon, Route = "orders" }]);
        var answer = await stand.With(new QueryOptions(), new Away()).RunAsync(
            new QueryScope("acme"),
            new QueryRequest
            {
                Queries = [new Query { Ref = "routes", Measures = ["requests"], Split = "route" }, new Query { Ref = "total", Measures = ["requests"] }],
                Range = Range,
            },
            default);
        Assert.That(((FailedResult)answer.Results["routes"]).Error.Status, Is.EqualTo(503));
        Assert.That(((NumberResult)answer.Results["total"]).Value, Is.EqualTo(1));
    }

    sealed class Away : INameLookup
    {
        public ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(string tenant, string dimension, IReadOnlyCollection<string> ids, CancellationToken token) =>
            throw new TimeoutException();
    }

    sealed class Names : INameLookup
    {
        public ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(string tenant, string dimension, IReadOnlyCollection<string> ids, CancellationToken token) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, string>>(ids.Where(id => id != "gone").ToDictionary(id => id, id => $"{tenant}'s {id}"));
    }
}
