using Gateway.Analytics.Alerts;
using Gateway.Analytics.Rollups;
using Gateway.Tests.Queries;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>What an alert would have done is what it did.</summary>
public sealed class BackTestTests
{
    static readonly DateTimeOffset From = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    AlertStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await AlertStand.StartAsync(From);
        await SampleEvent.StoreAsync(stand.Events, [.. Traffic(From.AddDays(-7)), .. Traffic(From)]);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task A_back_test_finds_what_live_evaluation_found_over_the_same_history()
    {
        string[] alerts =
        [
            """{"id":"rate","when":{"query":{"measures":["errorRate"]},"reduce":"max","op":">","threshold":0.3},"window":"00:05:00","resolveBelow":0.1,"cooldown":"00:10:00"}""",
            """{"id":"for","when":{"query":{"measures":["errors"]},"reduce":"sum","op":">=","threshold":2},"window":"00:03:00","for":"00:02:00","keepFiring":"00:04:00"}""",
            """{"id":"fine","when":{"all":[{"query":{"preset":"performance/percentiles"},"series":"p95","reduce":"last","op":">","threshold":500},{"not":{"query":{},"absent":true}}]},"window":"00:02:00","every":"00:00:30","noData":"alert"}""",
            """{"id":"drop","when":{"query":{"measures":["requests"]},"reduce":"sum","against":"previous","op":"<","threshold":-0.4},"window":"00:05:00"}""",
            """{"id":"week","when":{"query":{"measures":["requests"]},"reduce":"sum","against":"week","as":"difference","op":"<","threshold":-1},"window":"00:05:00","zone":"Europe/Berlin"}""",
            """{"id":"each","when":{"query":{"measures":["errorRate"]},"reduce":"weightedAvg","op":">","threshold":0.3},"window":"00:05:00","each":{"dimension":"route"}}""",
        ];
        var rules = new Dictionary<string, AlertRule>();
        foreach (var alert in alerts)
            rules[Rules.Document(alert).Id] = await stand.AddAsync("acme", alert);
        var to = From.AddHours(1);
        // Live: every second that something may be due in, half of it on another node.
        for (var now = From; now < to; now = now.AddSeconds(10))
        {
            await stand.GoAsync(now);
            await stand.Node().Round.RunAsync(default);
        }

        var log = await stand.LogAsync("acme");
        foreach (var (id, rule) in rules)
        {
            // Its first tick is the one before it was made.
            var first = rule.Grid.Tick(From);
            var result = await new AlertBackTest(stand.Engine).RunAsync(rule, first, to.AddSeconds(-9), default);
            var expected = result.Changes.Select(change => $"{change.At:HH:mm:ss} {change.Instance} {change.From}>{change.To} {change.Notice}").ToList();
            var live = log.Where(row => row.AlertId == id)
                .Select(row => $"{row.Time:HH:mm:ss} {row.Instance} {Word(row.FromState)}>{Word(row.ToState)} {(row.Notice is null ? "" : Word(row.Notice))}").ToList();
            Assert.That(live, Is.EqualTo(expected), id);
            Assert.That(live, Is.Not.Empty, id);
            Assert.That(result.CannotTell, Is.Empty, id);
        }
    }

    [Test]
    public async Task Where_only_coarser_sums_are_left_it_says_that_it_cannot_tell()
    {
        await stand.GoAsync(From.AddHours(3));
        await stand.FoldAsync();
        var day = From.UtcDateTime.Date;
        await using (var session = await stand.Events.IngestAsync(default))
        {
            // What retention leaves of the week before.
            await session.ExecuteAsync("delete from events where time < $1", default, new NpgsqlParameter { Value = day });
            await session.ExecuteAsync("update folds set since = $1 where grain = 0", default, new NpgsqlParameter { Value = day });
            await session.ExecuteAsync("delete from cells where grain = $1 and bucket < $2", default, new NpgsqlParameter { Value = (short)Grain.Minute }, new NpgsqlParameter { Value = day });
            await session.ExecuteAsync("update folds set since = $2 where grain = $1", default, new NpgsqlParameter { Value = (short)Grain.Minute }, new NpgsqlParameter { Value = day });
            await session.CommitAsync(default);
        }

        var rule = Rules.Of("""{"when":{"query":{"measures":["errorRate"]},"reduce":"max","op":">","threshold":0.3},"window":"00:05:00"}""");
        var result = await new AlertBackTest(stand.Engine).RunAsync(rule, From.AddDays(-7), From.AddHours(1), default);
        Assert.That(result.CannotTell, Is.Not.Empty);
        Assert.That(result.CannotTell[0].From, Is.LessThanOrEqualTo(From.AddDays(-7).AddMinutes(1)));
        Assert.That(result.CannotTell[^1].To, Is.EqualTo(new DateTimeOffset(day, TimeSpan.Zero)).Within(TimeSpan.FromMinutes(7)), "from the day on that has single requests it tells");
        Assert.That(result.CannotTell.Select(gap => gap.Reason), Has.All.Contain("coarser").Or.Contain("kept"));
        Assert.That(result.Changes.Select(change => change.At), Has.All.GreaterThan(From));
        Assert.That(result.Changes, Is.Not.Empty);
    }

    [Test]
    public void A_back_test_is_bounded_and_says_by_what()
    {
        var rule = Rules.Of("""{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1},"every":"00:00:01","window":"00:00:10"}""");
        Assert.That(AlertBackTest.Refusal(rule, From, From.AddDays(2)), Does.Contain("at most 90000 are accepted"));
        Assert.That(AlertBackTest.Refusal(rule, From, From.AddHours(20)), Is.Null.Or.Contain("questions"));
        Assert.That(AlertBackTest.Refusal(rule, From, From), Does.Contain("before"));
        var usual = Rules.Of("""{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1}}""");
        Assert.That(AlertBackTest.Refusal(usual, From.AddDays(-31), From), Is.Null, "a month each minute");
        var half = Rules.Of("""{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1},"every":"00:00:30"}""");
        Assert.That(AlertBackTest.Refusal(half, From.AddDays(-31), From), Is.Null, "a month each half minute");
    }

    [Test]
    public async Task Lines_are_thinned_by_what_is_nearest_to_firing()
    {
        await stand.GoAsync(From.AddHours(3));
        var rule = Rules.Of("""{"when":{"query":{"measures":["errors"]},"reduce":"sum","op":">","threshold":1000},"window":"00:01:00","every":"00:00:01"}""");
        var result = await new AlertBackTest(stand.Engine).RunAsync(rule, From, From.AddHours(1), default);
        Assert.That(result.Evaluations, Is.EqualTo(3600));
        var line = result.Series.Single();
        Assert.That(line.Points, Has.Count.InRange(600, AlertBackTest.MostPoints));
        Assert.That(line.Points.Max(), Is.EqualTo(4));
        Assert.That(result.Firings, Is.Zero);
    }

    /// <summary>An hour: four requests a minute; in some minutes all of a route fail, in some they are slow, in some there are none.</summary>
    static IEnumerable<SampleEvent> Traffic(DateTimeOffset from)
    {
        for (var minute = -10; minute < 70; minute++)
        {
            if (minute is >= 40 and < 46 && from == From)
                continue;
            var slow = minute is (>= 12 and < 15) or 33;
            var failing = minute is (>= 5 and < 9) or 11 or (>= 22 and < 24) or (>= 50 and < 58);
            for (var number = 0; number < 4; number++)
            {
                yield return new SampleEvent
                {
                    Time = from.UtcDateTime.AddMinutes(minute).AddSeconds(7 + number * 13),
                    Route = number % 2 == 0 ? "orders" : "carts",
                    Status = (short)(failing && (number % 2 == 0 || minute > 50) ? 503 : 200),
                    DurationMicros = slow ? 900_000 : 20_000,
                };
            }
        }
    }

    static string Word(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
