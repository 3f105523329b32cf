using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Writes the cells of the hour that is not over, as far as its minutes are built. Without them whatever minutes do not hold
/// (a ranking of countries, say) would be read from up to an hour of raw events. <see cref="FoldStatusReader"/> tells which version is good.
/// </summary>
sealed class RunningHour(CellTable table, CellEncoder encoder)
{
    /// <summary>With so many values it is written each minute (some 50 ms), with twice as many each second one, and so on.</summary>
    const int ValuesAMinute = 20_000;

    DateTime written;

    /// <summary>In the transaction that builds the minutes up to here.</summary>
    /// <param name="session">Holds the lease.</param>
    /// <param name="hour">All events of the hour up to <paramref name="through"/>.</param>
    /// <param name="through">Lies within the hour.</param>
    /// <param name="changes"><c>folds.changes</c> of the minutes.</param>
    /// <param name="token">Cancels.</param>
    public async Task WriteAsync(DatabaseSession session, SpanTally hour, DateTime through, long changes, CancellationToken token)
    {
        if (through >= written && through - written < Grain.Minute.Length * (1 + hour.Values / ValuesAMinute))
            return;
        table.Begin();
        hour.EncodeSoFar(encoder, through);
        await table.StoreAsync(session, "running_cells", token);

        // Five minutes: nobody takes as long from looking at the status to reading the cells.
        await session.ExecuteAsync("""
            /* gateway:running/write */
            with gone as (
              delete from running_hours
              where written_at < now() - interval '5 minutes'
              returning through),
            cleared as (
              delete from running_cells
              using gone
              where running_cells.bucket = gone.through)
            insert into running_hours (through, hour, changes)
            values ($1, $2, $3)
            """,
            token,
            new NpgsqlParameter { Value = through },
            new NpgsqlParameter { Value = Grain.Hour.Floor(through).UtcDateTime },
            new NpgsqlParameter { Value = changes });
        written = through;
    }
}
