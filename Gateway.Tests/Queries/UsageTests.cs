using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>
/// Usage per key and month as a bill needs it, against a count over the list. A cell holds fewer keys apart than there are, and
/// the month's edge in Paris is no edge of a UTC day.
/// </summary>
public sealed class UsageTests
{
    static readonly DateTime Start = new(2026, 10, 26, 0, 0, 0, DateTimeKind.Utc);
    static readonly DateTimeOffset Now = new DateTimeOffset(Start).AddDays(40);
    static readonly QueryScope Acme = new("acme");
    static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Begins and ends inside of months: the first and the last bucket are cut.</summary>
    static readonly TimeRange Range = new() { From = "2026-10-01T00:00:00+02:00", To = "2026-12-01T00:00:00+01:00", Zone = "Europe/Paris" };

    static readonly TimeRange November = Range with { From = "2026-11-01T00:00:00+01:00" };

    QueryStand stand = null!;

    [SetUp]
    public async Task FillAsync()
    {
        stand = await QueryStand.CreateAsync(Now, SampleTraffic.Make(6000, TimeSpan.FromDays(10), seed: 21, start: Start));
        await stand.ReportAsync("node-1", Now.AddHours(-1));
        await stand.ReportAsync("node-2", Now.AddHours(-1));
        await stand.FoldAsync(valuesPerCell: 10);
        await stand.DropEventsAsync(Start.AddDays(20));
    }

    [TearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_month_of_a_zone_is_counted_exactly_for_each_key_while_hours_are_kept()
    {
        var usage = await stand.AskAsync<RankingResult>(Acme, new Query { Preset = "consumers/usage" }, November);
        Assert.That((usage.Exact, usage.ErrorBound, usage.Other), Is.EqualTo((true, (double?)null, (IReadOnlyDictionary<string, double?>?)null)));
        Check(usage, Of(11, Local));

        var requests = await stand.AskAsync<SeriesResult>(Acme, new Query { Preset = "consumers/requests-by-month" }, Range);
        var bytes = await stand.AskAsync<SeriesResult>(Acme, new Query { Preset = "consumers/bytes-by-month" }, Range);
        Assert.That((requests.Interval, requests.Exact, bytes.Exact), Is.EqualTo(("1M", true, true)));
        Assert.That(requests.Buckets.Select(bucket => bucket.ToString("O")), Is.EqualTo(new[] { "2026-10-01T00:00:00.0000000+02:00", "2026-11-01T00:00:00.0000000+01:00" }));
        Assert.That(requests.Series, Has.Count.EqualTo(31));
        foreach (var month in new[] { 10, 11 })
        {
            Assert.That(Bars(requests, month - 10), Is.EquivalentTo(Of(month, Local).Select(own => (own.Key ?? "(none)", (double)own.Count()))));
            Assert.That(Bars(bytes, month - 10), Is.EquivalentTo(Of(month, Local).Select(own => (own.Key ?? "(none)", (double)own.Sum(each => each.BytesOut)))));
        }
    }

    [Test]
    public async Task Where_hours_are_gone_a_month_is_of_whole_UTC_days_and_says_that_it_is_not_exact()
    {
        await stand.DropCellsAsync(Grain.Hour, Start.AddDays(20));
        var usage = await stand.AskAsync<RankingResult>(Acme, new Query { Preset = "consumers/usage" }, November);
        Assert.That(usage.Exact, Is.False);
        Check(usage, Of(11, each => each.Time));
        var inUtc = await stand.AskAsync<RankingResult>(Acme, new Query { Preset = "consumers/usage" }, new TimeRange { From = "2026-11-01T00:00:00Z", To = "2026-12-01T00:00:00Z" });
        Assert.That(inUtc.Exact, Is.True);
        Check(inUtc, Of(11, each => each.Time));
    }

    [Test]
    public async Task A_ranking_that_is_no_bill_may_leave_keys_in_other_and_says_so()
    {
        var top = await stand.AskAsync<RankingResult>(Acme, new Query { Preset = "consumers/top-keys", Limit = 40 }, November);
        Assert.That(top.Exact, Is.False);
        Assert.That(top.Other!["requests"], Is.Positive);
        Assert.That(top.Total["requests"], Is.EqualTo(Of(11, Local).Sum(own => own.Count())), "the total lacks nothing");
    }

    [Test]
    public async Task The_endpoints_of_a_key_are_not_covered_once_its_requests_are_gone()
    {
        var key = new Filter { Dimension = "key", Values = ["key-3"] };
        var gone = await stand.AskAsync<FailedResult>(Acme, new Query { Preset = "traffic/top-endpoints" }, November, null, key);
        Assert.That((gone.Error.Status, gone.Error.Title, gone.Error.CoveredFrom), Is.EqualTo((422, "Not covered.", (DateTimeOffset?)Start.AddDays(20))));
        Assert.That(gone.Error.Detail, Does.Contain("from 2026-11-15 00:00 UTC on").And.Contain("fewer filters"));

        // Either alone is kept for years.
        Assert.That(await stand.AskAsync(Acme, new Query { Preset = "traffic/top-endpoints" }, November), Is.TypeOf<RankingResult>());
        Assert.That(await stand.AskAsync(Acme, new Query { Preset = "traffic/total" }, November, null, key), Is.TypeOf<NumberResult>());
    }

    static void Check(RankingResult usage, IReadOnlyCollection<IGrouping<string?, SampleEvent>> expected)
    {
        Assert.That(expected, Has.Count.EqualTo(31), "all keys were used, and none");
        Assert.That(usage.Rows.Select(row => (row.Key, row.Values["requests"], row.Values["bytesIn"], row.Values["bytesOut"])), Is.EquivalentTo(expected.Select(own => (
            own.Key, (double?)own.Count(), (double?)own.Sum(each => each.BytesIn), (double?)own.Sum(each => each.BytesOut)))));
    }

    static IEnumerable<(string, double)> Bars(SeriesResult series, int bucket) => series.Series.Select(line => (line.Name, line.Values[bucket] ?? 0));

    List<IGrouping<string?, SampleEvent>> Of(int month, Func<SampleEvent, DateTime> clock) =>
        [.. stand.Events.Where(each => each.Tenant == "acme" && clock(each).Month == month).GroupBy(each => each.Key)];

    static DateTime Local(SampleEvent each) => TimeZoneInfo.ConvertTimeFromUtc(each.Time, Paris);
}
