using Gateway.Analytics.Events;

namespace Gateway.Analytics.Queries;

/// <summary>
/// Aggregates over raw rows. What is an error, a refusal, a time is said in <see cref="Outcomes"/>.
/// Percentiles are nearest-rank: the smallest time that at least that share of the exchanges does not exceed.
/// </summary>
static class Parts
{
    const string Error = Outcomes.ErrorSql;
    const string ClientError = Outcomes.ClientErrorSql;
    const string Refusal = Outcomes.RefusalSql;
    const string Timed = Outcomes.TimedSql;
    const string Forwarded = Outcomes.ForwardedSql;
    const string Own = Outcomes.OwnSql;

    /// <summary>The columns that the fragments here read.</summary>
    public const string Columns = "time, status, failed_by, protocol, duration_us, upstream_us, bytes_in, bytes_out, attempts, user_id";

    /// <summary>Exchanges whose times count, as a condition.</summary>
    public const string TimedCondition = Timed;

    public static Part Requests { get; } = new("requests", "count(*)::float8", Merge.Sum);

    /// <summary>Requests up to where the record is complete: a rate divides these by the seconds of the same span.</summary>
    public static Part Recorded { get; } = Count("recorded", "time < {until}");

    public static Part Errors { get; } = Count("errors", Error);
    public static Part ClientErrors { get; } = Count("client_errors", ClientError);
    public static Part Refusals { get; } = Count("refusals", Refusal);
    public static Part BytesIn { get; } = Sum("sum_bytes_in", "bytes_in", "true");
    public static Part BytesOut { get; } = Sum("sum_bytes_out", "bytes_out", "true");
    public static Part Attempts { get; } = Sum("sum_attempts", "attempts", "true");

    /// <summary>Does not add up: who comes in two buckets is one user of both.</summary>
    public static Part Users { get; } = new("users", "count(distinct user_id)::float8", Merge.None);

    public static Part TimedCount { get; } = Count("timed", Timed);
    public static Part DurationSum { get; } = Sum("duration_sum", "duration_us", Timed);
    public static Part DurationMax { get; } = new("duration_max", $"(max(duration_us) filter (where {Timed}))::float8", Merge.Max);

    public static Part ForwardedCount { get; } = Count("forwarded", Forwarded);
    public static Part UpstreamSum { get; } = Sum("upstream_sum", "upstream_us", Forwarded);
    public static Part OwnSum { get; } = Sum("own_sum", Own, Forwarded);

    public static Part Duration(double share) => Percentile("duration", share, "duration_us", Timed);

    public static Part Upstream(double share) => Percentile("upstream", share, "upstream_us", Forwarded);

    public static Part OwnShare(double share) => Percentile("own", share, Own, Forwarded);

    static Part Count(string name, string condition) =>
        new(name, $"(count(*) filter (where {condition}))::float8", Merge.Sum);

    static Part Sum(string name, string value, string condition) =>
        new(name, $"coalesce(sum({value}) filter (where {condition}), 0)::float8", Merge.Sum);

    static Part Percentile(string name, double share, string value, string condition)
    {
        var text = share.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new(
            $"{name}_p{text[2..]}",
            $"(percentile_disc({text}) within group (order by {value}) filter (where {condition}))::float8",
            Merge.None);
    }
}
