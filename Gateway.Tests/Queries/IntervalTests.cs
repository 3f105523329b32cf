using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

public sealed class IntervalTests
{
    [TestCase(1, "1m")]
    [TestCase(60, "1m")]
    [TestCase(5 * 60, "5m")]
    [TestCase(24 * 60, "15m")]
    [TestCase(7 * 24 * 60, "1h")]
    [TestCase(30 * 24 * 60, "6h")]
    [TestCase(90 * 24 * 60, "1d")]
    [TestCase(365 * 24 * 60, "1d")]
    [TestCase(3 * 365 * 24 * 60, "1w")]
    [TestCase(5 * 365 * 24 * 60 + 1440, "1M")]
    public void Auto_takes_the_coarsest_that_gives_sixty_points(int minutes, string expected) =>
        Assert.That(Interval.Auto(TimeSpan.FromMinutes(minutes)).Name, Is.EqualTo(expected));

    [Test]
    public void No_span_up_to_five_years_gives_more_than_750_points()
    {
        for (var minutes = 1.0; minutes < 5 * 366 * 1440; minutes *= 1.01)
        {
            var span = TimeSpan.FromMinutes(minutes);
            var interval = Interval.Auto(span);
            Assert.That(interval.Fits(span), Is.True);
            if (interval.Name != "1m")
                Assert.That(span / interval.Length, Is.GreaterThanOrEqualTo(60));
        }
    }

    [TestCase("Europe/Paris", "2026-03-29", 23)]
    [TestCase("Europe/Paris", "2026-10-25", 25)]
    [TestCase("Europe/Paris", "2026-07-01", 24)]
    [TestCase("America/St_Johns", "2026-03-08", 23)]
    [TestCase("Asia/Kathmandu", "2026-03-29", 24)]
    [TestCase("Australia/Lord_Howe", "2026-10-04", 23.5)]
    [TestCase("Africa/Cairo", "2026-04-24", 23)]
    [TestCase("America/Havana", "2026-11-01", 25)]
    public void A_day_is_as_long_as_the_wall_clock_makes_it(string zone, string day, double hours)
    {
        var clock = Zone(zone);
        var start = clock.Instant(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        var window = Window.Of(start, start.AddHours(2), Named("1d"), clock);
        Assert.That(window.Edges, Has.Length.EqualTo(2));
        Assert.That(window.Edges[0], Is.EqualTo(start));
        Assert.That((window.Edges[1] - window.Edges[0]).TotalHours, Is.EqualTo(hours));
    }

    [TestCase("Europe/Paris")]
    [TestCase("Asia/Kathmandu")]
    [TestCase("America/St_Johns")]
    [TestCase("Australia/Lord_Howe")]
    [TestCase("Africa/Cairo")]
    [TestCase("America/Havana")]
    [TestCase("UTC")]
    public void Edges_rise_meet_midnights_and_do_not_depend_on_where_one_begins(string zone)
    {
        var clock = Zone(zone);
        foreach (var interval in Interval.All.Where(each => each.Length >= TimeSpan.FromHours(1)))
        {
            var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var edges = Window.Of(from, from.AddYears(1), interval, clock).Edges;
            Assert.That(edges, Is.Ordered.Ascending);
            Assert.That(edges, Is.Unique);
            Assert.That(edges[0], Is.LessThanOrEqualTo(from));
            foreach (var (edge, next) in edges.Zip(edges.Skip(1)))
            {
                Assert.That(interval.Floor(edge, clock), Is.EqualTo(edge), interval.Name);
                Assert.That(interval.Floor(next.AddTicks(-1), clock), Is.EqualTo(edge), interval.Name);
                Assert.That(interval.Floor(edge.AddMinutes(7), clock), Is.EqualTo(edge), interval.Name);
                Assert.That(interval.Ceiling(edge, clock), Is.EqualTo(edge), interval.Name);
                if (interval.Length >= TimeSpan.FromDays(1))
                    Assert.That(clock.Local(edge.AddTicks(-1)).Date, Is.LessThan(clock.Local(edge).Date));
            }

            Assert.That(interval.Back(edges[^2], 5, clock), Is.EqualTo(edges[^7]), interval.Name);
        }
    }

    [Test]
    public void Weeks_begin_on_Monday_and_months_on_the_first()
    {
        var clock = Zone("Europe/Paris");
        var time = new DateTimeOffset(2026, 3, 31, 23, 30, 0, TimeSpan.Zero);
        Assert.That(clock.Local(Named("1w").Floor(time, clock)), Is.EqualTo(new DateTime(2026, 3, 30)));
        Assert.That(clock.Local(Named("1M").Floor(time, clock)), Is.EqualTo(new DateTime(2026, 4, 1)));
    }

    static Interval Named(string name) => Interval.All.Single(interval => interval.Name == name);

    static ZoneClock Zone(string name) => ZoneClock.TryFind(name, out var clock) ? clock : throw new AssertionException(name);
}
