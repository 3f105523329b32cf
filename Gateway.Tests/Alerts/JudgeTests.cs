using Gateway.Analytics.Alerts;
using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>From figures to a verdict: reducers, thresholds, nesting, the difference between zero and nothing.</summary>
public sealed class JudgeTests
{
    static readonly DateTimeOffset End = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [TestCase("avg", 2.5)]
    [TestCase("min", 1.0)]
    [TestCase("max", 4.0)]
    [TestCase("sum", 10.0)]
    [TestCase("last", 4.0)]
    [TestCase("count", 4.0)]
    [TestCase("p50", 2.0)]
    [TestCase("p99.9", 4.0)]
    [TestCase("p0", 1.0)]
    [TestCase("weightedAvg", 3.0)]
    public void Reducers_leave_out_what_is_not_there(string name, double expected)
    {
        var values = new double?[] { 1, null, 2, 3, 4 };
        // Weighed by themselves: 30 / 10.
        Assert.That(Reducer.Find(name)!.Apply(values, values), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void Last_is_the_last_whole_bucket_and_nothing_where_that_has_nothing()
    {
        Assert.That(Reducer.Find("last")!.Apply([1, null], []), Is.Null);
        Assert.That(Reducer.Find("max")!.Apply([null, null], []), Is.Null);
        Assert.That(Reducer.Find("weightedAvg")!.Apply([0.5, 0.0], [0, 0]), Is.Null);
    }

    [TestCase("""{"all":[A,B]}""", 2.0, Verdict.NotMet)]
    [TestCase("""{"any":[A,B]}""", 2.0, Verdict.Met)]
    [TestCase("""{"all":[A,{"not":B}]}""", 2.0, Verdict.Met)]
    [TestCase("""{"not":{"any":[A,B]}}""", 2.0, Verdict.NotMet)]
    [TestCase("""{"all":[A,{"any":[B,{"not":B}]}]}""", 2.0, Verdict.Met)]
    [TestCase("""{"all":[A,B]}""", null, Verdict.NoData)]
    [TestCase("""{"not":A}""", null, Verdict.NoData)]
    public void Conditions_nest(string when, double? value, Verdict expected)
    {
        const string a = """{"query":{"measures":["p95"]},"reduce":"max","op":">","threshold":1}""";
        const string b = """{"query":{"measures":["p95"]},"reduce":"max","op":">","threshold":3}""";
        var rule = Rules.Of($$"""{"when":{{when.Replace("A", a, StringComparison.Ordinal).Replace("B", b, StringComparison.Ordinal)}},"window":"00:01:00"}""");
        Assert.That(Judge.Of(rule, Rules.Book(rule, End, ("", [value])), "", End).Met, Is.EqualTo(expected));
    }

    [Test]
    public void What_cannot_be_asked_decides_nothing_that_is_decided_without_it()
    {
        var rule = Rules.Of("""{"when":{"any":[{"query":{"measures":["p95"]},"reduce":"max","op":">","threshold":1},{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1}]},"window":"00:01:00"}""");
        var book = new SeriesBook(rule.Grid.Bucket);
        Rules.Add(book, rule, rule.Leaves[0].Question, End, ("", [2]));
        book.Add(rule.Leaves[1].Question.Key, new Strip(End.AddMinutes(-1), new Dictionary<string, double?[]>(), [false], Problem: "The database is away."));
        var judged = Judge.Of(rule, book, "", End);
        Assert.That(judged.Met, Is.EqualTo(Verdict.Met));
        Assert.That(judged.Conditions[1], Has.Property("Verdict").EqualTo(Verdict.Error).And.Property("Problem").EqualTo("The database is away."));
    }

    [Test]
    public void The_second_threshold_is_for_what_fires_and_may_be_the_whole_alerts()
    {
        var rule = Rules.Of("""{"when":{"all":[{"query":{"measures":["errorRate"]},"series":"errorRate","reduce":"max","op":">","threshold":0.05}]},"window":"00:01:00","resolveBelow":0.02}""");
        var judged = Judge.Of(rule, Rules.Book(rule, End, ("", [0.03])), "", End);
        Assert.That((judged.Met, judged.Holds), Is.EqualTo((Verdict.NotMet, Verdict.Met)));
        Assert.That(Judge.Of(rule, Rules.Book(rule, End, ("", [0.01])), "", End).Holds, Is.EqualTo(Verdict.NotMet));
    }

    [Test]
    public void Any_line_of_a_preset_is_watched_by_its_name_and_never_just_the_first()
    {
        var p95 = Rules.Of("""{"when":{"query":{"preset":"performance/percentiles"},"series":"p95","reduce":"max","op":">","threshold":1}}""");
        Assert.That(p95.Leaves[0].Question.Measure.Name, Is.EqualTo("p95"));
        var fives = Rules.Of("""{"when":{"query":{"preset":"traffic/status-classes"},"series":"5xx","reduce":"sum","op":">","threshold":1}}""");
        Assert.That(fives.Leaves[0].Question.Filters.Single().Values, Is.EqualTo(new[] { "5xx" }));
        Assert.That(fives.Leaves[0].Question.Filters.Single().Dimension, Is.EqualTo("statusClass"));
    }

    [Test]
    public void Empty_buckets_are_nothing_for_a_rate_and_zero_for_a_count()
    {
        var rate = Rules.Of("""{"when":{"query":{"measures":["p95"]},"reduce":"avg","op":"<","threshold":1},"window":"00:02:00"}""");
        Assert.That(Judge.Of(rate, Rules.Book(rate, End, ("", [null, null])), "", End).Met, Is.EqualTo(Verdict.NoData), "not fast: silent");
        var absent = Rules.Of("""{"when":{"query":{},"absent":true},"window":"00:02:00"}""");
        Assert.That(Judge.Of(absent, Rules.Book(absent, End, ("", [0, 0])), "", End).Met, Is.EqualTo(Verdict.Met));
        Assert.That(Judge.Of(absent, Rules.Book(absent, End, ("", [0, 1])), "", End).Met, Is.EqualTo(Verdict.NotMet));
        Assert.That(Judge.Of(absent, Rules.Book(absent, End, ("", [null, null])), "", End).Met, Is.EqualTo(Verdict.NoData), "nothing is recorded, so nothing is known to be absent");
    }

    [TestCase("ratio", 0.5, Verdict.Met)]
    [TestCase("difference", 5.0, Verdict.Met)]
    public void Change_is_told_as_a_ratio_or_a_difference(string how, double expected, Verdict verdict)
    {
        var rule = Rules.Of($$"""{"when":{"query":{"measures":["requests"]},"reduce":"sum","against":"previous","as":"{{how}}","op":">=","threshold":0.5},"window":"00:01:00"}""");
        var judged = Judge.Of(rule, Rules.Book(rule, End, ("", [10, 15])), "", End);
        Assert.That(judged.Conditions[0].Value, Is.EqualTo(expected));
        Assert.That(judged.Met, Is.EqualTo(verdict));
        Assert.That(Judge.Of(rule, Rules.Book(rule, End, ("", [0, 15])), "", End).Met, Is.EqualTo(how == "ratio" ? Verdict.NoData : Verdict.Met), "there is no ratio to nothing");
    }

    [Test]
    public void Last_week_is_the_same_time_on_the_wall_clock_also_when_the_clock_was_changed()
    {
        // Berlin went back an hour on 25 October 2026: noon then was an hour earlier in UTC.
        var end = new DateTimeOffset(2026, 10, 28, 11, 0, 0, TimeSpan.Zero);
        Assert.That(ZoneClock.TryFind("Europe/Berlin", out var berlin));
        Assert.That(EvaluationGrid.EndOf(end, TimeSpan.FromMinutes(5), Earlier.Week, berlin!), Is.EqualTo(end.AddDays(-7).AddHours(-1)));
        Assert.That(EvaluationGrid.EndOf(end, TimeSpan.FromMinutes(5), Earlier.Week, ZoneClock.Utc), Is.EqualTo(end.AddDays(-7)));
    }
}
