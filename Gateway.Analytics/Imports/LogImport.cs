using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Imports;

/// <summary>
/// Stores what logs tell: events of days whose single events are kept, with marks for the fold; of older days only the sums that
/// are kept. Each batch of a day and the note of its lines are one transaction, so an import that is broken off is begun again and
/// takes up where it was.
/// </summary>
public sealed class LogImport : IAsyncDisposable
{
    /// <summary>Key of the lock that an import holds while it runs.</summary>
    const long Turn = 0x67617465_696D706F;

    readonly AnalyticsDatabase database;
    readonly TimeProvider time;
    readonly Partitions partitions;
    readonly AddedCells cells;
    readonly ImportedLines lines;
    readonly NpgsqlConnection turn;
    readonly CopyBuffer copy = new();

    LogImport(AnalyticsDatabase database, RollupOptions options, string source, TimeProvider time, NpgsqlConnection turn)
    {
        (this.database, this.time, this.turn) = (database, time, turn);
        partitions = new Partitions(database);
        cells = new AddedCells(database, options, time);
        lines = new ImportedLines(database, source);
    }

    /// <summary>Begins an import; null while another one runs.</summary>
    /// <param name="database">Of the events.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="source">The server whose logs these are: equal requests on two servers are two.</param>
    /// <param name="time">The clock.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<LogImport?> BeginAsync(AnalyticsDatabase database, RollupOptions options, string source, TimeProvider time, CancellationToken token)
    {
        var turn = await database.MaintainAsync(token);
        try
        {
            await using var command = new NpgsqlCommand($"/* gateway:imports/turn */ select pg_try_advisory_lock({Turn})", turn);
            if (await command.ExecuteScalarAsync(token) is not true)
            {
                await turn.DisposeAsync();
                return null;
            }

            var import = new LogImport(database, options, source, time, turn);
            await import.cells.BeginAsync(token);
            await import.lines.ForgetAsync(time.GetUtcNow().UtcDateTime - Grains.All.Max(options.KeepOf), token);
            return import;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new file begins: equal lines are numbered anew.</summary>
    public void NextFile() => lines.NextFile();

    /// <summary>Why nothing of that time can be stored; null where it can.</summary>
    public string? WhyNot(DateTime at)
    {
        if (at > time.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(5))
            return "it lies in the future";
        return cells.Kept(at.Date).Count == 0 && !cells.KeepsEvents(at.Date) ? "it is older than all sums that are kept" : null;
    }

    /// <summary>Stores what is new of some lines; answers how many were.</summary>
    /// <exception cref="FoldBehindException">A day cannot take anything yet; the days before it in this batch are stored.</exception>
    public async Task<int> AddAsync(IReadOnlyList<EventRow> rows, CancellationToken token)
    {
        var added = 0;
        foreach (var day in rows.GroupBy(row => row.Event.Time.Date))
        {
            var news = await lines.NewAsync([.. day], token);
            if (news.Count == 0)
                continue;
            if (cells.KeepsEvents(day.Key))
                await StoreAsync(news, day.Key, token);
            else
                await cells.AddAsync(news, day.Key, session => lines.NoteAsync(session, news, token), token);
            added += news.Count;
        }

        return added;
    }

    async Task StoreAsync(IReadOnlyList<EventRow> rows, DateTime day, CancellationToken token)
    {
        copy.Clear();
        copy.Begin();
        foreach (var row in rows)
            EventTable.Write(copy, in row);
        copy.End();
        await partitions.EnsureAsync([DateOnly.FromDateTime(day)], token);
        await using var session = await database.IngestAsync(token);
        await CopiedRows.SendAsync(session, EventTable.Copy, copy, token);
        await lines.NoteAsync(session, rows, token);
        await cells.ReachBackAsync(session, day, token);
        await LateRows.MarkAsync(session, [.. rows.Select(row => Grain.Minute.Floor(row.Event.Time).UtcDateTime).Distinct()], token);
        await session.CommitAsync(token);
    }

    /// <summary>The lock goes with the connection's session.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var command = new NpgsqlCommand($"/* gateway:imports/done */ select pg_advisory_unlock({Turn})", turn))
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        await turn.DisposeAsync();
    }
}
