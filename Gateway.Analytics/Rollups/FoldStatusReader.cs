using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>Reads how far the fold has come.</summary>
public sealed class FoldStatusReader(AnalyticsDatabase database)
{
    public async Task<FoldStatus> ReadAsync(CancellationToken token)
    {
        await using var session = await database.ReadAsync("", token);
        await using var command = session.Command("""
            /* gateway:folds/status */
            select f.grain, f.since, f.through, count(s.bucket), min(s.bucket), f.folded_at, f.node
            from folds f
            left join stale_buckets s on s.grain = f.grain
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
