using Gateway.Analytics.Ingest;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Rollups;

/// <summary>What a round of the fold did.</summary>
/// <param name="Buckets">How many buckets it built.</param>
/// <param name="Events">How many events it read for them.</param>
/// <param name="More">Whether there is more to do at once.</param>
public readonly record struct FoldRound(int Buckets, long Events, bool More);

/// <summary>
/// Builds cells. A bucket is built in one transaction that first deletes what it had, if it was built before, so doing it again, or
/// stopping in the middle, changes nothing.
/// <code>
/// events ─► minutes            one minute after its end, at most
///        ─► running hour       with its minutes
///        ─► hours + quarters   when the hour is over
///           hours ─► days      when the day (UTC) is over
/// </code>
/// An hour is counted along with its minutes, so an event is mostly read once: see <see cref="HourInMemory"/>.
/// </summary>
public sealed class Folder
{
    /// <summary>Minutes that are built in one go while there are many to catch up with.</summary>
    const int MostMinutes = 15;

    /// <summary>Hours first: the next hour's minutes would push out what is known of this one.</summary>
    static readonly Grain[] Built = [Grain.Hour, Grain.Minute, Grain.Day];

    readonly AnalyticsDatabase database;
    readonly FoldProgress progress;
    readonly RollupOptions options;
    readonly CellPartitions partitions;
    readonly EventFold minutes;
    readonly EventFold hours;
    readonly HourInMemory hour;
    readonly DayFold days;
    readonly CellTable table;
    readonly CellEncoder encoder;
    readonly RunningHour running;
    readonly SemaphoreSlim one = new(1, 1);

    public Folder(AnalyticsDatabase database, NodeName node, RollupOptions options)
    {
        (this.database, this.options) = (database, options);
        progress = new FoldProgress(database, node);
        partitions = new CellPartitions(database);
        minutes = new EventFold(Grain.Minute, options.ValuesPerCell);
        hours = new EventFold(Grain.Hour, options.ValuesPerCell);
        hour = new HourInMemory(hours);
        days = new DayFold(options.ValuesPerCell);
        var copy = new CopyBuffer();
        table = new CellTable(copy);
        encoder = new CellEncoder(copy, options.ValuesPerCell);
        running = new RunningHour(table, encoder);
    }

    /// <summary>
    /// Builds what is closed: at most one span of each grain and one stale bucket of each, so that fresh minutes never wait long.
    /// Does nothing while another node folds.
    /// </summary>
    public async Task<FoldRound> RoundAsync(CancellationToken token)
    {
        await one.WaitAsync(token);
        try
        {
            if (await progress.LookAsync(token) is not { } outlook)
                return default;
            if (!outlook.HasBegun)
            {
                await progress.BeginAsync(outlook.Closed, options.KeepMinutes, token);
                return new FoldRound(0, 0, More: true);
            }

            var round = default(FoldRound);
            foreach (var grain in Built)
            {
                if (outlook.Grains[grain].Through < outlook.EndOf(grain))
                    round = Sum(round, await NextAsync(grain, outlook.Closed, token));
                if (outlook.Stale.Contains(grain))
                    round = Sum(round, await AgainAsync(grain, outlook.Closed, token));
            }

            return round;
        }
        catch
        {
            partitions.Forget();
            hour.Forget();
            throw;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>
    /// Has the cells of a span built again from the events, as far as these are kept; the days of these hours follow. The rounds
    /// after this call do it, on whichever node. Asking twice is asking once. Needs no lease: a fold that runs takes no mark that it
    /// did not see before it read.
    /// </summary>
    /// <returns>How many minutes and hours are marked.</returns>
    public async Task<long> RebuildAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        var marked = await StaleBuckets.AddAsync(session, from.UtcDateTime, to.UtcDateTime, token);
        await session.CommitAsync(token);
        return marked;
    }

    static FoldRound Sum(FoldRound left, FoldRound right) => new(left.Buckets + right.Buckets, left.Events + right.Events, left.More || right.More);

    /// <summary>The next span of a grain that is closed and not built.</summary>
    async Task<FoldRound> NextAsync(Grain grain, DateTime closed, CancellationToken token)
    {
        DateTime from, to, end;
        await using (var session = await progress.LeaseAsync(token))
        {
            if (session is null)
                return default;
            var grains = await FoldProgress.ReadAsync(session, token);
            from = grains[grain].Through;
            end = FoldOutlook.EndOf(grain, grains, closed);
            to = grain == Grain.Minute ? Earlier(from + grain.Length * MostMinutes, Grain.Hour.Floor(from).UtcDateTime + Grain.Hour.Length) : from + grain.Length;
            to = Earlier(to, Earlier(end, CellPartitions.SpanOf(grain, from).To));
            if (to <= from)
                return default;
            await FoldProgress.CloseAsync(session, grain, to, token);
        }

        return await BuildAsync(grain, BuiltWith(grain), from, to, marks: null, isLast: to == end, token) is { } events
            ? new FoldRound((int)((to - from) / grain.Length), events, More: true)
            : default;
    }

    /// <summary>The oldest buckets of a grain that changed after they were built.</summary>
    async Task<FoldRound> AgainAsync(Grain grain, DateTime closed, CancellationToken token)
    {
        DateTime from, to;
        long[] marks;
        IReadOnlyDictionary<Grain, GrainProgress> grains;
        await using (var session = await progress.LeaseAsync(token))
        {
            if (session is null)
                return default;
            (from, to, marks) = await StaleBuckets.FirstAsync(session, grain, closed, grain == Grain.Minute ? MostMinutes : 1, token);
            if (marks.Length == 0)
                return default;
            grains = await FoldProgress.ReadAsync(session, token);
            if (from < grains[grain == Grain.Day ? Grain.Hour : default].Since)
            {
                // What it was made of is not kept any more: the cells stay as they are.
                await StaleBuckets.RemoveAsync(session, grain, marks, token);
                await session.CommitAsync(token);
                return new FoldRound(0, 0, More: true);
            }
        }

        Grain[] kept = [.. BuiltWith(grain).Where(each => from >= grains[each].Since)];
        return await BuildAsync(grain, kept, from, to, marks, isLast: false, token) is { } events
            ? new FoldRound((int)((to - from) / grain.Length), events, More: true)
            : default;
    }

    static Grain[] BuiltWith(Grain grain) => grain == Grain.Hour ? [Grain.Hour, Grain.Quarter] : [grain];

    /// <summary>One transaction: out with the old cells, in with the new. Null when it is not this node's turn any more.</summary>
    async Task<long?> BuildAsync(Grain grain, Grain[] built, DateTime from, DateTime to, long[]? marks, bool isLast, CancellationToken token)
    {
        foreach (var each in built)
            await partitions.EnsureAsync(each, from, token);
        await using var session = await progress.LeaseAsync(token);
        if (session is null)
            return null;
        var grains = await FoldProgress.ReadAsync(session, token);
        if (marks is null && grains[grain].Through != from)
            return null;

        var changes = grains[Grain.Minute].Changes;
        var (events, also) = built.Length == 0 ? default : await CountAsync(session, grain, from, to, built, marks is null ? changes : null, isLast, token);
        // Looking for rows to delete costs more than writing those of a minute.
        foreach (var each in built.Where(each => from < grains[each].Built))
            await CellTable.DeleteAsync(session, each, from, to, token);
        if (built.Length > 0)
            await table.StoreAsync(session, "cells", token);
        if (also is not null && isLast && Grain.Hour.Floor(to) != to)
            await running.WriteAsync(session, also, to, changes, token);
        if (marks is null)
            await progress.AdvanceAsync(session, built, to, token);
        else
            await StaleBuckets.RemoveAsync(session, grain, marks, token);
        if (marks is not null && grain == Grain.Hour)
            await StaleBuckets.AddAsync(session, Grain.Day, from.Date, token);
        await session.CommitAsync(token);
        if (marks is null && grain == Grain.Minute)
            hour.Reached(to);
        return events;
    }

    /// <summary>Counts a span into the rows that will be written; answers how many events it read, and the hour in which they were counted too.</summary>
    /// <param name="changes">Null where buckets are built again: such minutes are no part of the hour in memory.</param>
    /// <param name="isLast">Whether there is no more to catch up with.</param>
    async Task<(long Events, SpanTally? Hour)> CountAsync(
        DatabaseSession session, Grain grain, DateTime from, DateTime to, Grain[] built, long? changes, bool isLast, CancellationToken token)
    {
        table.Begin();
        if (grain == Grain.Day)
        {
            await days.RunAsync(session, from, encoder, token);
            return default;
        }

        if (grain == Grain.Hour && changes is { } known && hour.Take(from, known) is { } whole && !await StaleBuckets.AnyAsync(session, Grain.Minute, from, to, token))
        {
            whole.Encode(encoder, built);
            return default;
        }

        var tally = (grain == Grain.Hour ? hours : minutes).Tally(from, to);
        var also = grain == Grain.Minute && changes is { } now ? hour.For(from, now) ?? (isLast ? await ResumeAsync(session, from, now, token) : null) : null;
        var feed = grain == Grain.Hour || also is not null ? hours.Feed : minutes.Feed;
        var events = await feed.ReadAsync(session, from, to, also is null ? tally.Add : each => { tally.Add(each); also.Add(each); }, token);
        tally.Encode(encoder, built);
        return (events, also);
    }

    /// <summary>The hour that is under way, counted from its events so far: after a start, or when another node had it.</summary>
    async Task<SpanTally?> ResumeAsync(DatabaseSession session, DateTime through, long changes, CancellationToken token)
    {
        var begin = Grain.Hour.Floor(through).UtcDateTime;
        if (await StaleBuckets.AnyAsync(session, Grain.Minute, begin, through, token) || hour.Resume(through, changes) is not { } tally)
            return null;
        await hours.Feed.ReadAsync(session, begin, through, tally.Add, token);
        return tally;
    }

    static DateTime Earlier(DateTime left, DateTime right) => left < right ? left : right;
}
