using System.Text.Json;
using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries.FromCells;

/// <summary>Answers depend on what happened, not on the node that saw it, the order it was stored in, or how late that was.</summary>
public sealed class ArrivalTests
{
    static readonly DateTimeOffset From = SampleTraffic.Start;
    static readonly DateTimeOffset Folded = From.AddHours(39.4);
    static readonly DateTimeOffset To = From.AddDays(2);
    static readonly SampleEvent[] Events = [.. SampleTraffic.Make(1500, TimeSpan.FromDays(2), seed: 11).Select(each => each with { Spool = 1 })];

    string expected = "";

    [OneTimeSetUp]
    public async Task AnswerAsync()
    {
        await using var stand = await StandAsync(nodes: 1);
        await stand.StoreAsync([.. Events.OrderBy(each => each.Time)]);
        await stand.AdvanceAsync(Folded);
        await stand.FoldAsync();
        expected = await AskAsync(stand);
        Assert.That(expected, Does.Contain("rollup and raw"));
    }

    [Test]
    public async Task Any_split_over_nodes_in_any_order_gives_the_same_answers([Range(1, 4)] int nodes)
    {
        var random = new Random(nodes);
        await using var stand = await StandAsync(nodes);
        await stand.StoreAsync([.. Shuffled(random, nodes)], batch: 1 + random.Next(300));
        await stand.AdvanceAsync(Folded);
        await stand.FoldAsync();
        Assert.That(await AskAsync(stand), Is.EqualTo(expected));
    }

    [Test]
    public async Task However_late_events_come_the_answers_are_the_same_in_the_end([Values(1, 4)] int nodes)
    {
        const int steps = 6;
        var random = new Random(100 + nodes);
        await using var stand = await StandAsync(nodes);
        var events = Shuffled(random, nodes);
        for (var step = 1; step <= steps; step++)
        {
            // What was stored so far is called complete and folded: most of what comes next is late.
            await stand.StoreAsync([.. events.Skip(Events.Length * (step - 1) / steps).Take(Events.Length / steps)]);
            await stand.AdvanceAsync(From + (Folded - From) * step / steps);
            if (step == steps)
                Assert.That(await AskAsync(stand), Is.Not.EqualTo(expected), "cells lack late events until they are built again");
            await stand.FoldAsync();
        }

        Assert.That(await AskAsync(stand), Is.EqualTo(expected));
    }

    static SampleEvent[] Shuffled(Random random, int nodes)
    {
        var events = Events.Select(each => each with { Spool = 1 + random.Next(nodes) }).ToArray();
        random.Shuffle(events);
        return events;
    }

    static async Task<QueryStand> StandAsync(int nodes)
    {
        var stand = await QueryStand.CreateAsync(To.AddHours(6), []);
        for (var node = 1; node <= nodes; node++)
            await stand.ReportAsync($"node-{node}", From);
        return stand;
    }

    /// <summary>Every preset, measure and dimension but those that tell nodes apart, as one text.</summary>
    static async Task<string> AskAsync(QueryStand stand)
    {
        var range = new TimeRange { From = $"{From:O}", To = $"{To:O}", Zone = "Asia/Kathmandu", Interval = "6h" };
        var presets = new PresetCatalogue([], new QueryOptions()).All.Where(preset => preset.Query.Split?.By.Contains("node") != true);
        var dimensions = Dimensions.All.Where(dimension => dimension.Splits && dimension.Name != "node");
        Query[] queries =
        [
            .. presets.Select(preset => new Query { Preset = preset.Name }),
            .. Measures.All.Chunk(12).Select(measures => new Query { Measures = [.. measures.Select(measure => measure.Name)], Split = "time" }),
            .. dimensions.Select(dimension => new Query { Measures = ["requests", "errorRate", "bytesOut"], Split = dimension.Name, Limit = 5 }),
            .. dimensions.Select(dimension => new Query { Measures = ["requests"], Split = new Split(["time", dimension.Name]), Limit = 3 }),
        ];
        var answers = new List<string>();
        foreach (var batch in queries.Select((query, number) => query with { Ref = $"{number}" }).Chunk(40))
        {
            var answer = await stand.Engine.RunAsync(QueryScope.AllTenants, new QueryRequest { Queries = [.. batch], Range = range }, default);
            Assert.That(answer.Errors, Is.Empty);
            Assert.That(answer.Results.Values.OfType<FailedResult>(), Is.Empty);
            answers.AddRange(answer.Results.Select(result => $"{result.Key}: {JsonSerializer.Serialize(result.Value)}"));
        }

        return string.Join('\n', answers);
    }
}
