using System.Text;
using System.Text.Json;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Ingest;

/// <summary>
/// Writes batches: rows by binary COPY and the spool's checkpoint in one transaction, so that a batch is in the database whole
/// and once. An event the database refuses for its data is found by halving, put into quarantine, and the others go on.
/// </summary>
sealed class EventWriter(AnalyticsDatabase database, Partitions partitions, UserAgentCache userAgents, TimeProvider time)
{
    readonly CopyBuffer copy = new();
    readonly RowBuilder builder = new(userAgents, time);
    readonly Guid holder = Guid.NewGuid();
    int spool;

    /// <summary>
    /// Enters the spool into the database, or finds it again, and takes hold of it for this process; answers its checkpoint and
    /// how many events from <paramref name="first"/> on are in quarantine.
    /// </summary>
    public async Task<SpoolCheckpoint> RegisterAsync(Guid id, string node, long first, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await using var command = session.Command("""
            /* gateway:spools/register */
            with former as (select holder from spools where id = $1)
            insert into spools (id, node, holder) values ($1, $2, $4)
            on conflict (id) do update set node = excluded.node, holder = excluded.holder, seen = now()
            returning number, sequence,
              (select count(*)::integer from quarantine q where q.spool = spools.number and q.sequence between $3 and spools.sequence),
              coalesce((select holder <> $4 from former), false)
            """,
            new NpgsqlParameter { Value = id },
            new NpgsqlParameter { Value = node },
            new NpgsqlParameter { Value = first },
            new NpgsqlParameter { Value = holder });
        SpoolCheckpoint found;
        await using (var reader = await command.ExecuteReaderAsync(token))
        {
            await reader.ReadAsync(token);
            spool = reader.GetInt32(0);
            found = new SpoolCheckpoint(reader.GetInt64(1), reader.GetInt32(2), reader.GetBoolean(3));
        }

        await session.CommitAsync(token);
        return found;
    }

    /// <inheritdoc cref="RowBuilder.Build"/>
    public ReadOnlyMemory<EventRow> Prepare(SpoolBatch batch) => builder.Build(batch, spool);

    /// <summary>Stores the rows, setting aside those that are refused; answers how many were set aside.</summary>
    /// <exception cref="NpgsqlException">The database is away or refuses as a whole: nothing is known to be stored.</exception>
    public async Task<int> WriteAsync(ReadOnlyMemory<EventRow> batch, CancellationToken token)
    {
        try
        {
            await StoreAsync(batch, token);
            return 0;
        }
        catch (Exception refused) when (IsAboutData(refused))
        {
            if (batch.Length == 1)
            {
                await QuarantineAsync(batch.Span[0], refused, token);
                return 1;
            }

            // A partition may have been removed under us; the next try makes it again.
            partitions.Forget();
            var half = batch.Length / 2;
            return await WriteAsync(batch[..half], token) + await WriteAsync(batch[half..], token);
        }
    }

    /// <summary>Reports the spool's counts and how far its events are complete, also when there is nothing to write.</summary>
    public async Task ReportAsync(SpoolCounts counts, WriterStatus status, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await session.ExecuteAsync("""
            /* gateway:spools/report */
            update spools
            set captured = $2, stored = $3, queued = $4, quarantined = $5, dropped = $6::jsonb, writer = $7::jsonb, watermark = coalesce($8, watermark), seen = now()
            where number = $1
            """,
            token,
            new NpgsqlParameter { Value = spool },
            new NpgsqlParameter { Value = counts.Captured },
            new NpgsqlParameter { Value = counts.Stored },
            new NpgsqlParameter { Value = counts.Queued },
            new NpgsqlParameter { Value = counts.Quarantined },
            new NpgsqlParameter { Value = JsonSerializer.Serialize(counts.Dropped, PipelineJson.Options) },
            new NpgsqlParameter { Value = JsonSerializer.Serialize(status, PipelineJson.Options) },
            new NpgsqlParameter { Value = (object?)status.Watermark?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await session.CommitAsync(token);
    }

    async Task StoreAsync(ReadOnlyMemory<EventRow> batch, CancellationToken token)
    {
        Encode(batch.Span);
        await partitions.EnsureAsync(Days(batch.Span), token);
        await using var session = await database.IngestAsync(token);
        await CopiedRows.SendAsync(session, EventTable.Copy, copy, token);
        await CheckpointAsync(session, batch.Span[^1].Sequence, token);
        await LateRows.MarkAsync(session, Minutes(batch.Span), token);
        await session.CommitAsync(token);
    }

    void Encode(ReadOnlySpan<EventRow> batch)
    {
        copy.Clear();
        copy.Begin();
        foreach (ref readonly var row in batch)
        {
            try
            {
                EventTable.Write(copy, in row);
            }
            catch (EncoderFallbackException refused)
            {
                // A value that cannot be put on the wire, such as a lone surrogate.
                throw new ValueRefusedException(refused);
            }
        }

        copy.End();
    }

    async Task QuarantineAsync(EventRow row, Exception refused, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await session.ExecuteAsync("""
            /* gateway:quarantine/add */
            insert into quarantine (spool, sequence, reason, detail) values ($1, $2, $3, $4) on conflict do nothing
            """,
            token,
            new NpgsqlParameter { Value = row.Spool },
            new NpgsqlParameter { Value = row.Sequence },
            new NpgsqlParameter { Value = StorableText.Clean(refused.Message, 500) },
            new NpgsqlParameter { Value = StorableText.Clean($"{row.Event.Time:O} tenant={row.Event.Tenant} route={row.Event.Route} host={row.Event.Host} path={row.Event.Path}", 2000) });
        await CheckpointAsync(session, row.Sequence, token);
        await session.CommitAsync(token);
    }

    async Task CheckpointAsync(DatabaseSession session, long sequence, CancellationToken token)
    {
        var moved = await session.ExecuteAsync(
            "/* gateway:spools/checkpoint */ update spools set sequence = $2, seen = now() where number = $1 and sequence < $2 and holder = $3",
            token,
            new NpgsqlParameter { Value = spool },
            new NpgsqlParameter { Value = sequence },
            new NpgsqlParameter { Value = holder });
        if (moved != 1)
            throw new CheckpointMovedException();
    }

    static HashSet<DateOnly> Days(ReadOnlySpan<EventRow> batch)
    {
        var days = new HashSet<DateOnly>();
        foreach (ref readonly var row in batch)
            days.Add(DateOnly.FromDateTime(row.Event.Time));
        return days;
    }

    static HashSet<DateTime> Minutes(ReadOnlySpan<EventRow> batch)
    {
        var minutes = new HashSet<DateTime>();
        var last = DateTime.MinValue;
        foreach (ref readonly var row in batch)
        {
            var minute = row.Event.Time.AddTicks(-(row.Event.Time.Ticks % TimeSpan.TicksPerMinute));
            if (minute != last)
                minutes.Add(last = minute);
        }

        return minutes;
    }

    // Class 22: data exception; 23: constraint, among them "no partition for the row"; 54: a limit of the program.
    // Anything else (a missing table, a bug of ours, no connection) is nobody's data: the batch stays in the spool.
    static bool IsAboutData(Exception refused) =>
        refused is ValueRefusedException or PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] };

    sealed class ValueRefusedException(Exception cause) : Exception(cause.Message, cause);
}
