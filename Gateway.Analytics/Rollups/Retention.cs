using System.Globalization;
using Gateway.Analytics.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Drops what is past its time, a partition as a whole: events by the day, cells by the span of their grain. Events stay until
/// their hours are built, and hours until their days are. A partition is detached concurrently, so neither a slow reader nor the writer
/// waits for it, and is dropped when nobody can see it any more.
/// A table that somebody detached by hand is dropped too once it is past its time, unless it is renamed.
/// </summary>
public sealed partial class Retention(AnalyticsDatabase database, RollupOptions options, TimeProvider time, ILogger<Retention> log)
{
    const long Turn = 0x67617465_6B656570;

    const int Tries = 3;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Drops what is due; answers the names. One that is in use for too long is left for the next time.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken token)
    {
        await using var connection = await database.MaintainAsync(token);
        if (await ScalarAsync(connection, $"/* gateway:retention/turn */ select pg_try_advisory_lock({Turn})", token) is not true)
            return [];
        var dropped = new List<string>();
        try
        {
            foreach (var partition in await DueAsync(connection, token))
            {
                if (await TryDropAsync(connection, partition, token))
                    dropped.Add(partition.Name);
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"/* gateway:retention/done */ select pg_advisory_unlock({Turn})", CancellationToken.None);
        }

        if (dropped.Count > 0)
            Log.Dropped(log, string.Join(", ", dropped));
        return dropped;
    }

    /// <summary>Partitions past their time, and since when their kind is kept once they are gone.</summary>
    async Task<List<Kept>> DueAsync(NpgsqlConnection connection, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var through = await ThroughAsync(connection, token);
        var due = new List<Kept>();
        var waiting = 0;
        foreach (var partition in await AllAsync(connection, token))
        {
            var keep = partition.Grain is { } grain ? options.KeepOf(grain) : options.KeepEvents;
            if (partition.To > now - keep)
                continue;
            Grain? next = partition.Grain switch { null => Grain.Hour, Grain.Hour => Grain.Day, _ => null };
            if (next is { } needed && (!through.TryGetValue(needed, out var built) || built < partition.To))
                waiting++;
            else
                due.Add(partition);
        }

        if (waiting > 0)
            Log.Waiting(log, waiting);
        return due;
    }

    async Task<bool> TryDropAsync(NpgsqlConnection connection, Kept partition, CancellationToken token)
    {
        // Said first: from here on nobody builds from it or counts on it.
        await ExecuteAsync(
            connection,
            "/* gateway:retention/since */ update folds set since = $2 where grain = $1 and (since is null or since < $2)",
            token,
            new NpgsqlParameter { Value = (short)(partition.Grain ?? default) },
            new NpgsqlParameter { Value = partition.To });
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await DropAsync(connection, partition, token);
                return true;
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ObjectNotInPrerequisiteState)
            {
                if (attempt == Tries)
                {
                    Log.Busy(log, partition.Name, busy.MessageText);
                    return false;
                }

                await Task.Delay(Pause, time, token);
            }
        }
    }

    static async Task DropAsync(NpgsqlConnection connection, Kept partition, CancellationToken token)
    {
        // While it waits for readers to end, a concurrent detach holds no lock that others queue behind.
        await ExecuteAsync(connection, "/* gateway:retention/patience */ set lock_timeout = '30s'", token);
        switch (await ScalarAsync(connection, "/* gateway:retention/state */ select inhdetachpending from pg_inherits where inhrelid = to_regclass($1)", token, new NpgsqlParameter { Value = partition.Name }))
        {
            case false:
                await ExecuteAsync(connection, $"/* gateway:retention/detach */ alter table {partition.Table} detach partition {partition.Name} concurrently", token);
                break;
            case true:
                await ExecuteAsync(connection, $"/* gateway:retention/finish */ alter table {partition.Table} detach partition {partition.Name} finalize", token);
                break;
        }

        await ExecuteAsync(connection, "/* gateway:retention/haste */ set lock_timeout = '2s'", token);
        await ExecuteAsync(connection, $"/* gateway:retention/drop */ drop table {partition.Name}", token);
    }

    /// <summary>Partitions, and tables that were ones, from the oldest on.</summary>
    static async Task<List<Kept>> AllAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("""
            /* gateway:retention/list */
            select c.relname
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'analytics' and c.relkind = 'r' and c.relname ~ '^(events|cells_[0-9]+[mhd])_\d{4}_\d\d_\d\d$'
            order by right(c.relname, 10), c.relname
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        var all = new List<Kept>();
        while (await reader.ReadAsync(token))
        {
            var name = reader.GetString(0);
            if (CellPartitions.Parse(name) is { } cells)
                all.Add(new Kept(name, "cells", cells.Grain, cells.To));
            else if (DateTime.TryParseExact(name, "'events_'yyyy_MM_dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
                all.Add(new Kept(name, "events", null, day.AddDays(1)));
        }

        return all;
    }

    static async Task<Dictionary<Grain, DateTime>> ThroughAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("/* gateway:retention/through */ select grain, through from folds where through is not null", connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        var through = new Dictionary<Grain, DateTime>();
        while (await reader.ReadAsync(token))
            through.Add((Grain)reader.GetInt16(0), reader.GetDateTime(1));
        return through;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token, params NpgsqlParameter[] parameters) =>
        await ScalarAsync(connection, sql, token, parameters);

    static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken token, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(token);
    }

    /// <summary>A partition: of cells of a grain, or of events where that is null; and the instant after its last.</summary>
    sealed record Kept(string Name, string Table, Grain? Grain, DateTime To);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Past their time and dropped: {Partitions}")]
        public static partial void Dropped(ILogger log, string partitions);

        [LoggerMessage(LogLevel.Warning, "{Count} partitions are past their time and stay: what is made of them is not built yet.")]
        public static partial void Waiting(ILogger log, int count);

        [LoggerMessage(LogLevel.Warning, "{Partition} is past its time and in use; it is dropped later: {Error}")]
        public static partial void Busy(ILogger log, string partition, string error);
    }
}
