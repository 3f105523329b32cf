using System.Globalization;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Bench.Fold;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Bench.Query;

/// <summary>Ninety days up to this hour: stored, folded and dropped day by day, as a gateway that ran so long would have left them.</summary>
sealed class QueryFill(AnalyticsDatabase database, int requests, int yesterday, TextWriter log)
{
    const int Days = 90;

    readonly Folder folder = new(database, new NodeName("bench"), new RollupOptions());

    /// <summary>Fills an empty database; leaves a filled one as it is.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        if (!await BenchDatabase.IsEmptyAsync(database, token))
            return;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var end = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
        var fill = new EventFill(database, new FoldShape());
        var retention = new Retention(database, new RollupOptions(), TimeProvider.System, NullLogger<Retention>.Instance);
        for (var day = end.Date.AddDays(-Days); day < end; day = day.AddDays(1))
        {
            var span = end - day < TimeSpan.FromDays(1) ? end - day : TimeSpan.FromDays(1);
            var events = day == end.Date.AddDays(-1) ? yesterday : (int)(requests / Days * span.TotalDays);
            await fill.CopyAsync(day, span, events, token);
            await fill.CompleteAsync(day + span, token);
            await FoldAsync(end, token);
            await retention.RunAsync(token);
            await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}: {events:N0} events"));
        }

        // As autovacuum would have done by now.
        await using var connection = await database.MaintainAsync(token);
        await using var analyze = new NpgsqlCommand("vacuum (analyze) events; vacuum (analyze) cells", connection) { CommandTimeout = 0 };
        foreach (var table in new[] { "events", "cells" })
        {
            analyze.CommandText = $"vacuum (analyze) {AnalyticsDatabase.Schema}.{table}";
            await analyze.ExecuteNonQueryAsync(token);
        }
    }

    async Task FoldAsync(DateTime end, CancellationToken token)
    {
        var round = await folder.RoundAsync(token);
        await using (var session = await database.IngestAsync(token))
        {
            // Minutes are kept for three days: the fold that ran then dropped the others long ago.
            await session.ExecuteAsync(
                "update folds set since = $1, through = $1, closing = $1 where grain = 1 and through < $1",
                token,
                new NpgsqlParameter { Value = end.Date.AddDays(-3) });
            await session.CommitAsync(token);
        }

        while (round.More)
            round = await folder.RoundAsync(token);
    }
}
