using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>Reads how far the fold has come.</summary>
public sealed class FoldStatusReader(AnalyticsDatabase database)
{
    /// <summary>All grains. Quarters are built with their hours, so they are stale together.</summary>
    public async Task<FoldStatus> ReadAsync(CancellationToken token)
    {
        await using var session = await database.ReadAsync("", token);
        await using var command = session.Command("""
            /* gateway:folds/status */
            select f.grain, f.since, f.through, count(distinct s.bucket), min(s.bucket), f.folded_at, f.node
            from folds f
            left join stale_buckets s on s.grain = case f.grain when 2 then 4 else f.grain end
            group by f.grain
            order by f.grain
            """);
        await using var reader = await command.ExecuteReaderAsync(token);
        DateTimeOffset? rawSince = null;
        var grains = new List<GrainStatus>();
        while (await reader.ReadAsync(token))
        {
            if (reader.GetInt16(0) == 0)
                rawSince = Time(reader, 1);
            else
                grains.Add(new GrainStatus((Grain)reader.GetInt16(0), Time(reader, 1), Time(reader, 2), reader.GetInt64(3), Time(reader, 4), Time(reader, 5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return new FoldStatus(rawSince, grains);
    }

    static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
}
