using Gateway.Analytics.Rollups;
using Gateway.Tests.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

/// <summary>The hour that is not over has cells too, as far as its minutes are built.</summary>
public sealed class RunningHourTests
{
    static readonly DateTime Start = SampleTraffic.Start;
    static readonly IReadOnlyList<SampleEvent> Events = SampleTraffic.Make(400, TimeSpan.FromHours(2), seed: 6);

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
    public async Task It_is_what_its_events_say_whether_it_was_counted_on_or_taken_up()
    {
        await FoldAsync(folder, Start.AddMinutes(20));
        await FoldAsync(folder, Start.AddMinutes(27));
        Assert.That(await FoldAsync(folder, Start.AddMinutes(41)), Is.EqualTo(SoFar(41)));
        var counted = await stand.DumpAsync(SoFar(41));
        Assert.That(counted, Is.EqualTo(await AnHourOfAsync(Events.Where(each => each.Time < Start.AddMinutes(41)))).And.Not.Empty);

        Assert.That(await FoldAsync(stand.Folder("node-2"), Start.AddMinutes(55)), Is.EqualTo(SoFar(55)));
        Assert.That(await stand.DumpAsync(SoFar(55)), Is.EqualTo(await AnHourOfAsync(Events.Where(each => each.Time < Start.AddMinutes(55)))));
        Assert.That(await stand.DumpAsync(SoFar(41)), Is.EqualTo(counted), "who looked a moment ago still finds what it saw");
    }

    [Test]
    public async Task An_event_that_comes_late_ends_it_until_it_is_counted_anew_once_an_hour()
    {
        Assert.That(await FoldAsync(folder, Start.AddMinutes(30)), Is.EqualTo(SoFar(30)));
        await stand.StoreAsync([Events[0] with { Time = Start.AddMinutes(3) }]);
        Assert.That(await RunningAsync(), Is.Null);
        Assert.That(await FoldAsync(folder, Start.AddMinutes(30)), Is.Null, "no minute is new");
        Assert.That(await FoldAsync(folder, Start.AddMinutes(31)), Is.EqualTo(SoFar(31)));
        var requests = (await stand.DumpAsync(SoFar(31))).Count(line => line.Contains(" Tenant ", StringComparison.Ordinal));
        Assert.That(requests, Is.Positive);

        await stand.StoreAsync([Events[0] with { Time = Start.AddMinutes(4) }]);
        await FoldAsync(folder, Start.AddMinutes(32));
        Assert.That(await FoldAsync(folder, Start.AddMinutes(33)), Is.Null);
        Assert.That(await FoldAsync(folder, Start.AddMinutes(75)), Is.EqualTo(new Span(Start.AddHours(1), Start.AddMinutes(75))), "the next hour begins anew");
    }

    [Test]
    public async Task There_is_none_when_an_hour_is_over()
    {
        await FoldAsync(folder, Start.AddMinutes(59));
        Assert.That(await FoldAsync(folder, Start.AddHours(1)), Is.Null);
        Assert.That(await FoldAsync(folder, Start.AddHours(1).AddSeconds(30)), Is.Null);
    }

    [Test]
    public async Task Nothing_is_left_of_a_tenant_that_was_removed()
    {
        await FoldAsync(folder, Start.AddMinutes(30));
        await new TenantTraffic(stand.Database).RemoveAsync("globex", default);
        Assert.That(await stand.ScalarAsync("select count(*) from running_cells where tenant = 'globex'"), Is.Zero);
        Assert.That(await RunningAsync(), Is.Null);
    }

    static Span SoFar(int minutes) => new(Start, Start.AddMinutes(minutes));

    /// <summary>The cells of the hour if nothing else had happened in it.</summary>
    static async Task<List<string>> AnHourOfAsync(IEnumerable<SampleEvent> events)
    {
        await using var other = await RollupStand.CreateAsync();
        await other.StoreAsync(events);
        await other.ReportAsync("node-1", Start.AddHours(1));
        await RollupStand.FoldAsync(other.Folder());
        return [.. (await other.DumpAsync()).Where(line => line.StartsWith("1h ", StringComparison.Ordinal))];
    }

    async Task<Span?> FoldAsync(Folder by, DateTime complete)
    {
        await stand.ReportAsync("node-1", complete);
        await RollupStand.FoldAsync(by);
        return await RunningAsync();
    }

    async Task<Span?> RunningAsync() => (await new FoldStatusReader(stand.Database).ReadAsync(default)).Of(Grain.Hour).Running;
}
