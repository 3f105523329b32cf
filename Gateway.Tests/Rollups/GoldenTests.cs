using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sketches;
using Gateway.Tests.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

/// <summary>Every cell of the matrix against the same figures computed from the list of events.</summary>
public sealed class GoldenTests
{
    static readonly IReadOnlyList<SampleEvent> Events = SampleTraffic.Make(6000, TimeSpan.FromHours(50));
    static readonly DateTime Complete = SampleTraffic.Start.AddHours(60);

    RollupStand stand = null!;

    [OneTimeSetUp]
    public async Task FoldAsync()
    {
        stand = await RollupStand.CreateAsync();
        await stand.ReportAsync("node-1", Complete);
        await stand.ReportAsync("node-2", Complete);
        await stand.StoreAsync(Events);
        await RollupStand.FoldAsync(stand.Folder());
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    static IEnumerable<TestCaseData> Cells =>
        from entry in Matrix.All
        from scope in entry.Scopes
        from grain in entry.Grains
        select new TestCaseData(grain, scope, entry).SetArgDisplayNames(grain.Name, $"{scope}", entry.Dimension.Name);

    [TestCaseSource(nameof(Cells))]
    public async Task A_cell_holds_what_the_list_gives(Grain grain, ScopeKind scope, MatrixEntry entry)
    {
        var expected = ExpectedCells.Group(Events.Where(each => each.Time < grain.Floor(Complete)), grain, scope, entry.Dimension);
        var request = RollupStand.All(grain, scope, entry.Dimension);
        await foreach (var row in stand.Reader.ReadAsync(request, default))
        {
            for (var value = 0; value < row.Count; value++)
            {
                var name = entry.Dimension.IsText ? request.Texts[row.Keys[value]] : $"{row.Keys[value]}";
                var key = (row.Bucket, row.Tenant, row.ScopeId, name);
                Assert.That(expected.Remove(key, out var own), $"{key} should not be there, or only once");
                Assert.That(RollupStand.Show(row.Counts[value]), Is.EqualTo(RollupStand.Show(ExpectedCells.Counts(own!, entry.Dimension))), $"{key}");
                foreach (var kind in new[] { CellTimes.Duration, CellTimes.Upstream, CellTimes.Own }.Where(kind => (entry.Times & kind) != 0))
                    CheckTimes(RollupStand.Sketch(row, kind, value), ExpectedCells.Times(kind, own!), $"{key} {kind}");
                if (entry.Dimension == CellDimensions.Total && Matrix.HasUsers(grain, scope))
                    Assert.That(row.Users.IsEmpty ? 0 : DistinctSketch.Parse(row.Users).Count, Is.EqualTo(own!.Select(each => each.User).OfType<long>().Distinct().Count()));
            }
        }

        Assert.That(expected.Keys, Is.Empty);
    }

    [Test]
    public async Task The_status_says_how_far_each_grain_is()
    {
        var status = await new FoldStatusReader(stand.Database).ReadAsync(default);
        Assert.That(status.RawSince, Is.Null);
        Assert.That(status.Grains.Select(each => each.Grain), Is.EqualTo(Grains.All));
        Assert.That(status.Grains.Select(each => each.Through), Is.EqualTo(new[] { Complete, Complete, Complete, SampleTraffic.Start.AddDays(2) }.Select(time => new DateTimeOffset(time))));
        Assert.That(status.Grains.Select(each => each.Since), Is.All.EqualTo(new DateTimeOffset(SampleTraffic.Start)));
        Assert.That(status.Grains.Select(each => each.Stale), Is.All.Zero);
        Assert.That(status.Of(Grain.Hour).Node, Is.EqualTo("node-1"));
        Assert.That(status.Of(Grain.Hour).Through, Is.GreaterThanOrEqualTo((DateTimeOffset)Complete));
        Assert.That(status.Of(Grain.Day).Through, Is.LessThan((DateTimeOffset)Complete));
    }

    [Test]
    public async Task Ids_and_span_of_a_request_choose_rows()
    {
        var request = RollupStand.All(Grain.Hour, ScopeKind.Route, CellDimensions.Total, "acme") with
        {
            From = SampleTraffic.Start.AddHours(2),
            To = SampleTraffic.Start.AddHours(4),
            ScopeIds = ["orders", "pay", "nothing"],
            Times = false,
            Users = false,
        };
        var rows = new List<(DateTime, string, long)>();
        await foreach (var row in stand.Reader.ReadAsync(request, default))
        {
            Assert.That(row.Times(CellTimes.Duration, 0).IsEmpty && row.Users.IsEmpty);
            rows.Add((row.Bucket, row.ScopeId, row.Counts[0].Requests));
        }

        var expected = Events
            .Where(each => each.Tenant == "acme" && each.Route is "orders" or "pay" && each.Time >= request.From && each.Time < request.To && each.Tenant == "acme")
            .GroupBy(each => (Grain.Hour.Floor(each.Time).UtcDateTime, each.Route!))
            .Select(group => (group.Key.UtcDateTime, group.Key.Item2, (long)group.Count()));
        Assert.That(rows, Is.EquivalentTo(expected));
    }

    [Test]
    public void Cells_that_the_matrix_does_not_have_are_refused_by_name() => Assert.That(
        async () =>
        {
            await foreach (var _ in stand.Reader.ReadAsync(RollupStand.All(Grain.Quarter, ScopeKind.Key, CellDimensions.Host), default))
            {
            }
        },
        Throws.ArgumentException.With.Message.Contains("Key by host at 15m"));

    static void CheckTimes(LatencySketch? sketch, List<long> times, string message)
    {
        Assert.That(sketch?.Count ?? 0, Is.EqualTo(times.Count), message);
        foreach (var share in times.Count == 0 ? [] : new[] { 0.5, 0.95, 0.99 })
        {
            double exact = times[(int)Math.Ceiling((decimal)share * times.Count) - 1];
            Assert.That(sketch!.Quantile(share), Is.EqualTo(exact).Within(exact * 0.01), message);
        }
    }
}
