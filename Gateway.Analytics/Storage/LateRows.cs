using Npgsql;
using NpgsqlTypes;

namespace Gateway.Analytics.Storage;

/// <summary>
/// The agreement between writers and the fold about rows that come late. Before the fold reads a bucket it moves
/// <c>folds.closing</c> past it, holding <see cref="Lock"/> alone; a writer holds the same lock with other writers from here to
/// the end of its transaction. So a batch is either committed before the fold reads, or it meets the new mark and says which buckets it changed.
/// </summary>
public static class LateRows
{
    /// <summary>Key of the advisory lock.</summary>
    public const long Lock = 0x67617465_6C617465;

    /// <summary>
    /// Marks the buckets of late rows to be built again: minutes, and their hours. The last thing before a batch's commit, as the
    /// fold waits for it.
    /// </summary>
    /// <param name="session">The batch's transaction.</param>
    /// <param name="minutes">The minutes (UTC) that the batch has rows of.</param>
    public static async Task MarkAsync(DatabaseSession session, IReadOnlyCollection<DateTime> minutes, CancellationToken token)
    {
        // Two statements: the second one's snapshot has to be younger than the lock.
        await using var batch = new NpgsqlBatch(session.Connection, session.Transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("/* gateway:late/lock */ select pg_advisory_xact_lock_shared($1)")
        {
            Parameters = { new NpgsqlParameter { Value = Lock } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            /* gateway:late/mark */
            insert into stale_buckets (grain, bucket)
            select distinct f.grain, case f.grain when 1 then m.minute else date_trunc('hour', m.minute, 'UTC') end
            from folds f, unnest($1) as m (minute)
            where f.grain in (1, 4) and m.minute < f.closing
            """)
        {
            Parameters = { new NpgsqlParameter { Value = minutes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz } },
        });
        await batch.ExecuteNonQueryAsync(token);
    }
}
