using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries.FromCells;

/// <summary>
/// Local days of zones at whole, half and quarter hours, over a change of the clock two months ago, when some or all of the
/// single requests are no longer kept. Undivided traffic is exact in every zone; what only hours hold says where it is not.
/// </summary>
/// <param name="clockChange">A day around whose midnight (UTC) two days of traffic lie on either side.</param>
/// <param name="dropped">How many days after the traffic's first one the single requests begin.</param>
[TestFixture("2026-03-29", 2)]
[TestFixture("2026-03-29", 8)]
[TestFixture("2026-10-25", 2)]
[TestFixture("2026-10-25", 8)]
public sealed class KeptZoneTests(string clockChange, int dropped)
{
    static readonly string[] Zones = ["UTC", "Europe/Paris", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns"];

    readonly DateTime first = DateTime.Parse(clockChange, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal).AddDays(-3);

    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        var now = new DateTimeOffset(first).AddDays(63);
        stand = await QueryStand.CreateAsync(now, [.. SampleTraffic.Make(3000, TimeSpan.FromDays(7), seed: 3, start: first), .. SampleTraffic.Make(50, TimeSpan.FromDays(1), seed: 4, start: now.UtcDateTime.AddDays(-2))]);
        await stand.ReportAsync("node-1", now.AddHours(-1));
        await stand.ReportAsync("node-2", now.AddHours(-1));
        await stand.FoldAsync();
        await stand.DropEventsAsync(first.AddDays(dropped));
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    [TestCaseSource(nameof(Zones))]
    public async Task Day_bars_of_undivided_traffic_hold_the_local_dates_and_sum_to_the_total(string zone)
    {
        var range = Days(zone);
        var series = await stand.AskAsync<SeriesResult>(QueryScope.AllTenants, new Query { Measures = ["requests", "errorRate", "p95"], Split = "time" }, range);
        var number = await stand.AskAsync<NumberResult>(QueryScope.AllTenants, new Query { Measures = ["requests"] }, range);
        var inUtc = await stand.AskAsync<NumberResult>(QueryScope.AllTenants, new Query { Measures = ["requests"] }, range with { Zone = "UTC" });
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var byDate = stand.Events.ToLookup(each => TimeZoneInfo.ConvertTimeFromUtc(each.Time, local).Date);

        Assert.That(series.Buckets.Select(bucket => bucket.DateTime), Is.EqualTo(Enumerable.Range(1, 5).Select(day => first.AddDays(day))));
        foreach (var (bucket, index) in series.Buckets.Select((bucket, index) => (bucket, index)))
        {
            List<SampleEvent> own = [.. byDate[bucket.Date]];
            Assert.That(series.Series[0].Values[index], Is.EqualTo(own.Count), $"{bucket:O}");
            Assert.That(series.Series[1].Values[index], Is.EqualTo(Expected.Measure("errorRate", own, 1)).Within(1e-9).And.InRange(0, 1));
            Assert.That(series.Series[2].Values[index], Is.EqualTo(Expected.Measure("p95", own, 1)).Within(1.0001).Percent);
        }

        Assert.That(series.Series[0].Values.Sum(), Is.EqualTo(number.Value).And.EqualTo(inUtc.Value).And.GreaterThan(1500));
        Assert.That(number.Exact && inUtc.Exact, Is.True);
        Assert.That(number.Source, Is.Not.EqualTo("raw"));
    }

    [TestCaseSource(nameof(Zones))]
    public async Task Hours_of_undivided_traffic_are_exact_in_every_zone(string zone)
    {
        var series = await stand.AskAsync<SeriesResult>(QueryScope.AllTenants, new Query { Measures = ["requests"], Split = "time" }, Days(zone) with { Interval = "1h" });
        Assert.That(series.Exact, Is.True);
        var expected = series.Buckets.Select((bucket, index) => (double?)stand.Events.Count(each =>
            each.Time >= bucket && each.Time < (index + 1 < series.Buckets.Count ? series.Buckets[index + 1] : series.To)));
        Assert.That(series.Series[0].Values, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_dimension_is_exact_or_says_that_it_is_not_and_no_share_exceeds_the_whole(
        [ValueSource(nameof(Zones))] string zone,
        [Values("status", "statusClass", "country", "route", "endpoint", "key", "tenant", "cluster", "group")] string dimension)
    {
        var range = Days(zone);
        var ranking = await stand.AskAsync<RankingResult>(
            QueryScope.AllTenants, new Query { Measures = ["requests", "errors", "errorRate", "refusalRate", "clientErrorRate"], Split = dimension, Limit = 4 }, range);
        var series = await stand.AskAsync<SeriesResult>(QueryScope.AllTenants, new Query { Measures = ["requests"], Split = new Split(["time", dimension]), Limit = 4 }, range);
        foreach (var values in ranking.Rows.Select(row => row.Values).Append(ranking.Total).Concat(ranking.Other is { } other ? [other] : []))
        {
            Assert.That(new[] { values["errorRate"], values["refusalRate"], values["clientErrorRate"] }, Is.All.InRange(0, 1));
            if (dimension != "group")
                Assert.That(values["requests"], Is.LessThanOrEqualTo(ranking.Total["requests"]!.Value));
        }

        // A dimension by the hour splits days of whole hours; tenants and routes have quarters of their own.
        Assert.That(ranking.Exact, Is.EqualTo(dimension is "tenant" or "route" || zone is "UTC" or "Europe/Paris"));
        Assert.That(series.Exact, Is.EqualTo(ranking.Exact));
        var bars = series.Series.Select(line => line.Values.Sum()!.Value).ToList();
        if (dimension == "group")
            return;
        Assert.That(bars.Sum(), Is.EqualTo(ranking.Total["requests"]), "what is moved at an edge is moved for all");
        Assert.That(ranking.Rows.Sum(row => row.Values["requests"]) + (ranking.Other?["requests"] ?? 0), Is.EqualTo(ranking.Total["requests"]));
        var whole = stand.Events.Count(each => each.Time >= ranking.From && each.Time < ranking.To);
        if (ranking.Exact)
            Assert.That(ranking.Total["requests"], Is.EqualTo(whole));
        else
            Assert.That(ranking.Total["requests"], Is.EqualTo(whole).Within(3).Percent);
    }

    /// <summary>Five local days, from the second of the traffic's on.</summary>
    TimeRange Days(string zone)
    {
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        string At(DateTime day) => new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), local.GetUtcOffset(DateTime.SpecifyKind(day, DateTimeKind.Unspecified))).ToString("O");
        return new TimeRange { From = At(first.AddDays(1)), To = At(first.AddDays(6)), Zone = zone, Interval = "1d" };
    }
}
