using Gateway.Analytics.Ingest;
using Gateway.Analytics.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// How far the fold has come, and whose turn it is. The lease is an advisory lock of each transaction: it needs no clock, it
/// cannot run out under a long fold, and the database gives it back when the holder or its connection dies.
/// </summary>
sealed class FoldProgress(AnalyticsDatabase database, NodeName node)
{
    /// <summary>Key of the advisory lock.</summary>
    public const long Lease = 0x67617465_666F6C64;

    /// <summary>
    /// What there may be to do, without taking a turn. Events are closed until the time up to which every live node has written
    /// them. A node that has not reported for five minutes is left out, and one that has stopped has written all it had. Both
    /// sides of the comparison are the database's clock.
    /// </summary>
    /// <returns>Null while that time is not known.</returns>
    public async Task<FoldOutlook?> LookAsync(CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        DateTime closed;
        bool begun;
        Grain[] stale;
        await using (var command = session.Command("""
            /* gateway:folds/look */
            select case
                when not bool_or(live) then max(watermark)
                when bool_or(live and watermark is null) then null
                else min(watermark) filter (where live)
              end,
              (select bool_and(through is not null) from folds where grain > 0),
              (select array(select distinct grain from stale_buckets))
            from (
              select watermark, seen > now() - interval '5 minutes' and writer ->> 'state' is distinct from 'stopped' as live
              from spools) as spools
            """))
        await using (var reader = await command.ExecuteReaderAsync(token))
        {
            await reader.ReadAsync(token);
            if (reader.IsDBNull(0))
                return null;
            (closed, begun) = (reader.GetDateTime(0), reader.GetBoolean(1));
            stale = [.. reader.GetFieldValue<short[]>(2).Select(grain => (Grain)grain)];
        }

        return new FoldOutlook(closed, begun, stale, await ReadAsync(session, token));
    }

    /// <summary>Sets where each grain begins, where it has not begun: with the first day of events, minutes with the first of those that are kept.</summary>
    public async Task BeginAsync(DateTime closed, TimeSpan keepMinutes, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await session.ExecuteAsync("""
            /* gateway:folds/begin */
            update folds
            set since = begin.at, through = begin.at, closing = begin.at
            from (
              select grain, case grain when 1 then greatest(first.day, date_trunc('day', $1 - $2, 'UTC')) else first.day end as at
              from unnest(array[1, 2, 4, 8]) as grain, (
                select least(
                  date_trunc('day', $1, 'UTC'),
                  min(to_date(right(c.relname, 10), 'YYYY_MM_DD')::timestamp at time zone 'UTC')) as day
                from pg_inherits i
                join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'events'::regclass and c.relname ~ '^events_\d{4}_\d\d_\d\d$') as first) as begin
            where begin.grain = folds.grain and folds.through is null
            """,
            token,
            new NpgsqlParameter { Value = closed },
            new NpgsqlParameter { Value = keepMinutes, NpgsqlDbType = NpgsqlDbType.Interval });
        await session.CommitAsync(token);
    }

    /// <summary>Begins a transaction that may change cells; null while another node, or another fold of this one, does.</summary>
    public async Task<DatabaseSession?> LeaseAsync(CancellationToken token)
    {
        var session = await database.IngestAsync(token);
        try
        {
            // A holder that hangs would keep the lease; the server ends its session.
            await using var command = session.Command("""
                /* gateway:folds/lease */
                select pg_try_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', '60s', true)
                """, new NpgsqlParameter { Value = Lease });
            if (await command.ExecuteScalarAsync(token) is true)
                return session;
            await session.DisposeAsync();
            return null;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public static async Task<IReadOnlyDictionary<Grain, GrainProgress>> ReadAsync(DatabaseSession session, CancellationToken token)
    {
        await using var command = session.Command("/* gateway:folds/read */ select grain, since, through, changes, built from folds");
        await using var reader = await command.ExecuteReaderAsync(token);
        var grains = new Dictionary<Grain, GrainProgress>();
        while (await reader.ReadAsync(token))
        {
            grains.Add(
                (Grain)reader.GetInt16(0),
                new GrainProgress(
                    reader.IsDBNull(1) ? DateTime.MinValue : reader.GetDateTime(1),
                    reader.IsDBNull(2) ? DateTime.MinValue : reader.GetDateTime(2),
                    reader.GetInt64(3),
                    reader.IsDBNull(4) ? DateTime.MinValue : reader.GetDateTime(4)));
        }

        return grains;
    }

    /// <summary>
    /// Says that rows before <paramref name="until"/> are late from now on; see <see cref="LateRows"/>. Committed before the events
    /// are read. The lease is taken again after it: who holds it then looks at the progress anew.
    /// </summary>
    public static async Task CloseAsync(DatabaseSession session, Grain grain, DateTime until, CancellationToken token)
    {
        await session.ExecuteAsync("/* gateway:folds/close-lock */ select pg_advisory_xact_lock($1)", token, new NpgsqlParameter { Value = LateRows.Lock });
        await session.ExecuteAsync(
            "/* gateway:folds/close */ update folds set closing = greatest(closing, $2) where grain = $1",
            token,
            new NpgsqlParameter { Value = (short)grain },
            new NpgsqlParameter { Value = until });
        await session.CommitAsync(token);
    }

    /// <summary>Says that every bucket of the grains before <paramref name="through"/> is built.</summary>
    public Task AdvanceAsync(DatabaseSession session, IEnumerable<Grain> grains, DateTime through, CancellationToken token) => session.ExecuteAsync(
        "/* gateway:folds/advance */ update folds set through = $2, built = greatest(built, $2), folded_at = now(), node = $3 where grain = any($1)",
        token,
        new NpgsqlParameter { Value = grains.Select(grain => (short)grain).ToArray() },
        new NpgsqlParameter { Value = through },
        new NpgsqlParameter { Value = node.Value });
}

/// <summary>What there may be to do.</summary>
/// <param name="Closed">Events before this are all stored.</param>
/// <param name="HasBegun">Whether every grain knows where it begins.</param>
/// <param name="Stale">Grains with buckets that have to be built again.</param>
/// <param name="Grains">Where each grain is.</param>
sealed record FoldOutlook(DateTime Closed, bool HasBegun, IReadOnlyList<Grain> Stale, IReadOnlyDictionary<Grain, GrainProgress> Grains)
{
    /// <summary>Up to where a grain may be built now: days are made of hours, and an hour waits for its minutes, with which it is counted.</summary>
    public DateTime EndOf(Grain grain) => EndOf(grain, Grains, Closed);

    public static DateTime EndOf(Grain grain, IReadOnlyDictionary<Grain, GrainProgress> grains, DateTime closed)
    {
        var end = grain switch
        {
            Grain.Day => grains[Grain.Hour].Through,
            Grain.Hour when grains[Grain.Minute] is var minutes && minutes.Since <= grains[Grain.Hour].Through && minutes.Through < closed => minutes.Through,
            _ => closed,
        };
        return grain.Floor(end).UtcDateTime;
    }
}

/// <param name="Since">The first bucket that is kept.</param>
/// <param name="Through">The first that is not built yet.</param>
/// <param name="Changes">How often built ones changed.</param>
/// <param name="Built">Where cells end that may be there from before.</param>
readonly record struct GrainProgress(DateTime Since, DateTime Through, long Changes, DateTime Built);
