using Gateway.Analytics.Alerts;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>One alert for each value of a dimension.</summary>
public sealed class AlertStepTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Each_value_has_a_state_of_its_own()
    {
        var rule = Rules.Of("""{"when":{"query":{"measures":["errors"]},"reduce":"sum","op":">","threshold":5},"window":"00:01:00","each":{"dimension":"route"}}""");
        var step = Step(rule, [], 0, ("orders", [10]), ("carts", [2]));
        Assert.That(step.States.Select(state => (state.Instance, state.Status)), Is.EqualTo(new[] { ("orders", AlertStatus.Firing), ("carts", AlertStatus.Ok) }));
        Assert.That(step.Changes.Single().Change.Instance, Is.EqualTo("orders"));
    }

    [Test]
    public void Values_are_bounded_the_busiest_first_and_it_is_said()
    {
        var rule = Rules.Of("""{"when":{"query":{"measures":["requests"]},"reduce":"sum","op":">","threshold":5},"window":"00:01:00","each":{"dimension":"route","limit":2}}""");
        var step = Step(rule, [], 0, ("a", [1]), ("b", [3]), ("c", [2]));
        Assert.That(step.States.Select(state => state.Instance), Is.EqualTo(new[] { "b", "c" }));
        Assert.That(step.HasMore);
        // Who is watched stays: no state is lost to one that is busier for a moment.
        var next = Step(rule, step.States, 1, ("a", [100]), ("b", [3]), ("c", [2]));
        Assert.That(next.States.Select(state => state.Instance), Is.EqualTo(new[] { "b", "c" }));
    }

    [Test]
    public void A_value_that_falls_silent_is_noticed_and_after_a_day_forgotten()
    {
        var rule = Rules.Of("""{"when":{"query":{},"absent":true},"window":"00:01:00","each":{"dimension":"route"}}""");
        var states = Step(rule, [], 0, ("orders", [10]), ("carts", [2])).States;
        var silent = Step(rule, states, 1, ("orders", [10]));
        Assert.That(silent.Changes.Select(each => (each.Change.Instance, each.Change.To)), Is.EqualTo(new[] { ("carts", AlertStatus.Firing) }));
        var back = Step(rule, silent.States, 2, ("orders", [10]), ("carts", [1]));
        Assert.That(back.Changes.Single().Change.To, Is.EqualTo(AlertStatus.Ok));
        var rare = Rules.Of("""{"when":{"query":{"measures":["requests"]},"reduce":"sum","op":">","threshold":1000},"window":"00:01:00","each":{"dimension":"route"}}""");
        var day = Step(rare, Step(rare, [], 0, ("orders", [1]), ("carts", [1])).States, 24 * 60, ("orders", [1]));
        Assert.That(day.States.Select(state => state.Instance), Is.EqualTo(new[] { "orders" }));
    }

    [Test]
    public void A_failure_is_told_once_and_not_for_each_value()
    {
        var rule = Rules.Of("""{"when":{"query":{"measures":["requests"]},"reduce":"sum","op":">","threshold":5},"window":"00:01:00","each":{"dimension":"route"}}""");
        var states = Step(rule, [], 0, ("a", [10]), ("b", [1])).States;
        var failed = AlertStep.Run(rule, new SeriesBook(rule.Grid.Bucket) { Problem = "It took too long." }, states, Start.AddMinutes(1));
        Assert.That(failed.Changes.Single().Change, Has.Property("Instance").EqualTo("").And.Property("To").EqualTo(AlertStatus.Error));
        Assert.That(failed.States.Where(state => state.Instance.Length > 0), Is.EqualTo(states), "what the values do is not known");
        var back = Step(rule, failed.States, 2, ("a", [10]), ("b", [1]));
        Assert.That(back.Changes.Single().Change, Has.Property("Instance").EqualTo("").And.Property("To").EqualTo(AlertStatus.Ok));
    }

    [Test]
    public void What_fired_before_the_alert_was_changed_to_fan_out_no_more_is_over()
    {
        var each = Rules.Of("""{"when":{"query":{"measures":["errors"]},"reduce":"sum","op":">","threshold":5},"window":"00:01:00","each":{"dimension":"route"}}""");
        var whole = Rules.Of("""{"when":{"query":{"measures":["errors"]},"reduce":"sum","op":">","threshold":500},"window":"00:01:00"}""");
        var after = Step(whole, Step(each, [], 0, ("orders", [10])).States, 1, ("", [10]));
        Assert.That(after.Changes.Single().Change, Has.Property("Instance").EqualTo("orders").And.Property("Notice").EqualTo(NoticeKind.Resolved));
        Assert.That(Step(whole, after.States, 2, ("", [10])).States.Single().Instance, Is.Empty);
    }

    static StepResult Step(AlertRule rule, IReadOnlyList<InstanceState> states, int minute, params (string, double?[])[] lines)
    {
        var tick = Start.AddMinutes(minute);
        return AlertStep.Run(rule, Rules.Book(rule, rule.Grid.EndOf(tick), lines), states, tick);
    }
}
