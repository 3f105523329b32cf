using Gateway.Analytics.Rollups;
using Gateway.Tests.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

/// <summary>More values than a cell holds: the largest stay, the rest is one, and nothing is lost.</summary>
public sealed class OtherTests
{
    const int Cap = 50;

    static readonly DateTime Start = SampleTraffic.Start;

    [Test]
    public async Task The_largest_values_stay_and_the_rest_adds_up_exactly()
    {
        var random = new Random(4);
        var ranked = SampleTraffic.Make(20_000, TimeSpan.FromHours(1), seed: 4)
            .Select(each => each with { Tenant = "acme", Route = "orders", Endpoint = $"/e/{(int)(5000 * Math.Pow(random.NextDouble(), 4))}" })
            .ToList();
        await using var stand = await FoldedAsync(ranked);
        foreach (var scope in new[] { ScopeKind.Tenant, ScopeKind.Route })
        {
            foreach (var grain in new[] { Grain.Hour, Grain.Day })
                await CheckAsync(stand, ranked, grain, scope);
        }
    }

    /// <summary>Paths, hosts, states and versions that come once each, past the ten thousand that a fold keeps apart.</summary>
    [Test]
    public async Task Values_that_a_client_makes_up_take_no_more_than_their_share()
    {
        var made = Enumerable.Range(0, 40_000).Select(number => new SampleEvent
        {
            Time = Start.AddTicks(number * 100_000L),
            Route = "orders",
            Host = $"{number}.example.com",
            Endpoint = $"/{number}",
            Status = (short)(200 + number % 400),
            ConfigVersion = number,
        }).ToList();
        await using var stand = await FoldedAsync(made);
        foreach (var dimension in new[] { CellDimensions.Host, CellDimensions.Endpoint, CellDimensions.Status, CellDimensions.ConfigVersion })
        {
            await foreach (var row in stand.Reader.ReadAsync(RollupStand.All(Grain.Hour, ScopeKind.Tenant, dimension), default))
            {
                Assert.That(row.Count, Is.EqualTo(Cap + 1), dimension.Name);
                Assert.That(Total(row), Is.EqualTo(RollupStand.Show(ExpectedCells.Counts([.. made.Where(each => Grain.Hour.Floor(each.Time) == row.Bucket)], dimension))));
            }
        }
    }

    static async Task<RollupStand> FoldedAsync(List<SampleEvent> events)
    {
        var stand = await RollupStand.CreateAsync();
        await stand.ReportAsync("node-1", Start.AddDays(1));
        await stand.ReportAsync("node-2", Start.AddDays(1));
        await stand.StoreAsync(events, batch: 50_000);
        await RollupStand.FoldAsync(stand.Folder(options: new RollupOptions { ValuesPerCell = Cap }));
        return stand;
    }

    static async Task CheckAsync(RollupStand stand, List<SampleEvent> events, Grain grain, ScopeKind scope)
    {
        var request = RollupStand.All(grain, scope, CellDimensions.Endpoint);
        var rows = 0;
        await foreach (var row in stand.Reader.ReadAsync(request, default))
        {
            rows++;
            Assert.That(row.Count, Is.EqualTo(Cap + 1));
            var first = events.GroupBy(each => each.Endpoint!)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(Cap)
                .ToDictionary(group => group.Key, group => group.ToList());
            for (var value = 0; value < Cap; value++)
                Assert.That(RollupStand.Show(row.Counts[value]), Is.EqualTo(RollupStand.Show(ExpectedCells.Counts(first[request.Texts[row.Keys[value]]], CellDimensions.Endpoint))));

            var others = events.Where(each => !first.ContainsKey(each.Endpoint!)).ToList();
            Assert.That(row.Keys[Cap], Is.EqualTo(CellRow.Other));
            Assert.That(RollupStand.Show(row.Counts[Cap]), Is.EqualTo(RollupStand.Show(ExpectedCells.Counts(others, CellDimensions.Endpoint))));
            var times = ExpectedCells.Times(CellTimes.Duration, others);
            var sketch = RollupStand.Sketch(row, CellTimes.Duration, Cap)!;
            Assert.That(sketch.Count, Is.EqualTo(times.Count));
            Assert.That(sketch.Quantile(0.5), Is.EqualTo(times[(times.Count + 1) / 2 - 1]).Within(1).Percent);
        }

        Assert.That(rows, Is.EqualTo(1));
    }

    static string Total(CellRow row)
    {
        var total = default(CellCounts);
        foreach (ref readonly var counts in row.Counts)
            total.Add(in counts);
        return RollupStand.Show(total);
    }
}
