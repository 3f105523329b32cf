using Gateway.Admin.Store;
using Npgsql;

namespace Gateway.Admin.Jobs;

/// <summary>
/// Removes rows past their time, some thousand at a time from the oldest on, so that nobody waits long for a lock. As the login that owns the
/// tables: the role of the API may not take anything out of the audit.
/// </summary>
sealed class OldRows(GatewayStore store, RetentionOptions options, TimeProvider time)
{
    const int Batch = 5_000;

    /// <summary>Answers how many.</summary>
    public async Task<long> RemoveAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        return await RemoveAsync("audit", "time", "", now - options.KeepAudit, token)
            + await RemoveAsync("alert_deliveries", "created_at", "and old.due_at is null", now - options.KeepDeliveries, token)
            + await RemoveAsync("alert_events", "time", "and (old.notice is null or old.routed_at is not null)", now - options.KeepAlertEvents, token);
    }

    async Task<long> RemoveAsync(string table, string column, string also, DateTimeOffset before, CancellationToken token)
    {
        await using var connection = await store.Source.OpenConnectionAsync(token);
        await using var command = new NpgsqlCommand($"""
            /* gateway:retention/{table} */
            with oldest as (
              select id, {column}
              from gateway.{table}
              order by id
              limit {Batch}
            )
            delete from gateway.{table} old
            using oldest
            where old.id = oldest.id
              and old.{column} < $1
              {also}
            """, connection)
        {
            Parameters = { new() { Value = before.ToUniversalTime() } },
        };
        var removed = 0L;
        int some;
        do
            removed += some = await command.ExecuteNonQueryAsync(token);
        while (some > 0);
        return removed;
    }
}
