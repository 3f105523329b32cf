using Gateway.Analytics.Events;
using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Queries;

/// <summary>
/// The one list of aggregates. What counts as what is said in <see cref="Outcomes"/>. Percentiles are nearest-rank: the smallest
/// time that at least that share of the exchanges does not exceed.
/// </summary>
static class Parts
{
    /// <summary>The columns that the fragments here read.</summary>
    public const string Columns = "time, status, failed_by, protocol, duration_us, upstream_us, bytes_in, bytes_out, attempts, user_id";

    public static Part Requests { get; } = new("requests", "count(*)::float8", Merge.Sum, cell => cell.Counts.Requests);

    /// <summary>Requests up to where the record is complete: a rate divides these by the seconds of the same span.</summary>
    public static Part Recorded { get; } = Count("recorded", "time < {until}", cell => cell.Recorded);

    public static Part Errors { get; } = Count("errors", Outcomes.ErrorSql, cell => cell.Counts.Errors);
    public static Part ClientErrors { get; } = Count("client_errors", Outcomes.ClientErrorSql, cell => cell.Counts.ClientErrors);
    public static Part Refusals { get; } = Count("refusals", Outcomes.RefusalSql, cell => cell.Counts.Refusals);
    public static Part BytesIn { get; } = Sum("sum_bytes_in", "bytes_in", "true", cell => cell.Counts.BytesIn);
    public static Part BytesOut { get; } = Sum("sum_bytes_out", "bytes_out", "true", cell => cell.Counts.BytesOut);
    public static Part Attempts { get; } = Sum("sum_attempts", "attempts", "true", cell => cell.Counts.Attempts);

    /// <summary>Does not add up: who comes in two buckets is one user of both.</summary>
    public static Part Users { get; } = new("users", "count(distinct user_id)::float8", Merge.None, cell => cell.Users?.Count ?? 0) { Users = true };

    public static Part TimedCount { get; } = Count("timed", Outcomes.TimedSql, cell => cell.Counts.Timed);
    public static Part DurationSum { get; } = Sum("duration_sum", "duration_us", Outcomes.TimedSql, cell => cell.Counts.DurationSum);
    public static Part DurationMax { get; } = Max("duration_max", "duration_us", Outcomes.TimedSql, cell => cell.Counts.Timed > 0 ? cell.Counts.DurationMax : null);

    public static Part ForwardedCount { get; } = Count("forwarded", Outcomes.ForwardedSql, cell => cell.Counts.Forwarded);
    public static Part UpstreamSum { get; } = Sum("upstream_sum", "upstream_us", Outcomes.ForwardedSql, cell => cell.Counts.UpstreamSum);
    public static Part UpstreamMax { get; } = Max("upstream_max", "upstream_us", Outcomes.ForwardedSql, cell => cell.Counts.Forwarded > 0 ? cell.Counts.UpstreamMax : null) with { Undivided = true };
    public static Part OwnSum { get; } = Sum("own_sum", Outcomes.OwnSql, Outcomes.ForwardedSql, cell => cell.Counts.OwnSum);
    public static Part OwnMax { get; } = Max("own_max", Outcomes.OwnSql, Outcomes.ForwardedSql, cell => cell.Counts.Forwarded > 0 ? cell.Counts.OwnMax : null) with { Undivided = true };

    /// <summary>All that adds up: what a cell holds beside its sketches.</summary>
    public static IReadOnlyList<Part> AddingUp { get; } =
    [
        Requests, Recorded, Errors, ClientErrors, Refusals, BytesIn, BytesOut, Attempts,
        TimedCount, DurationSum, DurationMax, ForwardedCount, UpstreamSum, UpstreamMax, OwnSum, OwnMax,
    ];

    public static Part Duration(double share) => Percentile("duration", share, CellTimes.Duration, cell => cell.Duration);

    public static Part Upstream(double share) => Percentile("upstream", share, CellTimes.Upstream, cell => cell.Upstream);

    public static Part OwnShare(double share) => Percentile("own", share, CellTimes.Own, cell => cell.Own);

    /// <summary>The column, or expression, of a kind of times, and which exchanges have one.</summary>
    public static (string Value, string Condition) TimesSql(CellTimes kind) => kind switch
    {
        CellTimes.Duration => ("duration_us", Outcomes.TimedSql),
        CellTimes.Upstream => ("upstream_us", Outcomes.ForwardedSql),
        _ => (Outcomes.OwnSql, Outcomes.ForwardedSql),
    };

    static Part Count(string name, string condition, Func<TallyCell, double?> of) =>
        new(name, $"(count(*) filter (where {condition}))::float8", Merge.Sum, of);

    static Part Sum(string name, string value, string condition, Func<TallyCell, double?> of) =>
        new(name, $"coalesce(sum({value}) filter (where {condition}), 0)::float8", Merge.Sum, of);

    static Part Max(string name, string value, string condition, Func<TallyCell, double?> of) =>
        new(name, $"(max({value}) filter (where {condition}))::float8", Merge.Max, of);

    static Part Percentile(string name, double share, CellTimes kind, Func<TallyCell, LatencySketch?> sketch)
    {
        var text = share.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (value, condition) = TimesSql(kind);
        return new(
            $"{name}_p{text[2..]}",
            $"(percentile_disc({text}) within group (order by {value}) filter (where {condition}))::float8",
            Merge.None,
            cell => sketch(cell)?.Quantile(share))
        { Times = kind };
    }
}
