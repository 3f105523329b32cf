using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>Reads how far the fold has come.</summary>
public sealed class FoldStatusReader(AnalyticsDatabase database)
{
    /// <summary>Stale buckets of a grain that are looked at one by one: three days of minutes.</summary>
    const int MostStale = 4320;

    static readonly ReadLimits Limits = new(TimeSpan.FromSeconds(30));

    /// <summary>All grains. Quarters are built with their hours, so they are stale together.</summary>
    public async Task<FoldStatus> ReadAsync(CancellationToken token)
    {
        await using var reading = await database.ReadAsync("", Limits, [Statement()], token);
        return await ReadAsync(reading.Reader, token);
    }

    /// <summary>For those who ask for more in the same round trip.</summary>
    internal static ReadStatement Statement() => new(
        """
            /* gateway:folds/status */
            select f.grain, f.since, f.through, count(distinct s.bucket), min(s.bucket), f.folded_at, f.node,
              (array_agg(distinct s.bucket order by s.bucket) filter (where s.bucket is not null))[1:$1],
              case f.grain when 4 then (
                select array[r.hour, r.through]
                from running_hours r
                join folds minutes on minutes.grain = 1 and minutes.changes = r.changes
                where r.hour >= f.through
                  and not exists (select from stale_buckets late where late.grain = 1 and late.bucket >= r.hour and late.bucket < r.through)
                order by r.through desc
                limit 1) end
            from folds f
            left join stale_buckets s on s.grain = case f.grain when 2 then 4 else f.grain end
            group by f.grain
            order by f.grain
            """,
        [new NpgsqlParameter { Value = MostStale }]);

    /// <summary>Reads the rows of <see cref="Statement"/>.</summary>
    internal static async Task<FoldStatus> ReadAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        DateTimeOffset? rawSince = null;
        var grains = new List<GrainStatus>();
        var stale = new Dictionary<Grain, DateTime[]>();
        while (await reader.ReadAsync(token))
        {
            if (reader.GetInt16(0) == 0)
            {
                rawSince = Time(reader, 1);
                continue;
            }

            var grain = (Grain)reader.GetInt16(0);
            stale[grain] = reader.IsDBNull(7) ? [] : reader.GetFieldValue<DateTime[]>(7);
            grains.Add(new GrainStatus(grain, Time(reader, 1), Time(reader, 2), reader.GetInt64(3), Time(reader, 4), Time(reader, 5), reader.IsDBNull(6) ? null : reader.GetString(6))
            {
                Running = reader.IsDBNull(8) || reader.GetFieldValue<DateTime[]>(8) is not [var begin, var through]
                    ? null
                    : new Span(new DateTimeOffset(begin, TimeSpan.Zero), new DateTimeOffset(through, TimeSpan.Zero)),
            });
        }

        return new FoldStatus(rawSince, [.. grains.Select(each => each with { StaleSpans = Spans(each, stale) })]);
    }

    /// <summary>Quarters are stale with their hour; a day is, as soon as one of its hours is.</summary>
    static IReadOnlyList<Span> Spans(GrainStatus status, Dictionary<Grain, DateTime[]> stale)
    {
        var length = status.Grain is Grain.Quarter ? Grain.Hour.Length : status.Grain.Length;
        var own = stale[status.Grain].Select(bucket => new DateTimeOffset(bucket, TimeSpan.Zero));
        if (status.Grain is Grain.Day)
            own = own.Concat(stale.GetValueOrDefault(Grain.Hour, []).Select(hour => Grain.Day.Floor(new DateTimeOffset(hour, TimeSpan.Zero)))).Distinct().Order();
        var spans = own.Select(bucket => new Span(bucket, bucket + length)).ToList();

        // Past so many, all that follows counts as stale.
        if (stale[status.Grain].Length == MostStale && status.Through is { } through)
            spans.Add(new Span(spans[^1].To, through));
        return spans;
    }

    static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
}
