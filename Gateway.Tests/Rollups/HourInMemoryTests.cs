using Gateway.Analytics.Rollups;
using Gateway.Tests.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

/// <summary>An hour that is counted along with its minutes is what its events say, whatever happens meanwhile.</summary>
public sealed class HourInMemoryTests
{
    static readonly DateTime Start = SampleTraffic.Start;
    static readonly DateTime Complete = Start.AddHours(2);
    static readonly IReadOnlyList<SampleEvent> Events = SampleTraffic.Make(400, TimeSpan.FromHours(2), seed: 5);

    RollupStand stand = null!;
    Folder folder = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        stand = await RollupStand.CreateAsync();
        folder = stand.Folder();
        await stand.StoreAsync(Events);
    }

    [TearDown]
    public async Task DisposeAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Each_event_is_read_once_and_the_hours_are_the_same_as_counted_anew()
    {
        var read = 0L;
        for (var at = Start; at <= Complete; at = at.AddMinutes(20))
            read += await FoldAsync(folder, at);
        Assert.That(read, Is.EqualTo(Events.Count));
        await SameAnewAsync();
    }

    [Test]
    public async Task In_one_go_too()
    {
        Assert.That(await FoldAsync(folder, Complete), Is.EqualTo(Events.Count));
        await SameAnewAsync();
    }

    [Test]
    public async Task An_event_that_comes_late_into_a_built_minute_is_in_its_hour()
    {
        await FoldAsync(folder, Start.AddMinutes(30));
        await stand.StoreAsync([Events[0] with { Time = Start.AddMinutes(3) }]);
        await FoldAsync(folder, Start.AddMinutes(50));

        // All its minutes are built, and it is not: one of them gets another.
        await stand.ReportAsync("node-1", Start.AddHours(1));
        await folder.RoundAsync(default);
        Assert.That(await stand.ScalarAsync("select array_agg(through order by grain) from folds where grain in (1, 4)"), Is.EqualTo(new[] { Start.AddHours(1), Start }));
        await stand.StoreAsync([Events[0] with { Time = Start.AddMinutes(4) }]);
        await SameAnewAsync();
        Assert.That(await RequestsAsync(), Is.EqualTo(Events.Count(each => each.Time < Start.AddHours(1)) + 2));
    }

    [Test]
    public async Task A_minute_that_another_node_built_again_counts()
    {
        await FoldAsync(folder, Start.AddMinutes(30));
        await stand.StoreAsync([Events[0] with { Time = Start.AddMinutes(3) }]);
        await RollupStand.FoldAsync(stand.Folder("node-2"));
        await FoldAsync(folder, Complete);
        await SameAnewAsync();
        Assert.That(await RequestsAsync(), Is.EqualTo(Events.Count(each => each.Time < Start.AddHours(1)) + 1));
    }

    [Test]
    public async Task Nodes_that_take_turns_build_the_same()
    {
        Folder[] nodes = [folder, stand.Folder("node-2"), stand.Folder("node-3")];
        for (var at = Start; at <= Complete; at = at.AddMinutes(10))
            await FoldAsync(nodes[(at - Start).Minutes / 10 % 3], at);
        await SameAnewAsync();
    }

    [Test]
    public async Task What_was_removed_of_a_tenant_does_not_come_back_with_the_hour()
    {
        await FoldAsync(folder, Start.AddMinutes(30));
        await new TenantTraffic(stand.Database).RemoveAsync("globex", default);
        await FoldAsync(folder, Complete);
        Assert.That(await stand.DumpAsync("globex"), Is.Empty);
        await SameAnewAsync();
    }

    /// <summary>Folds what is complete; answers how many events were read for it.</summary>
    async Task<long> FoldAsync(Folder by, DateTime complete)
    {
        await stand.ReportAsync("node-1", complete);
        var events = 0L;
        while (true)
        {
            var round = await by.RoundAsync(default);
            events += round.Events;
            if (!round.More)
                return events;
        }
    }

    async Task SameAnewAsync()
    {
        await FoldAsync(folder, Complete);
        var dump = await stand.DumpAsync();
        Assert.That(dump, Is.Not.Empty);
        await stand.Folder("node-9").RebuildAsync(Start, Complete, default);
        await FoldAsync(stand.Folder("node-9"), Complete);
        Assert.That(await stand.DumpAsync(), Is.EqualTo(dump));
    }

    async Task<long> RequestsAsync()
    {
        var requests = 0L;
        await foreach (var row in stand.Reader.ReadAsync(RollupStand.All(Grain.Hour, ScopeKind.Tenant, CellDimensions.Total) with { To = Start.AddHours(1) }, default))
            requests += row.Counts[0].Requests;
        return requests;
    }
}
