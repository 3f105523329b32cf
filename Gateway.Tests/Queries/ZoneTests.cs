using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>Local days across changes of the clock: each event is in the bar of its local date, and the bars add up.</summary>
public sealed class ZoneTests
{
    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        var spring = SampleTraffic.Make(1500, TimeSpan.FromDays(4), seed: 1, start: new DateTime(2026, 3, 27, 12, 0, 0, DateTimeKind.Utc));
        var autumn = SampleTraffic.Make(1500, TimeSpan.FromDays(4), seed: 2, start: new DateTime(2026, 10, 23, 12, 0, 0, DateTimeKind.Utc));
        stand = await QueryStand.CreateAsync(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), [.. spring, .. autumn]);
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    [TestCase("Europe/Paris", "2026-03-27T00:00:00+01:00", "2026-04-01T00:00:00+02:00", 5)]
    [TestCase("Europe/Paris", "2026-10-23T00:00:00+02:00", "2026-10-28T00:00:00+01:00", 5)]
    [TestCase("Asia/Kathmandu", "2026-03-27T00:00:00+05:45", "2026-04-01T00:00:00+05:45", 5)]
    [TestCase("America/St_Johns", "2026-10-23T00:00:00-02:30", "2026-10-28T00:00:00-02:30", 5)]
    [TestCase("UTC", "2026-03-27T00:00:00Z", "2026-04-01T00:00:00Z", 5)]
    public async Task Day_bars_hold_the_local_dates_and_sum_to_the_total(string zone, string from, string to, int days)
    {
        var range = new TimeRange { From = from, To = to, Zone = zone, Interval = "1d" };
        var series = await stand.AskAsync<SeriesResult>(QueryScope.AllTenants, new Query { Measures = ["requests"], Split = "time" }, range);
        var number = await stand.AskAsync<NumberResult>(QueryScope.AllTenants, new Query { Measures = ["requests"] }, range);
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var byDate = stand.Events
            .Where(each => each.Time >= series.From && each.Time < series.To)
            .ToLookup(each => TimeZoneInfo.ConvertTimeFromUtc(each.Time, local).Date);

        Assert.That(series.Buckets, Has.Count.EqualTo(days));
        foreach (var (bucket, value) in series.Buckets.Zip(series.Series[0].Values))
        {
            Assert.That(bucket.TimeOfDay, Is.EqualTo(TimeSpan.Zero));
            Assert.That(bucket.Offset, Is.EqualTo(local.GetUtcOffset(bucket)));
            Assert.That(value, Is.EqualTo(byDate[bucket.Date].Count()), $"{bucket:O}");
        }

        Assert.That(series.Series[0].Values.Sum(), Is.EqualTo(number.Value).And.GreaterThan(1000));
        Assert.That(series.Series[0].Partial, Is.All.False);
    }

    [TestCase("1h", 23)]
    [TestCase("6h", 4)]
    [TestCase("15m", 92)]
    public async Task A_day_that_lost_an_hour_has_one_hour_less(string interval, int buckets)
    {
        var range = new TimeRange { From = "2026-03-29T00:00:00+01:00", To = "2026-03-30T00:00:00+02:00", Zone = "Europe/Paris", Interval = interval };
        var series = await stand.AskAsync<SeriesResult>(QueryScope.AllTenants, new Query { Measures = ["requests"], Split = "time" }, range);
        Assert.That(series.Buckets, Has.Count.EqualTo(buckets));
        Assert.That(series.Series[0].Values.Sum(), Is.EqualTo(stand.Events.Count(each => each.Time >= series.From && each.Time < series.To)));
    }

    [Test]
    public async Task Rates_of_a_short_day_are_divided_by_its_seconds()
    {
        var range = new TimeRange { From = "2026-03-29T00:00:00+01:00", To = "2026-03-30T00:00:00+02:00", Zone = "Europe/Paris", Interval = "1d" };
        var series = await stand.AskAsync<SeriesResult>(QueryScope.AllTenants, new Query { Measures = ["requests", "requestsPerSecond"], Split = "time" }, range);
        Assert.That(series.Series[1].Values[0], Is.EqualTo(series.Series[0].Values[0] / (23 * 3600)).Within(1e-12));
    }
}
