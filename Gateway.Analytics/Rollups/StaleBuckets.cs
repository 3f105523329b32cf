using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Marks of buckets that have to be built again. A fold takes the marks that it saw before it read, and no others: what came
/// meanwhile stays marked.
/// </summary>
static class StaleBuckets
{
    /// <summary>
    /// The oldest bucket of the grain that is closed, and those that follow it without a gap in the same partition, with their
    /// marks. A day waits until none of its hours is stale.
    /// </summary>
    public static async Task<(DateTime From, DateTime To, long[] Marks)> FirstAsync(DatabaseSession session, Grain grain, DateTime closed, int most, CancellationToken token)
    {
        await using var command = session.Command("""
            /* gateway:stale/first */
            select bucket, array_agg(id)
            from stale_buckets s
            where grain = $1
              and bucket <= $2
              and not (grain = 8 and exists (
                select from stale_buckets h where h.grain = 4 and h.bucket >= s.bucket and h.bucket < s.bucket + interval '1 day'))
            group by bucket
            order by bucket
            limit $3
            """, new NpgsqlParameter { Value = (short)grain }, new NpgsqlParameter { Value = closed - grain.Length }, new NpgsqlParameter { Value = most });
        await using var reader = await command.ExecuteReaderAsync(token);
        var (from, to) = (DateTime.MinValue, DateTime.MinValue);
        var marks = new List<long>();
        while (await reader.ReadAsync(token))
        {
            var bucket = reader.GetDateTime(0);
            if (marks.Count == 0)
                from = bucket;
            else if (bucket != to || CellPartitions.SpanOf(grain, from) != CellPartitions.SpanOf(grain, bucket))
                break;
            to = bucket + grain.Length;
            marks.AddRange(reader.GetFieldValue<long[]>(1));
        }

        return (from, to, [.. marks]);
    }

    /// <summary>Whether a bucket of the span has to be built again.</summary>
    public static async Task<bool> AnyAsync(DatabaseSession session, Grain grain, DateTime from, DateTime to, CancellationToken token)
    {
        await using var command = session.Command(
            "/* gateway:stale/any */ select exists (select from stale_buckets where grain = $1 and bucket >= $2 and bucket < $3)",
            new NpgsqlParameter { Value = (short)grain },
            new NpgsqlParameter { Value = from },
            new NpgsqlParameter { Value = to });
        return await command.ExecuteScalarAsync(token) is true;
    }

    /// <summary>Takes the marks away, and counts that the grain changed.</summary>
    public static Task RemoveAsync(DatabaseSession session, Grain grain, long[] marks, CancellationToken token) => session.ExecuteAsync(
        """
        /* gateway:stale/remove */
        with removed as (delete from stale_buckets where id = any($2))
        update folds set changes = changes + 1 where grain = $1
        """,
        token,
        new NpgsqlParameter { Value = (short)grain },
        new NpgsqlParameter { Value = marks });

    /// <summary>Marks a bucket that was built before.</summary>
    public static Task AddAsync(DatabaseSession session, Grain grain, DateTime bucket, CancellationToken token) => session.ExecuteAsync(
        "/* gateway:stale/add */ insert into stale_buckets (grain, bucket) select grain, $2 from folds where grain = $1 and since <= $2 and $2 < through",
        token,
        new NpgsqlParameter { Value = (short)grain },
        new NpgsqlParameter { Value = bucket });

    /// <summary>
    /// Marks all minutes and hours of a span that were built before and whose events are still kept, in place of the marks that
    /// they have. Answers how many.
    /// </summary>
    public static async Task<long> AddAsync(DatabaseSession session, DateTime from, DateTime to, CancellationToken token)
    {
        await using var command = session.Command("""
            /* gateway:stale/rebuild */
            with marked as (
              insert into stale_buckets (grain, bucket)
              select f.grain, bucket
              from folds f
              join folds raw on raw.grain = 0,
              lateral (select case f.grain when 1 then interval '1 minute' else interval '1 hour' end as length) as l,
              lateral generate_series(
                date_bin(l.length, greatest(f.since, $1, coalesce(raw.since, '-infinity')), timestamptz '2000-01-01 00:00+00'),
                least(f.through, $2) - interval '1 microsecond',
                l.length) as bucket
              where f.grain in (1, 4) and greatest(f.since, $1, raw.since) < least(f.through, $2)
              returning grain, bucket),
            replaced as (
              delete from stale_buckets s
              using marked m
              where s.grain = m.grain and s.bucket = m.bucket)
            select count(*)
            from marked
            """, new NpgsqlParameter { Value = from }, new NpgsqlParameter { Value = to });
        return (long)(await command.ExecuteScalarAsync(token))!;
    }
}
