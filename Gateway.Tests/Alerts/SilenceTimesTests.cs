using System.Globalization;
using Gateway.Admin.Contract;
using Gateway.Admin.Notices;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

public sealed class SilenceTimesTests
{
    static readonly DateTimeOffset Start = Utc("2026-01-01T00:00");

    [TestCase("2026-06-01T11:59", null)]
    [TestCase("2026-06-01T12:00", "2026-06-01T14:00")]
    [TestCase("2026-06-01T14:00", null)]
    public void A_single_one_holds_from_its_start_to_before_its_end(string now, string? until) =>
        Assert.That(SilenceTimes.HoldsUntil(Utc("2026-06-01T12:00"), Utc("2026-06-01T14:00"), null, Utc(now)), Is.EqualTo(until is null ? null : Utc(until)));

    // Monday 2026-06-01; Paris is two hours ahead then.
    [TestCase("2026-06-01T19:59", null)]
    [TestCase("2026-06-01T20:00", "2026-06-02T04:00")]
    [TestCase("2026-06-02T03:59", "2026-06-02T04:00")]
    [TestCase("2026-06-02T04:00", null)]
    [TestCase("2026-06-02T20:00", null)]
    public void A_weekly_one_goes_on_past_midnight_by_the_clock_of_its_zone(string now, string? until) =>
        Assert.That(SilenceTimes.HoldsUntil(Start, null, Night("mon"), Utc(now)), Is.EqualTo(until is null ? null : Utc(until)));

    // In the night to Sunday 2026-03-29 Paris loses an hour, in the night to 2026-10-25 it gains one.
    [TestCase("2026-03-28T21:00", "2026-03-29T04:00")]
    [TestCase("2026-10-24T20:00", "2026-10-25T05:00")]
    public void When_clocks_change_a_night_stays_a_night(string now, string until) =>
        Assert.That(SilenceTimes.HoldsUntil(Start, null, Night("sat"), Utc(now)), Is.EqualTo(Utc(until)));

    [Test]
    public void A_weekly_one_ends_with_its_last_day() =>
        Assert.That(SilenceTimes.HoldsUntil(Start, Utc("2026-06-01T22:00"), Night("mon"), Utc("2026-06-01T21:00")), Is.EqualTo(Utc("2026-06-01T22:00")));

    [Test]
    public void What_is_wrong_is_told_at_its_field()
    {
        var errors = new FieldErrors();
        SilenceTimes.Check(
            new SilenceDocument
            {
                Id = "x",
                Reason = "y",
                From = Start,
                To = Start,
                Weekly = new WeeklyDocument { Days = ["mon", "someday"], From = TimeSpan.FromHours(25), To = TimeSpan.Zero, Zone = "Mars/Base" },
            },
            errors,
            field => field);
        Assert.That(errors.ToProblem().Keys, Is.EquivalentTo(new[] { "to", "weekly.days[1]", "weekly.from", "weekly.zone" }));
    }

    static WeeklyDocument Night(string day) => new() { Days = [day], From = TimeSpan.FromHours(22), To = TimeSpan.FromHours(6), Zone = "Europe/Paris" };

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
