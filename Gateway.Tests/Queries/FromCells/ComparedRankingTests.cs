using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries.FromCells;

/// <summary>The earlier figures of a ranking, where its edges are read from raw events and its middle from cells.</summary>
public sealed class ComparedRankingTests
{
    static readonly DateTimeOffset Start = SampleTraffic.Start;

    [Test]
    public async Task A_stretch_without_some_of_the_values_gives_the_others_their_own()
    {
        var from = Start.AddHours(4).AddSeconds(30);
        var to = Start.AddHours(6).AddSeconds(30);
        await using var stand = await QueryStand.CreateAsync(Start.AddHours(9), []);
        await stand.ReportAsync("node-1", Start);
        await stand.StoreAsync(
        [
            // Before: at the edge the second value alone, in the middle both.
            At("b", 2, 0, 45), At("a", 3, 0, 0), At("b", 3, 0, 0), At("b", 4, 0, 10),
            At("a", 5, 0, 0), At("a", 5, 1, 0), At("b", 5, 2, 0),
        ]);
        await stand.AdvanceAsync(Start.AddHours(8));
        await stand.FoldAsync();

        var ranking = await stand.AskAsync<RankingResult>(
            new QueryScope("acme"), new Query { Measures = ["requests", "p95"], Split = "route" }, new TimeRange { From = $"{from:O}", To = $"{to:O}" }, "previous");

        Assert.That(ranking.Source, Is.EqualTo("rollup and raw"));
        Assert.That(
            ranking.Rows.Select(row => (row.Key, row.Values["requests"], row.Previous!["requests"])),
            Is.EqualTo(new (string?, double?, double?)[] { ("a", 2, 1), ("b", 1, 3) }));
    }

    static SampleEvent At(string route, int hours, int minutes, int seconds) =>
        new() { Time = Start.UtcDateTime.Add(new TimeSpan(hours, minutes, seconds)), Route = route, DurationMicros = 5000 };
}
