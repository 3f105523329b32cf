using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries.FromCells;

/// <summary>What is kept cannot answer everything for ever: then the answer says so, and from when on it could.</summary>
public sealed class NotCoveredTests
{
    static readonly DateTimeOffset First = SampleTraffic.Start;
    static readonly DateTimeOffset Since = First.AddDays(2);
    static readonly DateTimeOffset Now = First.AddDays(16);
    static readonly QueryScope Acme = new("acme");
    static readonly Filter[] TwoDimensions =
    [
        new Filter { Dimension = "country", Values = ["FR", "DE"] },
        new Filter { Dimension = "method", Values = ["GET", "POST", "PUT"] },
    ];

    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        stand = await QueryStand.CreateAsync(Now, SampleTraffic.Make(1500, TimeSpan.FromDays(4)));
        await stand.ReportAsync("node-1", Now.AddHours(-1));
        await stand.ReportAsync("node-2", Now.AddHours(-1));
        await stand.FoldAsync();
        await stand.DropEventsAsync(Since.UtcDateTime);
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Two_conditions_before_the_kept_requests_are_not_covered_and_after_it_they_are()
    {
        var failed = await stand.AskAsync<FailedResult>(Acme, new Query { Measures = ["requests"] }, Span(First.AddDays(1), First.AddDays(3)), null, TwoDimensions);
        Assert.That((failed.Error.Status, failed.Error.Title, failed.Error.CoveredFrom), Is.EqualTo((422, "Not covered.", (DateTimeOffset?)Since)));
        Assert.That(failed.Error.Detail, Does.Contain("kept for 14 days").And.Contain("from 2026-03-12 00:00 UTC on").And.Contain("fewer filters"));

        var number = await stand.AskAsync<NumberResult>(Acme, new Query { Measures = ["requests"] }, Span(Since, First.AddDays(4)), null, TwoDimensions);
        Assert.That((number.Value, number.Source, number.Exact), Is.EqualTo(((double?)Count(Since, First.AddDays(4)), "raw", true)));
    }

    [Test]
    public async Task Others_of_the_batch_answer()
    {
        var answer = await stand.Engine.RunAsync(Acme, new QueryRequest
        {
            Queries = [new Query { Ref = "covered", Measures = ["requests"] }, new Query { Ref = "not", Measures = ["requests"], Filters = TwoDimensions }],
            Range = Span(First, First.AddDays(4)),
        }, default);
        Assert.That(answer.Results["not"], Is.TypeOf<FailedResult>());
        Assert.That(((NumberResult)answer.Results["covered"]).Value, Is.EqualTo(stand.Events.Count(each => each.Tenant == "acme")));
    }

    [Test]
    public async Task Nothing_is_missing_before_the_first_event()
    {
        var before = await stand.AskAsync<NumberResult>(Acme, new Query { Measures = ["requests"] }, Span(First.AddDays(-2), First), null, TwoDimensions);
        Assert.That((before.Value, before.Reason), Is.EqualTo(((double?)null, "nothing recorded in this range")));
        var nobody = await stand.AskAsync<NumberResult>(new QueryScope("nobody"), new Query { Measures = ["requests"] }, Span(First, First.AddDays(3)), null, TwoDimensions);
        Assert.That((nobody.Value, nobody.Reason), Is.EqualTo(((double?)null, "nothing recorded yet")));
    }

    [Test]
    public async Task A_span_smaller_than_any_kept_cell_is_not_covered_and_never_zero()
    {
        var busy = stand.Events.Where(each => each.Tenant == "acme").Min(each => each.Time);
        var failed = await stand.AskAsync<FailedResult>(Acme, new Query { Measures = ["requests"] }, Span(busy.AddTicks(-10), busy.AddTicks(10)));
        Assert.That(failed.Error.CoveredFrom, Is.EqualTo(Since));
    }

    [Test]
    public async Task Buckets_shorter_than_any_kept_cell_are_not_covered()
    {
        var range = Span(First.AddHours(5), First.AddHours(8)) with { Interval = "5m" };
        var series = new Query { Measures = ["requests"], Split = "time" };
        Assert.That(await stand.AskAsync(Acme, new Query { Measures = ["requests"], Split = new Split(["time", "status"]) }, range), Is.TypeOf<FailedResult>());
        Assert.That(await stand.AskAsync(Acme, series, range), Is.TypeOf<FailedResult>());
        Assert.That(await stand.AskAsync(Acme, series, range with { Interval = "15m" }), Is.TypeOf<SeriesResult>());
    }

    [Test]
    public async Task A_comparison_that_is_not_covered_is_left_out_and_the_answer_stands()
    {
        // The range is kept, the span before it is not.
        var range = Span(Since, First.AddDays(4));
        var number = await stand.AskAsync<NumberResult>(Acme, new Query { Measures = ["requests"] }, range, "previous", TwoDimensions);
        Assert.That((number.Value, number.Previous, number.Delta), Is.EqualTo(((double?)Count(Since, First.AddDays(4)), (double?)null, (double?)null)));
        var series = await stand.AskAsync<SeriesResult>(Acme, new Query { Measures = ["requests"], Split = "time" }, range with { Interval = "6h" }, "previous", TwoDimensions);
        Assert.That(series.Series[0].Values.Sum(), Is.EqualTo(number.Value));
        Assert.That(series.Compare, Is.Null);
        var ranking = await stand.AskAsync<RankingResult>(Acme, new Query { Measures = ["requests"], Split = "route" }, range, "previous", TwoDimensions);
        Assert.That(ranking.Rows.Select(row => row.Previous), Is.All.Null);
        foreach (var shaped in new ShapedResult[] { number, series, ranking })
            Assert.That(shaped.NotCompared, Does.Contain("kept for 14 days"));
    }

    int Count(DateTimeOffset from, DateTimeOffset to) => stand.Events.Count(each =>
        each.Tenant == "acme" && each.Time >= from && each.Time < to && each.Country is "FR" or "DE" && TwoDimensions[1].Values!.Contains(Expected.Keys("method", each).Single()));

    static TimeRange Span(DateTimeOffset from, DateTimeOffset to) => new() { From = $"{from:O}", To = $"{to:O}" };
}
