using System.Text.Json;
using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries.FromCells;

/// <summary>Comparisons whose spans lie in cells, in raw events, or across both, against raw events alone.</summary>
public sealed class CompareOverCellsTests
{
    static readonly DateTimeOffset From = SampleTraffic.Start;

    QueryStand raw = null!;
    QueryStand folded = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        raw = await StandAsync();
        folded = await StandAsync();
        await folded.FoldAsync();
        foreach (var stand in new[] { raw, folded })
            await stand.AdvanceAsync(From.AddHours(54));
    }

    [OneTimeTearDown]
    public async Task EmptyAsync()
    {
        await raw.DisposeAsync();
        await folded.DisposeAsync();
    }

    static IEnumerable<Query> Questions() =>
    [
        new() { Measures = ["requests", "errors", "bytesOut"] },
        new() { Measures = ["requests"], Split = "time" },
        new() { Measures = ["requests", "errorRate"], Split = "route", Limit = 3 },
        new() { Measures = ["errors"], Split = "key", Limit = 30 },
        new() { Measures = ["requests"], Split = "status", Filters = [new Filter { Dimension = "route", Values = ["orders", "pay"] }] },
        new() { Measures = ["requests", "users"], Split = "route", Limit = 9, Filters = [new Filter { Dimension = "route", Values = ["pay"] }] },
        new() { Measures = ["requests"], Split = new(["time", "endpoint"]), Limit = 20 },
        new() { Measures = ["requests"], Split = new(["time", "route"]), Limit = 2 },
    ];

    [TestCaseSource(nameof(Questions))]
    public async Task A_comparison_is_what_raw_events_alone_give(Query query)
    {
        // The first range lies in cells and its comparison too; the second begins in cells and ends in raw events; the third
        // is raw, and all that it compares with lies in cells.
        foreach (var (from, to) in new[] { ("12", "20"), ("26", "47"), ("47", "53") })
        {
            foreach (var compare in new[] { "previous", "day" })
            {
                var range = new TimeRange { From = At(from), To = At(to), Interval = "1h" };
                Assert.That(await AskAsync(folded, query, range, compare), Is.EqualTo(await AskAsync(raw, query, range, compare)), $"{from} to {to}, {compare}");
            }
        }
    }

    [Test]
    public async Task A_stretch_without_some_of_the_values_gives_the_others_their_own()
    {
        var from = From.AddHours(4).AddSeconds(30);
        var to = From.AddHours(6).AddSeconds(30);
        await using var stand = await QueryStand.CreateAsync(From.AddHours(9), []);
        await stand.ReportAsync("node-1", From);
        await stand.StoreAsync(
        [
            // Before: at the edge the second value alone, in the middle both.
            Event("b", 2, 0, 45), Event("a", 3, 0, 0), Event("b", 3, 0, 0), Event("b", 4, 0, 10),
            Event("a", 5, 0, 0), Event("a", 5, 1, 0), Event("b", 5, 2, 0),
        ]);
        await stand.AdvanceAsync(From.AddHours(8));
        await stand.FoldAsync();

        var ranking = await stand.AskAsync<RankingResult>(
            new QueryScope("acme"), new Query { Measures = ["requests", "p95"], Split = "route" }, new TimeRange { From = $"{from:O}", To = $"{to:O}" }, "previous");

        Assert.That(ranking.Source, Is.EqualTo("rollup and raw"));
        Assert.That(
            ranking.Rows.Select(row => (row.Key, row.Values["requests"], row.Previous!["requests"])),
            Is.EqualTo(new (string?, double?, double?)[] { ("a", 2, 1), ("b", 1, 3) }));
    }

    static async Task<QueryStand> StandAsync()
    {
        var stand = await QueryStand.CreateAsync(From.AddHours(54), SampleTraffic.Make(3000, TimeSpan.FromHours(54)));
        await stand.ReportAsync("node-1", From.AddHours(45));
        await stand.ReportAsync("node-2", From.AddHours(45));
        return stand;
    }

    static string At(string hours) => From.AddHours(double.Parse(hours, System.Globalization.CultureInfo.InvariantCulture)).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The answer without where it came from.</summary>
    static async Task<string> AskAsync(QueryStand stand, Query query, TimeRange range, string compare)
    {
        var node = JsonSerializer.SerializeToNode(await stand.AskAsync(new QueryScope("acme"), query, range, compare), JsonSerializerOptions.Web)!.AsObject();
        foreach (var told in new[] { "source", "exact", "errorBound" })
            node.Remove(told);
        return node.ToJsonString();
    }

    static SampleEvent Event(string route, int hours, int minutes, int seconds) =>
        new() { Time = From.UtcDateTime.Add(new TimeSpan(hours, minutes, seconds)), Route = route, DurationMicros = 5000 };
}
