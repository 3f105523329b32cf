using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;
using Gateway.Tests.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Requests;

/// <summary>Pages while time goes on: new requests, removed days, searches that end before they are through.</summary>
public sealed class RequestPagingTests
{
    static readonly DateTime Noon = new(2026, 3, 12, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public async Task Requests_that_come_while_one_pages_change_no_page_that_follows([Values("newest", "slowest")] string order)
    {
        var before = SampleTraffic.Make(400, TimeSpan.FromHours(3), start: Noon.AddHours(-3));
        await using var stand = await RequestStand.CreateAsync(Noon, before);
        var question = new RequestQuestion { From = "now-3h", Limit = 50, Order = order };
        var expected = (await stand.AllAsync(QueryScope.AllTenants, question with { Limit = 200 })).Select(row => row.Id).ToList();
        var round = 0;
        var rows = await stand.AllAsync(QueryScope.AllTenants, question, between: async () =>
        {
            // Newer than all, and slower than all: they belong before the first page.
            stand.Queries.Clock.Now = stand.Queries.Clock.Now.AddMinutes(1);
            round++;
            await stand.Queries.StoreAsync([new SampleEvent { Time = Noon.AddSeconds(round), DurationMicros = long.MaxValue / 2, Spool = 1 }]);
        });
        Assert.That(round, Is.GreaterThan(5));
        Assert.That(rows.Select(row => row.Id), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_range_that_begins_before_what_is_kept_says_since_when_it_is()
    {
        await using var stand = await RequestStand.CreateAsync(Noon, SampleTraffic.Make(300, TimeSpan.FromDays(3), start: Noon.Date.AddDays(-2)));
        var kept = Noon.Date.AddDays(-1);
        await stand.Queries.DropEventsAsync(kept);
        var page = await stand.PageAsync(QueryScope.AllTenants, new RequestQuestion { From = "now-14d", Limit = 200 });
        Assert.That(page.RawSince, Is.EqualTo(new DateTimeOffset(kept)));
        Assert.That(page.Items.Select(row => row.Time.UtcDateTime), Is.Not.Empty.And.All.GreaterThanOrEqualTo(kept));
        Assert.That((await stand.PageAsync(QueryScope.AllTenants, new RequestQuestion { From = "now-1h" })).RawSince, Is.Null);

        var gone = await stand.PageAsync(QueryScope.AllTenants, new RequestQuestion { From = "now-14d", To = "now-10d" });
        Assert.That((gone.Items.Count, gone.Next, gone.RawSince), Is.EqualTo((0, null as string, new DateTimeOffset(kept))));
    }

    [Test]
    public async Task A_search_that_takes_too_long_says_how_far_it_came_and_its_cursor_goes_on()
    {
        var events = SampleTraffic.Make(500, TimeSpan.FromDays(6), start: Noon.Date.AddDays(-6));
        await using var stand = await RequestStand.CreateAsync(Noon, events);
        var slow = new SlowClock(Noon);
        var explorer = new RequestExplorer(
            stand.Queries.Database, new Analytics.Rollups.FoldStatusReader(stand.Queries.Database), new PresetCatalogue([], new QueryOptions()), new NoNames(), new TenantPlaces(new QueryOptions()), new QueryOptions(), slow);
        var question = new RequestQuestion { From = "now-7d", Limit = 200, Filters = [new Filter { Dimension = "route", Values = ["pay"] }] };
        var (found, stops) = (new List<string>(), 0);
        for (string? cursor = null; ;)
        {
            var page = (await explorer.FindAsync(QueryScope.AllTenants, question with { Cursor = cursor }, default)).Page!;
            found.AddRange(page.Items.Select(row => row.Id));
            Assert.That(page.ScannedUntil is null, Is.EqualTo(page.Next is null));
            if (page.Next is null)
                break;
            stops++;
            Assert.That(page.Items.All(row => row.Time >= page.ScannedUntil));
            cursor = page.Next;
        }

        Assert.That(stops, Is.GreaterThan(2));
        Assert.That(found, Is.EqualTo(events.Select((each, index) => (each, index)).Where(each => each.each.Route == "pay").OrderByDescending(each => each.each.Time).Select(each => RequestStand.IdOf(each.each, each.index))));
    }

    [Test]
    public async Task A_statement_past_its_time_is_stopped_with_a_clear_answer()
    {
        await using var stand = await RequestStand.CreateAsync(Noon, SampleTraffic.Make(20_000, TimeSpan.FromHours(1), start: Noon.AddHours(-1)));
        var explorer = stand.With(new QueryOptions { StatementTimeout = TimeSpan.FromMilliseconds(2) });
        var answer = await explorer.FindAsync(
            QueryScope.AllTenants,
            new RequestQuestion { Order = "slowest", Filters = [.. Enumerable.Range(0, 20).Select(_ => new Filter { Dimension = "endpoint", Op = "prefix", Values = [.. Enumerable.Range(0, 100).Select(at => $"/x{at}")] })] },
            default);
        Assert.That(answer.Page, Is.Null);
        Assert.That((answer.Problem?.Status, answer.Problem?.Title), Is.EqualTo((504, "The search took too long.")));
    }

    /// <summary>A fifth of a second passes whenever somebody looks.</summary>
    sealed class SlowClock(DateTimeOffset now) : TimeProvider
    {
        long looks;

        public override DateTimeOffset GetUtcNow() => now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ++looks * TimeSpan.TicksPerSecond / 5;
    }
}
