using Gateway.Analytics.Alerts;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

public sealed class EvaluationGridTests
{
    static readonly DateTimeOffset Moment = new(2026, 11, 21, 12, 34, 56, TimeSpan.Zero);

    [TestCase("00:05:00", "00:01:00", 60, 60, 5)]
    [TestCase("00:05:00", "00:00:30", 60, 30, 5)]
    [TestCase("00:05:00", "00:00:01", 60, 1, 5)]
    [TestCase("00:00:10", "00:00:01", 10, 1, 1)]
    [TestCase("00:00:30", "00:01:00", 30, 60, 1)]
    [TestCase("00:05:00", "00:00:45", 60, 30, 5)]
    [TestCase("01:00:00", "00:00:30", 60, 60, 60)]
    [TestCase("12:00:00", "00:01:00", 60, 60, 720)]
    [TestCase("1.00:00:00", "00:01:00", 300, 300, 288)]
    [TestCase("7.00:00:00", "01:00:00", 900, 900, 672)]
    public void Windows_are_cut_into_whole_buckets(string window, string every, int bucket, int step, int buckets)
    {
        var grid = new EvaluationGrid(TimeSpan.Parse(window), TimeSpan.Parse(every), "acme/a");
        Assert.That((grid.Bucket.TotalSeconds, grid.Step.TotalSeconds, grid.Buckets), Is.EqualTo(((double)bucket, (double)step, buckets)));
        Assert.That(grid.Buckets * grid.Bucket, Is.EqualTo(grid.Window));
    }

    [Test]
    public void Ticks_follow_from_the_alert_alone_and_are_spread_over_ten_seconds()
    {
        var moved = Enumerable.Range(0, 200).Select(number => new EvaluationGrid(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), $"acme/{number}").Moved.TotalSeconds).ToList();
        Assert.That(moved.Distinct().Order(), Is.EqualTo(Enumerable.Range(0, 10)));

        var grid = new EvaluationGrid(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), "acme/a");
        var tick = grid.Tick(Moment);
        Assert.That(tick, Is.GreaterThan(Moment.AddMinutes(-1)).And.LessThanOrEqualTo(Moment));
        Assert.That(grid.Tick(tick), Is.EqualTo(tick));
        Assert.That(grid.Tick(tick.AddTicks(-1)), Is.EqualTo(tick.AddMinutes(-1)));
        Assert.That(grid.EndOf(tick).Second, Is.Zero);
    }
}
