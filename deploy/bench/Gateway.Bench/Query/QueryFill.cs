using System.Globalization;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Bench.Fold;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Bench.Query;

/// <summary>
/// Ninety days up to this hour: stored, folded and dropped day by day, as a gateway that ran so long would have left them. Where not
/// all of them are folded, the earlier ones have the cells of those that are, moved by whole days: what the fold would make of the
/// same requests on another day.
/// </summary>
/// <param name="database">Empty, or filled before.</param>
/// <param name="requests">In ninety days.</param>
/// <param name="yesterday">On the last whole day.</param>
/// <param name="folded">How many days are stored and folded, the last ones.</param>
/// <param name="log">Progress.</param>
sealed class QueryFill(AnalyticsDatabase database, int requests, int yesterday, int folded, TextWriter log)
{
    public const int Days = 90;

    static readonly Grain[] Copied = [Grain.Quarter, Grain.Hour, Grain.Day];

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
        var first = end.Date.AddDays(-folded);
        for (var day = first; day < end; day = day.AddDays(1))
        {
            var span = end - day < TimeSpan.FromDays(1) ? end - day : TimeSpan.FromDays(1);
            var events = day == end.Date.AddDays(-1) ? yesterday : (int)(requests / Days * span.TotalDays);
            await fill.CopyAsync(day, span, events, token);
            await fill.CompleteAsync(day + span, token);
            await FoldAsync(end, token);
            await retention.RunAsync(token);
            await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}: {events:N0} events"));
        }

        await CopyAsync(first, token);

        // As autovacuum would have done by now.
        await using var connection = await database.MaintainAsync(token);
        await using var analyze = new NpgsqlCommand { Connection = connection, CommandTimeout = 0 };
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

    async Task CopyAsync(DateTime first, CancellationToken token)
    {
        var partitions = new CellPartitions(database);
        var columns = string.Join(", ", CellEncoder.Columns);
        var moved = string.Join(", ", CellEncoder.Columns.Select(column => column == "bucket" ? "bucket + $1" : column));
        await using var connection = await database.MaintainAsync(token);
        for (var back = 1; back <= Days - folded; back++)
        {
            // Neither yesterday, which has more requests, nor today, which is not over.
            var (target, source) = (first.AddDays(-back), first.AddDays(back % (folded - 1)));
            foreach (var grain in Copied)
                await partitions.EnsureAsync(grain, target, token);
            await using var copy = new NpgsqlCommand(
                $"""
                insert into {AnalyticsDatabase.Schema}.cells ({columns})
                select {moved} from {AnalyticsDatabase.Schema}.cells where grain = any($2) and bucket >= $3 and bucket < $4
                """,
                connection)
            { CommandTimeout = 0 };
            copy.Parameters.Add(new NpgsqlParameter { Value = target - source });
            copy.Parameters.Add(new NpgsqlParameter { Value = Copied.Select(grain => (short)grain).ToArray() });
            copy.Parameters.Add(new NpgsqlParameter { Value = source });
            copy.Parameters.Add(new NpgsqlParameter { Value = source.AddDays(1) });
            await copy.ExecuteNonQueryAsync(token);
        }

        await using var since = new NpgsqlCommand($"update {AnalyticsDatabase.Schema}.folds set since = $1 where grain = any($2)", connection);
        since.Parameters.Add(new NpgsqlParameter { Value = first.AddDays(folded - Days) });
        since.Parameters.Add(new NpgsqlParameter { Value = Copied.Select(grain => (short)grain).ToArray() });
        await since.ExecuteNonQueryAsync(token);
    }
}
