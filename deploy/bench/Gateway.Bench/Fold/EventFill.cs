using System.Diagnostics;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Bench.Fold;

/// <summary>Stores events of the shape by the product's COPY, ten thousand in a transaction, and says how far they are complete.</summary>
sealed class EventFill(AnalyticsDatabase database, FoldShape shape)
{
    const int Batch = 10_000;

    readonly Partitions partitions = new(database);
    readonly CopyBuffer copy = new();
    long sequence;

    /// <summary>Stores events spread evenly over a span that lies within one UTC day; answers the time the database took.</summary>
    public async Task<TimeSpan> CopyAsync(DateTime from, TimeSpan span, int events, CancellationToken token)
    {
        await partitions.EnsureAsync([DateOnly.FromDateTime(from)], token);
        var spent = TimeSpan.Zero;
        for (var first = 0; first < events; first += Batch)
        {
            copy.Clear();
            copy.Begin();
            for (var number = first; number < Math.Min(events, first + Batch); number++)
            {
                // Whole microseconds, as the database keeps them.
                var row = shape.Next(from.AddTicks((long)(span.Ticks * ((double)number / events)) / 10 * 10), ++sequence);
                EventTable.Write(copy, in row);
            }

            copy.End();
            var started = Stopwatch.GetTimestamp();
            await using var session = await database.IngestAsync(token);
            await using (var stream = await session.Connection.BeginRawBinaryCopyAsync(EventTable.Copy, token))
                await stream.WriteAsync(copy.Written, token);
            await session.CommitAsync(token);
            spent += Stopwatch.GetElapsedTime(started);
        }

        return spent;
    }

    /// <summary>All events before the time are stored, as a writer that stopped an hour ago would have left it.</summary>
    public async Task CompleteAsync(DateTime until, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await session.ExecuteAsync(
            """
            insert into spools (id, node, watermark, seen) values ('00000000-0000-0000-0000-00000000be7c', 'bench', $1, now() - interval '1 hour')
            on conflict (id) do update set watermark = excluded.watermark
            """,
            token,
            new NpgsqlParameter { Value = until });
        await session.CommitAsync(token);
    }
}
