using System.Globalization;
using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>
/// Daily partitions of the events. Made before the first row of a day arrives, also for the day of a clock that runs late or
/// early; made apart and then attached, so that nobody waits for the whole table.
/// </summary>
public sealed class Partitions(AnalyticsDatabase database)
{
    readonly HashSet<DateOnly> known = [];

    /// <summary>Makes what is missing for these days (UTC). Called by the one writer of a node; other nodes may do the same.</summary>
    public async Task EnsureAsync(IEnumerable<DateOnly> days, CancellationToken token)
    {
        foreach (var day in days)
        {
            if (known.Contains(day))
                continue;
            await CreateAsync(day, token);
            known.Add(day);
        }
    }

    /// <summary>Forgets what is known to exist: after a refused row, or when an operator removed partitions.</summary>
    public void Forget() => known.Clear();

    /// <summary>All partitions with their span, an estimate of their rows, and their size with indexes in bytes.</summary>
    public async Task<IReadOnlyList<Partition>> ListAsync(CancellationToken token)
    {
        await using var session = await database.ReadAsync("", token);
        await using var command = session.Command("""
            /* gateway:partitions/list */
            select c.relname, greatest(c.reltuples, 0)::bigint, pg_total_relation_size(c.oid)
            from pg_inherits i
            join pg_class c on c.oid = i.inhrelid
            join pg_class p on p.oid = i.inhparent
            join pg_namespace n on n.oid = p.relnamespace
            where p.relname = 'events' and n.nspname = 'analytics'
            order by c.relname desc
            limit 1000
            """);
        await using var reader = await command.ExecuteReaderAsync(token);
        var partitions = new List<Partition>();
        while (await reader.ReadAsync(token))
        {
            var name = reader.GetString(0);
            if (DateOnly.TryParseExact(name["events_".Length..], "yyyy_MM_dd", out var day))
                partitions.Add(new Partition(name, day, day.AddDays(1), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return partitions;
    }

    async Task CreateAsync(DateOnly day, CancellationToken token)
    {
        var name = $"events_{day.ToString("yyyy_MM_dd", CultureInfo.InvariantCulture)}";
        var from = $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 00:00+00";
        var to = $"{day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 00:00+00";

        await CreateAsync(database, "events", name, $"'{from}'", $"'{to}'", token);
    }

    /// <summary>
    /// Makes a partition unless it is there. Made apart and then attached, so that nobody waits for the whole table. Names and
    /// bounds become text, as DDL takes no parameters: they are made from dates, never from input.
    /// </summary>
    internal static async Task CreateAsync(AnalyticsDatabase database, string table, string name, string from, string to, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await session.ExecuteAsync("/* gateway:partitions/lock */ select pg_advisory_xact_lock(7309453671)", token);
        string? state;
        await using (var exists = session.Command("""
            /* gateway:partitions/exists */
            select case when i.inhrelid is null then 'apart' else 'attached' end
            from pg_class c
            left join pg_inherits i on i.inhrelid = c.oid
            where c.oid = to_regclass($1)
            """, new NpgsqlParameter { Value = name }))
        {
            state = await exists.ExecuteScalarAsync(token) as string;
        }

        if (state == "attached")
            return;

        // One that retention has detached and not dropped yet takes its place again.
        if (state is null)
            await session.ExecuteAsync($"/* gateway:partitions/create */ create table {name} (like {table} including defaults including constraints including storage)", token);
        await session.ExecuteAsync($"/* gateway:partitions/attach */ alter table {table} attach partition {name} for values from ({from}) to ({to})", token);
        await session.CommitAsync(token);
    }
}

/// <summary>One day of events. <see cref="Rows"/> is the planner's estimate.</summary>
public sealed record Partition(string Name, DateOnly From, DateOnly To, long Rows, long Bytes);
