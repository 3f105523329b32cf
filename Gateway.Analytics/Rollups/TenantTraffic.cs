using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>All that is recorded of a tenant.</summary>
public sealed class TenantTraffic(AnalyticsDatabase database)
{
    /// <summary>A tenant may have millions of events.</summary>
    const int TimeoutSeconds = 600;

    /// <summary>
    /// Removes events and sums. Waits for the fold that runs and keeps the next one waiting, so that none writes sums of events that are going.
    /// </summary>
    public async Task RemoveAsync(string tenant, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await using (var lease = session.Command("/* gateway:folds/lease */ select pg_advisory_xact_lock($1)", new NpgsqlParameter { Value = FoldProgress.Lease }))
            await lease.ExecuteNonQueryAsync(token);
        foreach (var sql in new[]
        {
            "/* gateway:events/remove-tenant */ delete from events where tenant = $1",
            "/* gateway:cells/remove-tenant */ delete from cells where tenant = $1",
            "/* gateway:cells/remove-tenant */ delete from running_cells where tenant = $1",
            "/* gateway:imports/remove-tenant */ delete from imported_lines where tenant = $1",
        })
        {
            await using var command = session.Command(sql, new NpgsqlParameter { Value = tenant });
            command.CommandTimeout = TimeoutSeconds;
            await command.ExecuteNonQueryAsync(token);
        }

        await session.ExecuteAsync("/* gateway:folds/changed */ update folds set changes = changes + 1 where grain = 1", token);
        await session.CommitAsync(token);
    }
}
