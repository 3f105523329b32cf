using System.Diagnostics;
using System.Globalization;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Bench.Proxy;

namespace Gateway.Bench.Fold;

/// <summary>Stores a day of events, or as many in fewer hours, in an empty database, folds it with the product's own code, and weighs what it left.</summary>
sealed class FoldBench(string connectionString, int events, int hours, TextWriter output, TextWriter log)
{
    static readonly DateTime Day = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public async Task RunAsync(CancellationToken token)
    {
        await using var database = await BenchDatabase.OpenAsync(connectionString, token);
        await BenchDatabase.RequireEmptyAsync(database, token);

        var loadBefore = Machine.Load();
        await log.WriteLineAsync($"Storing {events:N0} events");
        var fill = new EventFill(database, new FoldShape());
        var storing = await fill.CopyAsync(Day, TimeSpan.FromHours(hours), events, token);
        await fill.CompleteAsync(Day.AddDays(1), token);
        await log.WriteLineAsync("Folding");
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var folder = new Folder(database, new NodeName("bench"), new RollupOptions { KeepMinutes = TimeSpan.FromDays(30) });
        var read = 0L;
        for (var round = await folder.RoundAsync(token); round.More; round = await folder.RoundAsync(token))
            read += round.Events;
        var folding = Stopwatch.GetElapsedTime(started);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var stored = await BenchDatabase.ScalarAsync<long>(database, "select pg_total_relation_size('events_2026_01_01')", token);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {events:N0} events of {hours} hours. {Machine.Facts()}. Load average before: {loadBefore:0.0}.

            | figure | value |
            |---|---:|
            | COPY of the same rows, events/s | {events / storing.TotalSeconds:N0} |
            | fold of everything, events/s | {events / folding.TotalSeconds:N0} |
            | fold, CPU of this process, µs an event; minutes, hours and the day together | {cpu.TotalMicroseconds / events:0.0} |
            | bytes of an event with indexes | {stored / (double)events:0} |
            """));
        if (read != 2L * events)
            throw new BenchException($"The fold read {read} events in place of twice {events}.");
        if (hours < 24)
            return;
        await WeighAsync(database, token);
        await ReadAsync(database, token);
    }

    /// <summary>Sizes by grain, and what a year of such days takes with the default retentions.</summary>
    async Task WeighAsync(AnalyticsDatabase database, CancellationToken token)
    {
        var options = new RollupOptions();
        await output.WriteLineAsync("\n| grain | rows a day | MB a day | kept in a year, days | GB in a year |\n|---|---:|---:|---:|---:|");
        var sum = 0.0;
        foreach (var (grain, keep) in new[] { ("1m", options.KeepMinutes), ("15m", options.KeepQuarters), ("1h", options.KeepHours), ("1d", options.KeepDays) })
        {
            var bytes = await BenchDatabase.ScalarAsync<decimal>(database, $"select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c where c.relkind = 'r' and c.relname like 'cells\\_{grain}\\_%'", token);
            var rows = await BenchDatabase.ScalarAsync<long>(database, $"select count(*) from cells where grain = {(short)Grains.All.Single(each => each.Name == grain)}", token);
            var days = Math.Min(365, keep.TotalDays);
            var year = (double)bytes * days / 1e9;
            sum += year;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {grain} | {rows:N0} | {(double)bytes / 1e6:0.0} | {days:0} | {year:0.00} |"));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| sum | | | | {sum:0.00} (bar ≤ 5) |"));
    }

    /// <summary>The hours of the day for the widest dimensions, read and decoded thirty times, as a range of a month would be.</summary>
    async Task ReadAsync(AnalyticsDatabase database, CancellationToken token)
    {
        var reader = new CellReader(database);
        await output.WriteLineAsync("\n| 30 × 24 hours of a tenant | values | ms |\n|---|---:|---:|");
        foreach (var (dimension, times) in new[] { (CellDimensions.Total, true), (CellDimensions.Route, false), (CellDimensions.Key, false), (CellDimensions.Endpoint, false), (CellDimensions.Endpoint, true) })
        {
            var values = 0L;
            var best = TimeSpan.MaxValue;
            for (var attempt = 0; attempt < 3; attempt++)
            {
                values = 0;
                var started = Stopwatch.GetTimestamp();
                for (var day = 0; day < 30; day++)
                {
                    var request = new CellRequest { Tenant = "tenant-1", Grain = Grain.Hour, From = Day, To = Day.AddDays(1), Scope = ScopeKind.Tenant, Dimension = dimension, Times = times };
                    await foreach (var row in reader.ReadAsync(request, token))
                        values += row.Count;
                }

                var spent = Stopwatch.GetElapsedTime(started);
                best = spent < best ? spent : best;
            }

            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {dimension}{(times ? " with sketches" : "")} | {values:N0} | {best.TotalMilliseconds:0} |"));
        }
    }
}
