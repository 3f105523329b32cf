using Gateway.Analytics.Ingest;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Adds events of a day that is past the retention of events to the sums that are still kept of it. They are counted by the code
/// that counts all others, from a table of this transaction, and merged with the cells that are there; the events themselves are not kept.
/// <code>
/// events ─► a table of the transaction ─► new hours + quarters (+ minutes) ─┬─► merged with those that are there
///                                                                           └─► merged into the day
/// </code>
/// </summary>
public sealed class AddedCells
{
    /// <summary>Tables of one transaction.</summary>
    const string Events = "added_events";
    const string Cells = "added_cells";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly FoldProgress progress;
    readonly RollupOptions options;
    readonly TimeProvider time;
    readonly CellPartitions partitions;
    readonly EventFold minutes;
    readonly EventFold hours;
    readonly DayFold merge;
    readonly CopyBuffer copy = new();
    readonly CellTable table;
    readonly CellEncoder encoder;

    public AddedCells(AnalyticsDatabase database, RollupOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        progress = new FoldProgress(database, new NodeName("import"));
        partitions = new CellPartitions(database);
        minutes = new EventFold(Grain.Minute, options.ValuesPerCell, Events);
        hours = new EventFold(Grain.Hour, options.ValuesPerCell, Events);
        merge = new DayFold(options.ValuesPerCell);
        table = new CellTable(copy);
        encoder = new CellEncoder(copy, options.ValuesPerCell);
    }

    /// <summary>Whether single events of the day are kept: then they are stored, and the fold does the rest.</summary>
    public bool KeepsEvents(DateTime day) => day + Grain.Day.Length > Now - options.KeepEvents;

    /// <summary>The grains of which the day's sums are kept, as retention drops them: by the partition.</summary>
    public IReadOnlyList<Grain> Kept(DateTime day) =>
        [.. Grains.All.Where(grain => CellPartitions.SpanOf(grain, day).To > Now - options.KeepOf(grain))];

    /// <summary>Gives the fold a beginning, where it has none yet.</summary>
    public Task BeginAsync(CancellationToken token) => progress.BeginAsync(Now, options.KeepMinutes, token);

    /// <summary>Says that sums of the day are there, or will be: what came before the first day that was known counts too.</summary>
    public async Task ReachBackAsync(DatabaseSession session, DateTime day, CancellationToken token)
    {
        // Raw events before that would be asked for and are not there: a rebuild would make empty sums of them.
        if (!KeepsEvents(day))
        {
            await session.ExecuteAsync(
                "/* gateway:imports/raw */ update folds set since = greatest(since, $1) where grain = 0",
                token,
                new NpgsqlParameter { Value = day + Grain.Day.Length });
        }

        await session.ExecuteAsync(
            "/* gateway:imports/since */ update folds set since = least(since, $2), changes = changes + 1 where grain = any($1) and through is not null",
            token,
            new NpgsqlParameter { Value = Kept(day).Select(grain => (short)grain).ToArray() },
            new NpgsqlParameter { Value = day });
    }

    /// <summary>Adds rows of one day, in the order they came, as one transaction.</summary>
    /// <param name="rows">All of the day.</param>
    /// <param name="day">UTC.</param>
    /// <param name="also">Does what belongs to the same transaction.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="FoldBehindException">The fold has not come to the day yet.</exception>
    public async Task AddAsync(IReadOnlyList<EventRow> rows, DateTime day, Func<DatabaseSession, Task> also, CancellationToken token)
    {
        var kept = Kept(day);
        foreach (var grain in kept)
            await partitions.EnsureAsync(grain, day, token);
        // A week of hours may end, a month of quarters not: each of a day's buckets lies in its day's partition.
        await using var session = await TurnAsync(token);
        var grains = await FoldProgress.ReadAsync(session, token);
        foreach (var grain in kept)
        {
            if (grains[grain].Since < day + Grain.Day.Length && grains[grain].Through < day + Grain.Day.Length)
                throw new FoldBehindException(day);
        }

        await ReachBackAsync(session, day, token);
        await session.ExecuteAsync($"/* gateway:imports/tables */ create temporary table {Events} (like events) on commit drop", token);
        await session.ExecuteAsync($"/* gateway:imports/tables */ create temporary table {Cells} (like cells) on commit drop", token);
        await CopyEventsAsync(session, rows, token);
        await CountAsync(session, kept, day, token);
        if (kept.Contains(Grain.Day))
            await MergeDayAsync(session, day, token);
        foreach (var grain in kept.Where(grain => grain != Grain.Day))
            await MergeAsync(session, grain, day, token);
        await also(session);
        await session.CommitAsync(token);
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    async Task<DatabaseSession> TurnAsync(CancellationToken token)
    {
        while (true)
        {
            if (await progress.LeaseAsync(token) is { } session)
                return session;
            await Task.Delay(Pause, time, token);
        }
    }

    async Task CopyEventsAsync(DatabaseSession session, IReadOnlyList<EventRow> rows, CancellationToken token)
    {
        table.Begin();
        foreach (var row in rows)
            EventTable.Write(copy, in row);
        copy.End();
        await CopiedRows.SendAsync(session, EventTable.CopyInto(Events), copy, token);
    }

    /// <summary>The new rows by themselves. Hours are counted for the day too where hours are not kept.</summary>
    async Task CountAsync(DatabaseSession session, IReadOnlyList<Grain> kept, DateTime day, CancellationToken token)
    {
        foreach (var (fold, built) in new[] { (hours, new[] { Grain.Hour, Grain.Quarter }), (minutes, [Grain.Minute]) })
        {
            if (fold == minutes && !kept.Contains(Grain.Minute))
                continue;
            var tally = fold.Tally(day, day + Grain.Day.Length);
            await fold.Feed.ReadAsync(session, day, day + Grain.Day.Length, tally.Add, token);
            table.Begin();
            tally.Encode(encoder, built);
            await table.StoreAsync(session, Cells, token);
        }
    }

    /// <summary>The day as it is, with the new hours. First: afterwards old hours lie beside the new ones.</summary>
    async Task MergeDayAsync(DatabaseSession session, DateTime day, CancellationToken token)
    {
        await TakeAsync(session, Grain.Day, day, token);
        table.Begin();
        await merge.MergeAsync(session, Cells, [Grain.Hour, Grain.Day], Grain.Day, day, encoder, token);
        await table.StoreAsync(session, "cells", token);
    }

    async Task MergeAsync(DatabaseSession session, Grain grain, DateTime day, CancellationToken token)
    {
        await TakeAsync(session, grain, day, token);
        table.Begin();
        foreach (var bucket in await BucketsAsync(session, grain, token))
        {
            if (grain == Grain.Quarter)
                await merge.MergeQuartersAsync(session, Cells, bucket, encoder, token);
            else
                await merge.MergeAsync(session, Cells, [grain], grain, bucket, encoder, token);
        }

        await table.StoreAsync(session, "cells", token);
    }

    /// <summary>Moves what there is of the day beside what is new; only buckets that change would need it, but a day is little.</summary>
    static Task TakeAsync(DatabaseSession session, Grain grain, DateTime day, CancellationToken token) => session.ExecuteAsync(
        $"""
        /* gateway:imports/take */
        with taken as (
          delete from cells
          where grain = $1 and bucket >= $2 and bucket < $3
          returning *)
        insert into {Cells}
        select *
        from taken
        """,
        token,
        new NpgsqlParameter { Value = (short)grain },
        new NpgsqlParameter { Value = day },
        new NpgsqlParameter { Value = day + Grain.Day.Length });

    static async Task<List<DateTime>> BucketsAsync(DatabaseSession session, Grain grain, CancellationToken token)
    {
        await using var command = session.Command(
            $"/* gateway:imports/buckets */ select distinct bucket from {Cells} where grain = $1 order by bucket",
            new NpgsqlParameter { Value = (short)grain });
        await using var reader = await command.ExecuteReaderAsync(token);
        var buckets = new List<DateTime>();
        while (await reader.ReadAsync(token))
            buckets.Add(reader.GetDateTime(0));
        return buckets;
    }
}

/// <summary>Sums of the day are still being built from its events; what is added now would be lost.</summary>
public sealed class FoldBehindException(DateTime day) : Exception($"The sums of {day:yyyy-MM-dd} are still being built. Import again when they are; the pipeline page says how far they have come.");
