using System.Text.Json;
using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>Requests as they come in as JSON, what is refused, and what answers look like.</summary>
public sealed class RequestTests
{
    static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;
    static readonly DateTimeOffset Now = new(2026, 3, 13, 6, 30, 0, TimeSpan.Zero);

    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync() => stand = await QueryStand.CreateAsync(Now, SampleTraffic.Make(20_000, TimeSpan.FromDays(3)));

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    [Test]
    public async Task The_documented_request_gives_the_documented_answer()
    {
        var answer = await RunAsync("""
            { "queries": [ { "ref": "a", "preset": "traffic/requests-per-second" },
                           { "ref": "b", "measures": ["p50", "p95", "p99"], "split": "time" },
                           { "ref": "c", "measures": ["requests", "errorRate"], "split": "route", "limit": 10 },
                           { "ref": "d", "measures": ["requests"] },
                           { "ref": "e", "preset": "performance/heatmap" },
                           { "ref": "f", "preset": "nonsense" } ],
              "range": { "from": "now-24h", "to": "now", "zone": "Europe/Paris", "interval": "auto" },
              "filters": [ { "dimension": "status", "op": "isNot", "values": [404] } ],
              "compare": "previous" }
            """);
        var json = JsonSerializer.SerializeToElement(answer, Web).GetProperty("results");

        var series = json.GetProperty("a");
        Assert.That(series.GetProperty("shape").GetString(), Is.EqualTo("series"));
        Assert.That(series.GetProperty("unit").GetString(), Is.EqualTo("requests/s"));
        Assert.That(series.GetProperty("from").GetString(), Is.EqualTo("2026-03-12T07:30:00+01:00"));
        Assert.That(series.GetProperty("zone").GetString(), Is.EqualTo("Europe/Paris"));
        Assert.That(series.GetProperty("interval").GetString(), Is.EqualTo("15m"));
        Assert.That(series.GetProperty("completeUntil").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(series.GetProperty("source").GetString(), Is.EqualTo("raw"));
        Assert.That(series.GetProperty("exact").GetBoolean(), Is.True);
        Assert.That(series.GetProperty("errorBound").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(series.GetProperty("buckets").GetArrayLength(), Is.EqualTo(96));
        var line = series.GetProperty("series")[0];
        Assert.That(line.GetProperty("name").GetString(), Is.EqualTo("requestsPerSecond"));
        Assert.That(line.GetProperty("values").GetArrayLength(), Is.EqualTo(96));
        Assert.That(line.GetProperty("partial").GetArrayLength(), Is.EqualTo(96));
        Assert.That(series.GetProperty("compare").GetProperty("series").GetArrayLength(), Is.EqualTo(1));

        Assert.That(json.GetProperty("b").GetProperty("series").GetArrayLength(), Is.EqualTo(3));
        var ranking = json.GetProperty("c");
        Assert.That(ranking.GetProperty("shape").GetString(), Is.EqualTo("ranking"));
        Assert.That(ranking.GetProperty("rows")[0].GetProperty("values").GetProperty("errorRate").GetDouble(), Is.GreaterThan(0));
        Assert.That(ranking.GetProperty("total").GetProperty("requests").GetDouble(), Is.EqualTo(json.GetProperty("d").GetProperty("value").GetDouble()));
        Assert.That(json.GetProperty("d").GetProperty("delta").GetDouble(), Is.EqualTo(json.GetProperty("d").GetProperty("value").GetDouble() - json.GetProperty("d").GetProperty("previous").GetDouble()));
        Assert.That(json.GetProperty("e").GetProperty("values").GetArrayLength(), Is.EqualTo(json.GetProperty("e").GetProperty("y").GetArrayLength()));
        var failed = json.GetProperty("f");
        Assert.That(failed.TryGetProperty("shape", out _), Is.False);
        Assert.That(failed.GetProperty("error").GetProperty("errors").GetProperty("queries[5].preset")[0].GetString(), Does.Contain("traffic/requests-per-second"));
    }

    [Test]
    public async Task Everything_that_is_wrong_is_said_at_once_with_its_path()
    {
        var answer = await RunAsync("""
            { "queries": [ { "ref": "a", "measures": ["requests", "speed", "requests"], "split": ["time", "colour"], "limit": 51, "order": "nothing" },
                           { "ref": "a", "measures": ["p95"], "split": ["time", "latency"] },
                           { "measures": [], "split": ["route", "team"], "limit": 0 },
                           { "ref": "p", "preset": "traffic/total", "measures": ["requests"] },
                           { "ref": "q", "measures": ["requests"], "split": "path", "filters": [ { "dimension": "tenant", "values": ["x"] } ] },
                           { "ref": "r", "measures": ["requests"], "split": "time", "order": "p50 up" },
                           { "ref": "s", "measures": ["requests"], "split": "latency" },
                           null ],
              "range": { "from": "yesterday", "to": "2026-03-13T00:00:00", "zone": "Europe/Lutetia", "interval": "7s" },
              "filters": [ { "dimension": "weather", "op": "like", "values": [] },
                           { "dimension": "browser", "values": ["netscape"] },
                           { "dimension": "status", "values": ["4xx", "-1"] },
                           { "dimension": "route", "op": "prefix", "values": [null, "a\u0000b"] },
                           null ],
              "compare": "year" }
            """);
        Assert.That(answer.Results, Is.Empty);
        Assert.That(answer.Errors.Keys, Is.SupersetOf(new[]
        {
            "queries[0].measures[1]", "queries[0].measures[2]", "queries[0].split", "queries[0].limit", "queries[0].order",
            "queries[1].ref", "queries[1].measures", "queries[2].ref", "queries[2].measures", "queries[2].split", "queries[2].limit",
            "queries[3].preset", "queries[4].split", "queries[4].filters[0].dimension", "queries[5].order", "queries[6].split",
            "queries[7].ref", "queries[7].measures",
            "range.from", "range.to", "range.zone", "range.interval",
            "filters[0].dimension", "filters[0].op", "filters[0].values", "filters[1].values[0]", "filters[2].values[0]", "filters[2].values[1]",
            "filters[3].values[0]", "filters[3].values[1]", "filters[4].dimension", "filters[4].values", "compare",
        }));
        Assert.That(answer.Errors["filters[0].dimension"][0], Does.Contain("route").And.Contain("statusClass").And.Not.Contain("tenant"));
        Assert.That(answer.Errors["filters[0].op"][0], Does.Contain("isNot"));
        Assert.That(answer.Errors["filters[1].values[0]"][0], Does.Contain("firefox"));
        Assert.That(answer.Errors["queries[0].measures[1]"][0], Does.Contain("errorRate"));
        Assert.That(answer.Errors["range.interval"][0], Does.Contain("15m"));
        Assert.That(answer.Errors["compare"][0], Does.Contain("previous"));
    }

    [TestCase("now", "now-1h", "auto", "range.from", "before")]
    [TestCase("now-6y", "now", "auto", "range.from", "5 years")]
    [TestCase("now-30d", "now", "1m", "range.interval", "1h or longer")]
    public async Task A_range_that_cannot_be_is_refused(string from, string to, string interval, string path, string message)
    {
        var answer = await stand.Engine.RunAsync(
            new QueryScope("acme"),
            new QueryRequest { Queries = [new Query { Ref = "a", Measures = ["requests"] }], Range = new TimeRange { From = from, To = to, Interval = interval } },
            default);
        Assert.That(answer.Errors.Keys, Is.EqualTo(new[] { path }));
        Assert.That(answer.Errors[path][0], Does.Contain(message));
    }

    [TestCase("""{ "queries": [ { "ref": "a", "measure": ["requests"] } ] }""")]
    [TestCase("""{ "queries": [ { "ref": "a", "measures": ["requests"], "split": 7 } ] }""")]
    [TestCase("""{ "query": [] }""")]
    public void Unknown_fields_and_wrong_types_are_no_request(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<QueryRequest>(json, Web), Throws.InstanceOf<JsonException>());

    [Test]
    public async Task An_empty_request_is_refused_and_an_only_query_that_is_wrong_too()
    {
        Assert.That((await RunAsync("{}")).Errors.Keys, Is.EqualTo(new[] { "queries" }));
        Assert.That((await RunAsync("""{ "queries": [ { "ref": "a", "preset": "x" } ] }""")).Errors.Keys, Is.EqualTo(new[] { "queries[0].preset" }));
    }

    [Test]
    public async Task A_query_that_takes_too_long_fails_alone_and_says_so()
    {
        // The first statement of a batch is quick; sorting 20,000 durations is not, measured by a millisecond.
        var engine = stand.With(new QueryOptions { StatementTimeout = TimeSpan.FromMilliseconds(4) });
        var slow = new QueryRequest
        {
            Queries = [new Query { Ref = "slow", Measures = ["p50", "upstreamP50", "ownP95"], Split = "endpoint", Order = "p99" }],
            Range = new TimeRange { From = "now-4d", To = "now" },
        };
        var answer = await engine.RunAsync(QueryScope.AllTenants, slow, default);
        Assert.That(answer.Results["slow"], Is.InstanceOf<FailedResult>());
        var problem = ((FailedResult)answer.Results["slow"]).Error;
        Assert.That((problem.Status, problem.Title), Is.EqualTo((504, "The query took too long.")));
        Assert.That((await stand.Engine.RunAsync(QueryScope.AllTenants, slow, default)).Results["slow"], Is.InstanceOf<RankingResult>());
    }

    [Test]
    public void A_request_that_is_given_up_stops()
    {
        using var given = new CancellationTokenSource();
        given.Cancel();
        Assert.That(
            async () => await stand.Engine.RunAsync(QueryScope.AllTenants, new QueryRequest { Queries = [new Query { Ref = "a", Measures = ["requests"] }] }, given.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    Task<QueryAnswer> RunAsync(string json) =>
        stand.Engine.RunAsync(new QueryScope("acme"), JsonSerializer.Deserialize<QueryRequest>(json, Web)!, default);
}
