using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Requests;

/// <summary>What one or more watchers see: equal ones share it.</summary>
readonly record struct TailView(QueryScope Scope, RequestFilters Filters);

/// <summary>
/// The one statement that reads what is new for all views of a tenant. The rows that came are gathered once, with a mark for each
/// view that wants them; then each view takes its newest and their count.
/// </summary>
static class TailStatement
{
    /// <summary>Most rows that a view gets of one look: more than anybody reads in a quarter of a second.</summary>
    public const int MostRows = 100;

    public static (string Sql, SqlParameters Parameters) Build(QueryScope tenant, IReadOnlyList<TailView> views, IReadOnlyList<SpoolNews> news)
    {
        var parameters = new SqlParameters();
        var marks = views.Select(view => Wanted(view, parameters)).ToList();
        var joins = views.SelectMany(view => view.Filters.Joins).Concat(RequestColumns.RowJoins).OfType<string>().Distinct();
        var oldest = new DateTimeOffset(news.Min(each => each.Since), TimeSpan.Zero);
        var since = parameters.Add(oldest);
        var spools = parameters.Add(news.Select(each => each.Spool).ToArray());
        var afters = parameters.Add(news.Select(each => each.After).ToArray());
        var throughs = parameters.Add(news.Select(each => each.Through).ToArray());
        var sinces = parameters.Add(news.Select(each => new DateTimeOffset(each.Since, TimeSpan.Zero)).ToArray());
        var ofTenant = tenant.HasTenantCondition ? $"events.tenant = {parameters.Add(tenant.Tenant)}" : EventTenants.Condition(parameters.Add(EventTenants.Midnight(oldest)));
        return ($"""
            /* gateway:tail/read */
            with fresh as materialized (
              select {RequestColumns.Row},
                {string.Join(",\n    ", marks.Select((mark, view) => $"({mark}) as wanted{view}"))}
              from events
              join unnest({spools}, {afters}, {throughs}, {sinces}) as news (spool, past, through, since)
                on events.spool = news.spool and events.sequence > news.past and events.sequence <= news.through and events.time >= news.since
              {string.Join("\n  ", joins)}
              where events.time >= {since}
                and {EventSql.Minute} >= {parameters.Add(Grain.Minute.Floor(oldest))}
                and {ofTenant})
            {string.Join("\nunion all\n", views.Select((_, view) => Newest(view, parameters)))}
            """, parameters);
    }

    static string Wanted(TailView view, SqlParameters parameters)
    {
        var conditions = view.Scope.Conditions(parameters).Concat(view.Filters.Sql(parameters)).ToList();
        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);
    }

    static string Newest(int view, SqlParameters parameters) => $"""
        (select {view} as view, count(*) over () as matched, {RequestColumns.RowNames}
        from fresh
        where wanted{view}
        order by time desc, spool desc, sequence desc
        limit {parameters.Add(MostRows)})
        """;
}
