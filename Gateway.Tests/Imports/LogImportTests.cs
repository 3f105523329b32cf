using Gateway.Analytics.Events;
using Gateway.Analytics.Imports;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Tests.Rollups;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Imports;

public sealed class LogImportTests
{
    static readonly DateTime Day = new(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc);
    static readonly SettableTime Now = new(new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));
    static readonly IReadOnlyList<EventRow> Rows = [.. Make()];

    [Test]
    public async Task Sums_of_a_day_past_its_events_are_those_that_the_fold_makes_of_them()
    {
        var keep = TimeSpan.FromDays(1000);
        await using var folded = await RollupStand.CreateAsync();
        var options = new RollupOptions { KeepEvents = keep, KeepMinutes = keep, KeepHours = keep };
        Assert.That(await ImportAsync(folded, options, Rows), Is.EqualTo(Rows.Count));
        await folded.ReportAsync("node-1", Now.Now.UtcDateTime);
        await RollupStand.FoldAsync(folded.Folder(options: options));
        Assert.That(await folded.ScalarAsync("select count(*) from events"), Is.EqualTo(Rows.Count));

        await using var added = await RollupStand.CreateAsync();
        options = new RollupOptions { KeepMinutes = keep, KeepHours = keep };
        // In parts that overlap, as rotated logs do.
        Assert.That(await ImportAsync(added, options, [.. Rows.Take(700)]), Is.EqualTo(700));
        Assert.That(await ImportAsync(added, options, Rows), Is.EqualTo(Rows.Count - 700));
        Assert.That(await ImportAsync(added, options, Rows), Is.Zero);
        Assert.That(await added.ScalarAsync("select count(*) from events"), Is.Zero);

        var expected = await folded.DumpAsync();
        Assert.That(expected, Has.Count.GreaterThan(1000));
        Assert.That(await added.DumpAsync(), Is.EqualTo(expected));

        // Neither the fold nor a rebuild takes away what has no events.
        await added.ReportAsync("node-1", Now.Now.UtcDateTime);
        await RollupStand.FoldAsync(added.Folder(options: options));
        await added.Folder(options: options).RebuildAsync(Day, Day.AddDays(5), default);
        await RollupStand.FoldAsync(added.Folder(options: options));
        Assert.That(await added.DumpAsync(), Is.EqualTo(expected));
    }

    [Test]
    public async Task Only_days_are_kept_of_what_is_older_than_hours()
    {
        await using var stand = await RollupStand.CreateAsync();
        var options = new RollupOptions { KeepEvents = TimeSpan.FromDays(2), KeepHours = TimeSpan.FromDays(2), KeepQuarters = TimeSpan.FromDays(2) };
        Assert.That(await ImportAsync(stand, options, [.. Rows.Take(700)]), Is.EqualTo(700));
        Assert.That(await ImportAsync(stand, options, Rows), Is.EqualTo(Rows.Count - 700));
        var days = await stand.DumpAsync();
        Assert.That(days.Where(line => line.StartsWith("1h", StringComparison.Ordinal)), Is.Empty);
        Assert.That(days.Where(line => line.StartsWith("1d", StringComparison.Ordinal)), Is.Not.Empty);
        var counted = days.Where(line => line.StartsWith("1d", StringComparison.Ordinal) && line.Contains(" acme Tenant '' total ", StringComparison.Ordinal)).Sum(line => long.Parse(line.Split(": ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(counted, Is.EqualTo(Rows.Count));
    }

    [Test]
    public async Task The_same_request_counts_on_another_server_and_twice_in_one_log()
    {
        await using var stand = await RollupStand.CreateAsync();
        EventRow[] twice = [Rows[0], Rows[0]];
        Assert.That(await ImportAsync(stand, new RollupOptions(), twice), Is.EqualTo(2));
        Assert.That(await ImportAsync(stand, new RollupOptions(), twice), Is.Zero);
        Assert.That(await ImportAsync(stand, new RollupOptions(), twice, "other"), Is.EqualTo(2));
    }

    [Test]
    public async Task One_import_runs_at_a_time_and_what_nobody_keeps_is_refused()
    {
        await using var stand = await RollupStand.CreateAsync();
        await using var import = await LogImport.BeginAsync(stand.Database, new RollupOptions(), "", Now, default);
        Assert.That(await LogImport.BeginAsync(stand.Database, new RollupOptions(), "", Now, default), Is.Null);
        Assert.That(import!.WhyNot(Now.Now.UtcDateTime.AddHours(1)), Does.Contain("future"));
        Assert.That(import.WhyNot(new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc)), Does.Contain("older"));
        Assert.That(import.WhyNot(Day), Is.Null);
    }

    static async Task<int> ImportAsync(RollupStand stand, RollupOptions options, IReadOnlyList<EventRow> rows, string source = "")
    {
        await using var import = await LogImport.BeginAsync(stand.Database, options, source, Now, default);
        import!.NextFile();
        var added = 0;
        foreach (var batch in rows.Chunk(500))
            added += await import.AddAsync(batch, default);
        return added;
    }

    /// <summary>Two days; some times unknown, two tenants, equal lines among them.</summary>
    static IEnumerable<EventRow> Make()
    {
        var random = new Random(7);
        for (var number = 0; number < 2000; number++)
        {
            var path = $"/items/{random.Next(40)}/part";
            yield return new EventRow(
                new RequestEvent
                {
                    Time = Day.AddSeconds(number * 80),
                    Tenant = "acme",
                    Route = random.Next(3) == 0 ? null : $"route-{random.Next(4)}",
                    Team = random.Next(2) == 0 ? "shop" : null,
                    Method = (RequestMethod)random.Next(1, 5),
                    Host = "example.com",
                    Path = path,
                    Status = (short)(random.Next(10) == 0 ? 500 : 200),
                    DurationMicros = random.Next(3) == 0 ? -1 : random.Next(1, 2_000_000),
                    UpstreamMicros = -1,
                    FirstByteMicros = -1,
                    BytesOut = random.Next(10_000),
                },
                Spool: 0,
                Sequence: 0,
                Gateway.Analytics.Classify.EndpointTemplate.Fold(path),
                default);
        }
    }
}
