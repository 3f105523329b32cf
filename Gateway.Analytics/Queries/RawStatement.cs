using Gateway.Analytics.Events;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Queries;

/// <summary>
/// The statement of a read over raw rows. Only names from the lists of this folder become text; every value is a parameter.
/// <code>
/// cells   rows, or per group the parts where all of them add up
/// top     the first values of the dimension, or the given ones
/// result  cells of the first values, of the rest, and of all
/// </code>
/// </summary>
/// <param name="rows">What it selects from.</param>
/// <param name="read">What is asked for.</param>
/// <param name="until">The end of what is recorded.</param>
/// <param name="parameters">Takes the values.</param>
sealed class RawStatement(RawRows rows, CellRead read, DateTimeOffset until, SqlParameters parameters)
{
    string? untilName;

    /// <summary>The cells of the read: bucket, band, position, tenant and value of the key, whether it is the total, then the parts.</summary>
    public string Build() => read.By is null ? Plain() : Ranked(read.By);

    /// <summary>
    /// How often which bucket of a latency sketch was hit: bucket of time, position of the value (0 for the rest), and the sketch's
    /// buckets with their counts. The bounds are those of the sketch, so it is the sketch that the exchanges themselves would give.
    /// </summary>
    public string Times(CellTimes kind)
    {
        var (value, condition) = Parts.TimesSql(kind);
        return $"""
            select b, position, array_agg(x), array_agg(n)
            from (
              select b, position, x, count(*) as n
              from ({Placed($"width_bucket({value}, {parameters.Add(LatencyBuckets.Bounds.ToArray())})", condition)}) as placed
              group by b, position, x) as counted
            group by b, position
            """;
    }

    /// <summary>The different users: bucket of time, position of the value (0 for the rest), pseudonyms.</summary>
    public string Users() => $"""
        select b, position, array_agg(distinct x)
        from ({Placed("user_id", "user_id is not null")}) as placed
        group by b, position
        """;

    /// <summary>Rows with their bucket of time, the position of their value among the given ones, and one figure <c>x</c>.</summary>
    string Placed(string figure, string condition)
    {
        if (read.By is not { } by)
        {
            return $"""
                select {Bucket()} as b, 0::bigint as position, {figure} as x
                from {rows.From(null)}
                where {rows.Where()}
                  and {condition}
                """;
        }

        return $"""
            select c.b, coalesce(top.position, 0) as position, c.x
            from (
              select {Bucket()} as b, {rows.Tenant(by)} as t, {rows.Key(by)} as k, {figure} as x
              from {rows.From(by)}
              where {rows.Where()}
                and {condition}) as c
            left join (
            {Top(by, null, Raw)}) as top on top.k = c.k and top.t = c.t
            """;
    }

    string Plain()
    {
        var bucket = Bucket();
        var band = read.ByLatency ? $"width_bucket(duration_us, {parameters.Add(LatencyBands.BoundsMicros)})" : "0";
        var condition = rows.Where() + (read.ByLatency ? $"\n  and {Outcomes.TimedSql}" : "");
        var groups = (read.OverTime, read.ByLatency) switch
        {
            (true, true) => "\ngroup by 1, 2",
            (true, false) => "\ngroup by 1",
            _ => "",
        };
        return $"""
            select {bucket}, {band}, 0::bigint, '', '', 0, {List(read.Parts, Raw)}
            from {rows.From(null)}
            where {condition}{groups}
            """;
    }

    string Ranked(Dimension by)
    {
        var tenant = rows.Tenant(by);
        var rank = read.Order.By;
        Func<Part, string> part = read.AddsUp ? each => each.Merged : Raw;
        var stored = read.Parts.Concat(rank?.Parts ?? []).Distinct();
        var cells = read.AddsUp
            ? $"""
              materialized (
                select {Bucket()} as b, {tenant} as t, {rows.Key(by)} as k, {Named(stored, Raw)}
                from {rows.From(by)}
                where {rows.Where()}
                group by 1, 2, 3)
              """
            : $"""
              not materialized (
                select {Bucket()} as b, {tenant} as t, {rows.Key(by)} as k, {Parts.Columns}
                from {rows.From(by)}
                where {rows.Where()})
              """;

        // An exchange in two groups counts in both rows and once in the total.
        var overlapping = by.Kind == DimensionKind.Texts;
        var total = overlapping
            ? $"""

              union all
              select 0, 0, null, null, null, 1, {List(read.Parts, Raw)}
              from {rows.From(null)}
              where {rows.Where()}
              """
            : "";
        return $"""
            with cells as {cells},
            top as (
            {Top(by, rank, part)})
            select g.b, 0, g.position, top.t, top.k, g.is_total, {string.Join(", ", read.Parts.Select(each => $"g.{each.Name}"))}
            from (
              select c.b, top.position, {(overlapping ? "0" : "grouping(top.position)")} as is_total, {Named(read.Parts, part)}
              from cells c
              left join top on top.k = c.k and top.t = c.t
              group by {(overlapping || read.OverTime ? "c.b, top.position" : "grouping sets ((c.b, top.position), ())")}) as g
            left join top on top.position = g.position{(read.OverTime ? "" : total)}
            """;
    }

    string Top(Dimension by, Measure? rank, Func<Part, string> part)
    {
        if (read.Keys is { } keys)
        {
            var values = by.IsText
                ? parameters.Add([.. keys.Select(key => (string)key.Value)])
                : parameters.Add(keys.Select(key => (int)key.Value).ToArray());
            return $"""
                  select t collate "C" as t, {(by.IsText ? "k collate \"C\" as k" : "k")}, position
                  from unnest({parameters.Add(keys.Select(key => key.Tenant).ToArray())}, {values}) with ordinality as given (t, k, position)
                """;
        }

        var order = rank is null ? "" : $"{rank.RankSql(part)} {(read.Order.Ascending ? "asc" : "desc")} nulls last, ";
        return $"""
              select t, k, row_number() over (order by {order}k, t) as position
              from cells
              group by t, k
              order by position
              limit {parameters.Add(read.Limit)}
            """;
    }

    /// <summary>Buckets are found by their edges, so they may be of any length. Numbered from 1.</summary>
    string Bucket() => read.OverTime ? $"width_bucket(time, {parameters.Add(read.Window.Edges)})" : "1";

    string Raw(Part part) => part.Sql.Contains("{until}", StringComparison.Ordinal)
        ? part.Sql.Replace("{until}", untilName ??= parameters.Add(until), StringComparison.Ordinal)
        : part.Sql;

    static string Named(IEnumerable<Part> parts, Func<Part, string> sql) => string.Join(", ", parts.Select(part => $"{sql(part)} as {part.Name}"));

    static string List(IEnumerable<Part> parts, Func<Part, string> sql) => string.Join(", ", parts.Select(sql));
}
