using Gateway.Analytics.Queries;

namespace Gateway.Bench.Flat;

/// <summary>One question in both tongues.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Sql">Over <c>analytics.flat</c>, with $1 and $2 the range and $3 the tenant.</param>
/// <param name="Query">The same of the gateway.</param>
sealed record FlatQuestion(string Name, string Sql, Gateway.Analytics.Queries.Query Query)
{
    const string Where = "ts >= $1 and ts < $2 and tenant = $3";

    /// <summary>The seven that its users wait for. Its series are by the day over 30 days; the gateway's have more points.</summary>
    public static IReadOnlyList<FlatQuestion> All { get; } =
    [
        new("count", $"select count(*) from analytics.flat where {Where}", Ask(["requests"], null)),
        new("by status", $"select status::text, count(*) from analytics.flat where {Where} group by 1 order by 2 desc", Ask(["requests"], "status")),
        new(
            "top routes",
            $"select route_id, max(route_name), count(*) from analytics.flat where {Where} and route_id is not null group by 1 order by 3 desc limit 10",
            Ask(["requests"], "route")),
        new(
            "top API keys",
            $"select apikey_id, count(*) from analytics.flat where {Where} and apikey_id is not null group by 1 order by 2 desc limit 10",
            Ask(["requests"], "key")),
        new("requests per second", Series("count(*)::float / 86400"), Ask(["requestsPerSecond"], "time")),
        new(
            "percentiles",
            Series(string.Join(", ", new[] { 50, 75, 95, 99 }.Select(percent => $"percentile_cont(0.{percent}) within group (order by duration_ms)"))),
            Ask(["p50", "p75", "p95", "p99"], "time")),
        new("heat map", Series(string.Join(", ", Bands())), Ask(["requests"], new Split(["time", "latency"]))),
    ];

    static Gateway.Analytics.Queries.Query Ask(IReadOnlyList<string> measures, Split? split) =>
        new() { Ref = "a", Measures = measures, Split = split, Limit = split is { By: [not "time"] } ? 10 : null };

    static string Series(string figures) => $"""
        with series as (select generate_series(date_trunc('day', $1::timestamptz, 'UTC'), date_trunc('day', $2::timestamptz, 'UTC'), interval '1 day') as bucket),
        agg as (
          select to_timestamp(floor(extract(epoch from ts) / 86400) * 86400) as bucket, {figures}
          from analytics.flat
          where {Where}
          group by 1)
        select * from series left join agg using (bucket) order by bucket
        """;

    static IEnumerable<string> Bands()
    {
        int[] edges = [0, 50, 100, 250, 500, 1000, 3000, int.MaxValue];
        return edges.Zip(edges.Skip(1), (low, high) => $"count(*) filter (where duration_ms >= {low} and duration_ms < {high})");
    }
}
