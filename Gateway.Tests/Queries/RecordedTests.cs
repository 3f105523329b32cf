using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>The difference between zero and nothing, and the edges of what is recorded.</summary>
public sealed class RecordedTests
{
    static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    static readonly QueryScope Acme = new("acme");
    static readonly Query Lines = new() { Measures = ["requests", "requestsPerSecond", "errorRate", "p95"], Split = "time" };

    [Test]
    public async Task A_bucket_without_requests_is_zero_inside_the_record_and_null_outside()
    {
        await using var stand = await QueryStand.CreateAsync(Noon.AddMinutes(30), [At(1), At(1.2), At(4.5)]);
        await stand.ReportAsync("a", Noon.AddMinutes(6.5));
        await stand.ReportAsync("b", Noon.AddMinutes(20));
        await stand.ReportAsync("dead", Noon.AddMinutes(2), seen: "now() - interval '6 minutes'");

        var series = await stand.AskAsync<SeriesResult>(Acme, Lines, Range("2026-03-10T11:59:00Z", "2026-03-10T12:09:00Z"));
        Assert.That(series.CompleteUntil, Is.EqualTo(Noon.AddMinutes(6.5)));
        Assert.That(series.Series[0].Values, Is.EqualTo(new double?[] { null, null, 2, 0, 0, 1, 0, 0, null, null }));
        Assert.That(series.Series[1].Values, Is.EqualTo(new double?[] { null, null, 2 / 60d, 0, 0, 1 / 60d, 0, 0, null, null }));
        Assert.That(series.Series[2].Values, Is.EqualTo(new double?[] { null, null, 0, null, null, 0, null, null, null, null }));
        Assert.That(series.Series[3].Values, Is.EqualTo(new double?[] { null, null, 1, null, null, 1, null, null, null, null }));
        Assert.That(series.Series[0].Partial, Is.EqualTo(new[] { false, false, false, false, false, false, false, true, true, true }));
        Assert.That((series.Source, series.Exact, series.ErrorBound, series.Reason), Is.EqualTo(("raw", true, default(double?), default(string))));
    }

    [Test]
    public async Task A_rate_divides_what_is_complete_by_the_seconds_of_the_same_span()
    {
        await using var stand = await QueryStand.CreateAsync(Noon.AddMinutes(30), [At(0), At(6.1), At(6.2), At(6.9)]);
        await stand.ReportAsync("a", Noon.AddMinutes(6.5));
        var series = await stand.AskAsync<SeriesResult>(Acme, Lines, Range("2026-03-10T12:00:00Z", "2026-03-10T12:09:00Z"));
        Assert.That(series.Series[0].Values[6], Is.EqualTo(3));
        Assert.That(series.Series[1].Values[6], Is.EqualTo(2 / 30d).Within(1e-12));
        var number = await stand.AskAsync<NumberResult>(Acme, new Query { Measures = ["requestsPerSecond"] }, Range("2026-03-10T12:00:00Z", "2026-03-10T12:09:00Z"));
        Assert.That(number.Value, Is.EqualTo(3 / 390d).Within(1e-12));
    }

    [Test]
    public async Task A_range_that_moves_with_now_goes_out_to_edges_and_an_absolute_one_keeps_its_ends()
    {
        await using var stand = await QueryStand.CreateAsync(Noon.AddSeconds(100), [At(-120), At(0), At(0.2), At(1.5)]);
        var moving = await stand.AskAsync<SeriesResult>(Acme, Lines, new TimeRange { From = "now-5m", To = "now" });
        Assert.That((moving.From, moving.To), Is.EqualTo((Noon.AddMinutes(-4), Noon.AddMinutes(2))));
        Assert.That(moving.Series[0].Values, Is.EqualTo(new double?[] { 0, 0, 0, 0, 2, 1 }));
        Assert.That(moving.Series[0].Partial, Is.EqualTo(new[] { false, false, false, false, false, true }));
        Assert.That(moving.Series[1].Values[5], Is.EqualTo(1 / 40d).Within(1e-12), "divided by the 40 s that have passed");

        var still = await stand.AskAsync<SeriesResult>(Acme, Lines, Range("2026-03-10T11:59:50Z", "2026-03-10T12:00:10Z"));
        Assert.That(still.Buckets, Is.EqualTo(new[] { Noon.AddMinutes(-1), Noon }));
        Assert.That(still.Series[0].Values, Is.EqualTo(new double?[] { 0, 1 }));
        Assert.That(still.Series[0].Partial, Is.All.True);
        Assert.That(still.Series[1].Values[1], Is.EqualTo(1 / 10d).Within(1e-12));
    }

    [Test]
    public async Task An_empty_answer_says_why()
    {
        await using var stand = await QueryStand.CreateAsync(Noon.AddHours(3), [At(0), At(60)]);
        var total = new Query { Measures = ["requests"] };
        var before = await stand.AskAsync<NumberResult>(Acme, total, Range("2026-03-09T00:00:00Z", "2026-03-09T01:00:00Z"));
        Assert.That((before.Value, before.Reason), Is.EqualTo((default(double?), "nothing recorded in this range")));
        var between = await stand.AskAsync<NumberResult>(Acme, total, Range("2026-03-10T12:10:00Z", "2026-03-10T12:20:00Z"));
        Assert.That((between.Value, between.Reason), Is.EqualTo((0d, "no request in this range matches")));
        var nobody = await stand.AskAsync<NumberResult>(new QueryScope("nobody"), total, Range("2026-03-10T12:00:00Z", "2026-03-10T12:20:00Z"));
        Assert.That((nobody.Value, nobody.Reason), Is.EqualTo((default(double?), "nothing recorded yet")));
        var ranking = await stand.AskAsync<RankingResult>(Acme, total with { Split = "route" }, Range("2026-03-10T12:10:00Z", "2026-03-10T12:20:00Z"));
        Assert.That((ranking.Rows.Count, ranking.Other, ranking.Total["requests"]), Is.EqualTo((0, default(IReadOnlyDictionary<string, double?>), 0d)));
    }

    [Test]
    public async Task When_no_writer_is_live_nothing_is_complete_after_the_last_mark()
    {
        await using var stand = await QueryStand.CreateAsync(Noon.AddHours(3), [At(0)]);
        await stand.ReportAsync("a", Noon.AddMinutes(5), seen: "now() - interval '1 hour'");
        await stand.ReportAsync("b", Noon.AddMinutes(9), seen: "now() - interval '1 hour'");
        var result = await stand.AskAsync<NumberResult>(Acme, new Query { Measures = ["requests"] }, Range("2026-03-10T12:20:00Z", "2026-03-10T12:30:00Z"));
        Assert.That((result.CompleteUntil, result.Value), Is.EqualTo((Noon.AddMinutes(9), default(double?))));
    }

    [Test]
    public async Task A_comparison_is_aligned_by_position()
    {
        await using var stand = await QueryStand.CreateAsync(
            Noon.AddDays(1),
            [.. Enumerable.Range(0, 30).Select(minute => At(minute)), .. Enumerable.Range(0, 10).Select(minute => At(minute - 1440))]);
        var range = Range("2026-03-10T12:10:00Z", "2026-03-10T12:20:00Z");
        var number = await stand.AskAsync<NumberResult>(Acme, new Query { Measures = ["requests"] }, range, compare: "previous");
        Assert.That((number.Value, number.Previous, number.Delta, number.Change), Is.EqualTo((10d, 10d, 0d, 0d)));

        var day = await stand.AskAsync<SeriesResult>(Acme, Lines, Range("2026-03-10T12:00:00Z", "2026-03-10T12:20:00Z"), compare: "day");
        Assert.That(day.Compare!.Buckets, Is.EqualTo(day.Buckets.Select(bucket => bucket.AddDays(-1))));
        Assert.That(day.Compare.Series[0].Values, Is.EqualTo([.. Enumerable.Repeat<double?>(1, 10), .. Enumerable.Repeat<double?>(0, 10)]));

        var week = await stand.AskAsync<NumberResult>(Acme, new Query { Measures = ["requests"] }, range, compare: "week");
        Assert.That((week.Value, week.Previous, week.Delta), Is.EqualTo((10d, default(double?), default(double?))), "nothing was recorded a week before");

        var rows = await stand.AskAsync<RankingResult>(Acme, new Query { Measures = ["requests"], Split = "route" }, Range("2026-03-10T12:00:00Z", "2026-03-10T12:20:00Z"), compare: "day");
        Assert.That(rows.Rows[0].Previous!["requests"], Is.EqualTo(10));
        var lines = await stand.AskAsync<SeriesResult>(Acme, Lines with { Measures = ["requests"], Split = new Split(["time", "route"]) }, Range("2026-03-10T12:00:00Z", "2026-03-10T12:20:00Z"), compare: "day");
        Assert.That(lines.Compare!.Series.Single().Values.Sum(), Is.EqualTo(10));
        var table = await stand.AskAsync<TableResult>(Acme, new Query { Measures = ["requests", "p50"] }, range, compare: "previous");
        Assert.That(table.Columns, Is.EqualTo(new[] { "value", "previous", "delta", "change" }));
        Assert.That(table.Rows[0].Values["previous"], Is.EqualTo(10));
    }

    static TimeRange Range(string from, string to) => new() { From = from, To = to, Interval = "1m" };

    static SampleEvent At(double minute) => new() { Time = Noon.AddMinutes(minute).UtcDateTime, Route = "orders" };
}
