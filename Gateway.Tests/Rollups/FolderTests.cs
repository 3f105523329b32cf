using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

/// <summary>The same cells, whoever folds, however often, and in whatever order the events came.</summary>
public sealed class FolderTests
{
    static readonly DateTime Start = SampleTraffic.Start;
    static readonly DateTime Complete = Start.AddHours(30);
    static readonly IReadOnlyList<SampleEvent> Events = SampleTraffic.Make(2000, TimeSpan.FromHours(27), seed: 21);

    RollupStand stand = null!;

    [SetUp]
    public async Task CreateAsync() => stand = await RollupStand.CreateAsync();

    [TearDown]
    public async Task DisposeAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Folding_again_gives_the_same_cells()
    {
        var once = await FilledAsync();
        Assert.That(once, Is.Not.Empty);
        Assert.That(await stand.Folder().RebuildAsync(Start, Complete, default), Is.EqualTo(30 * 60 + 30));
        Assert.That(await RollupStand.FoldAsync(stand.Folder()), Is.EqualTo(30 * 60 + 30 + 1));
        Same(await stand.DumpAsync(), once);
        Assert.That(await RollupStand.FoldAsync(stand.Folder()), Is.Zero, "nothing is left");
    }

    [Test]
    public async Task Two_folders_at_once_build_each_bucket_once()
    {
        var once = await FilledAsync(async () =>
        {
            var built = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => UntilBuiltAsync(stand.Folder($"node-{node}"))));
            Assert.That(built.Sum(), Is.EqualTo(30 * 60 + 30 + 1));
        });
        Same(once, await ReferenceAsync());
    }

    [Test]
    public async Task A_fold_that_is_cancelled_anywhere_leaves_nothing_half_done()
    {
        var random = new Random(8);
        var cancelled = 0;
        var dump = await FilledAsync(async () =>
        {
            var folder = stand.Folder();
            for (var attempt = 0; attempt < 60; attempt++)
            {
                using var life = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 60)));
                try
                {
                    await RollupStand.FoldAsync(folder, life.Token);
                }
                catch (OperationCanceledException)
                {
                    cancelled++;
                }
            }

            // The server may still be at what was cancelled last, and has the lease until it sees that.
            await UntilBuiltAsync(folder);
        });
        Assert.That(cancelled, Is.GreaterThan(5));
        Same(dump, await ReferenceAsync());
    }

    [Test]
    public async Task A_fold_whose_connections_die_is_taken_over()
    {
        var dump = await FilledAsync(async () =>
        {
            var folder = stand.Folder();
            // The last ones are left alone, but may still be given a connection that was killed before.
            var isWhole = false;
            for (var attempt = 0; attempt < 15 || !isWhole; attempt++)
            {
                var folding = RollupStand.FoldAsync(folder);
                if (attempt < 15)
                    await KillAsync();
                try
                {
                    await folding;
                    isWhole = true;
                }
                catch (Exception died) when (attempt < 25 && died is NpgsqlException or IOException)
                {
                    // As a node that dies: another one goes on.
                    folder = stand.Folder($"node-{attempt}");
                    isWhole = false;
                }
            }
        });
        Same(dump, await ReferenceAsync());
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(4, 4)]
    public async Task The_split_over_nodes_the_order_and_the_lateness_of_events_do_not_matter(int nodes, int seed)
    {
        var random = new Random(seed);
        var events = Events.Select(each => each with { Spool = 1 + random.Next(nodes) }).ToArray();
        random.Shuffle(events);
        for (var node = 1; node <= nodes; node++)
            await stand.ReportAsync($"node-{node}", Start);
        var folder = stand.Folder();
        for (var hour = 0; hour <= 30; hour += 3)
        {
            // Whatever was stored so far is called complete: all that comes after is late.
            await stand.StoreAsync(events.Skip(events.Length * hour / 30).Take(events.Length / 10), batch: 70);
            for (var node = 1; node <= nodes; node++)
                await stand.ReportAsync($"node-{node}", Start.AddHours(hour));
            await RollupStand.FoldAsync(folder);
        }

        Same(WithoutNodes(await stand.DumpAsync()), WithoutNodes(await ReferenceAsync()));
        Assert.That((await new FoldStatusReader(stand.Database).ReadAsync(default)).Grains.Select(each => each.Stale), Is.All.Zero);
    }

    [Test]
    public async Task A_fold_waits_for_a_batch_that_is_on_its_way_into_the_bucket()
    {
        var late = Events[0] with { Time = Start.AddHours(1).AddMinutes(5) };
        await stand.ReportAsync("node-1", Complete);
        await stand.StoreAsync(Events.Where(each => each.Time.Date == Start));
        Task<int>? folding = null;
        await SampleEvent.StoreAsync(stand.Database, [late], async session =>
        {
            await LateRows.MarkAsync(session, RollupStand.Minutes([late]), default);
            folding = RollupStand.FoldAsync(stand.Folder());
            await Eventually.HoldsAsync(async () => await stand.ScalarAsync("select count(*) from pg_locks where locktype = 'advisory' and not granted") is >= 1L, "the fold waits for the batch");
        });
        await folding!;
        Assert.That(await RequestsAsync(Grain.Hour, Start.AddHours(1)), Is.EqualTo(1 + Events.Count(each => Grain.Hour.Floor(each.Time) == Start.AddHours(1))));
    }

    [Test]
    public async Task A_late_event_is_counted_in_its_minute_hour_and_day()
    {
        await FilledAsync();
        var late = Events[0] with { Time = Start.AddHours(5).AddMinutes(17), Route = "orders", Tenant = "acme" };
        var before = await Task.WhenAll(Grains.All.Select(grain => RequestsAsync(grain, grain.Floor(late.Time).UtcDateTime)));
        await stand.StoreAsync([late]);
        var stale = await new FoldStatusReader(stand.Database).ReadAsync(default);
        Assert.That(stale.Grains.Select(each => each.Stale), Is.EqualTo(new[] { 1, 1, 1, 0 }));
        Assert.That(stale.Of(Grain.Hour).OldestStale, Is.EqualTo(new DateTimeOffset(Start.AddHours(5))));
        await RollupStand.FoldAsync(stand.Folder());
        Assert.That(await Task.WhenAll(Grains.All.Select(grain => RequestsAsync(grain, grain.Floor(late.Time).UtcDateTime))), Is.EqualTo(before.Select(requests => requests + 1)));
    }

    [Test]
    public async Task Nothing_is_folded_past_what_every_live_node_has_written()
    {
        await stand.StoreAsync(Events);
        await stand.ReportAsync("fast", Start.AddHours(9).AddMinutes(30));
        await stand.ReportAsync("slow", Start.AddHours(4).AddMinutes(2));
        await RollupStand.FoldAsync(stand.Folder());
        Assert.That(await ThroughAsync(), Is.EqualTo((Start.AddHours(4).AddMinutes(2), Start.AddHours(4))));

        // Silent for five minutes: it is left out.
        await stand.ReportAsync("slow", Start.AddHours(4).AddMinutes(2), seen: "now() - interval '5 minutes 1 second'");
        await RollupStand.FoldAsync(stand.Folder());
        Assert.That(await ThroughAsync(), Is.EqualTo((Start.AddHours(9).AddMinutes(30), Start.AddHours(9))));
    }

    [Test]
    public async Task A_node_that_stopped_holds_nothing_up_and_one_that_begins_does()
    {
        await stand.StoreAsync(Events);
        await stand.ReportAsync("stopped", Start.AddHours(1), state: "stopped");
        await stand.ReportAsync("running", Start.AddHours(3));
        await RollupStand.FoldAsync(stand.Folder());
        Assert.That(await ThroughAsync(), Is.EqualTo((Start.AddHours(3), Start.AddHours(3))));
        await stand.ReportAsync("running", Start.AddHours(8));
        await stand.ReportAsync("beginning", null);
        Assert.That(await RollupStand.FoldAsync(stand.Folder()), Is.Zero);
    }

    /// <summary>Rounds until all is built, by whomever; answers how many buckets this folder built.</summary>
    async Task<int> UntilBuiltAsync(Folder folder)
    {
        var buckets = 0;
        while (await stand.ScalarAsync("select count(*) from folds where (grain in (1, 4) and through >= '2026-03-11 06:00+00') or (grain = 8 and through >= '2026-03-11 00:00+00')") is not 3L)
            buckets += (await folder.RoundAsync(default)).Buckets;
        return buckets;
    }

    async Task<(DateTime Minute, DateTime Hour)> ThroughAsync()
    {
        var status = await new FoldStatusReader(stand.Database).ReadAsync(default);
        return (status.Of(Grain.Minute).Through!.Value.UtcDateTime, status.Of(Grain.Hour).Through!.Value.UtcDateTime);
    }

    async Task<long> RequestsAsync(Grain grain, DateTime bucket)
    {
        var requests = 0L;
        await foreach (var row in stand.Reader.ReadAsync(RollupStand.All(grain, ScopeKind.Tenant, CellDimensions.Total) with { From = bucket, To = bucket + grain.Length }, default))
            requests += row.Counts[0].Requests;
        return requests;
    }

    /// <summary>The cells of the events, folded by one folder in one go unless told otherwise.</summary>
    async Task<List<string>> FilledAsync(Func<Task>? fold = null)
    {
        await stand.ReportAsync("node-1", Complete);
        await stand.ReportAsync("node-2", Complete);
        await stand.StoreAsync(Events);
        await (fold is null ? RollupStand.FoldAsync(stand.Folder()) : fold());
        return await stand.DumpAsync();
    }

    /// <summary>The same in a database of its own.</summary>
    static async Task<List<string>> ReferenceAsync()
    {
        await using var own = await RollupStand.CreateAsync();
        await own.ReportAsync("node-1", Complete);
        await own.ReportAsync("node-2", Complete);
        await own.StoreAsync(Events);
        await RollupStand.FoldAsync(own.Folder());
        return await own.DumpAsync();
    }

    async Task KillAsync()
    {
        await using var connection = new NpgsqlConnection(stand.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and application_name = 'gateway-ingest'", connection);
        await command.ExecuteScalarAsync();
    }

    static void Same(List<string> actual, List<string> expected)
    {
        Assert.That(actual.Except(expected).Take(5), Is.Empty, "too much or different");
        Assert.That(expected.Except(actual).Take(5), Is.Empty, "missing or different");
        Assert.That(actual, Has.Count.EqualTo(expected.Count));
    }

    static List<string> WithoutNodes(List<string> dump) => [.. dump.Where(line => !line.Contains(" node '", StringComparison.Ordinal))];
}
