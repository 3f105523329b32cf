using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Requests;

/// <summary>The statements of the list. Only names from our own lists become text; every value is a parameter.</summary>
sealed class RequestStatement(QueryScope scope, RequestFilters filters)
{
    readonly SqlParameters parameters = new();

    /// <summary>The newest of a stretch, behind the cursor's place when there is one.</summary>
    public (string Sql, SqlParameters Parameters) Newest(DateTimeOffset from, DateTimeOffset to, RequestCursor? after, int limit)
    {
        var ofTenants = scope.HasTenantCondition ? "" : $"\n  and {EventTenants.Condition(parameters.Add(EventTenants.Midnight(from)))}";
        // The minute first: that is the order of a tenant's index, and the same order.
        var minute = scope.HasTenantCondition ? $"{EventSql.Minute} desc, " : "";
        var behind = after is { } place
            ? $"\n  and (events.time, events.spool, events.sequence) < ({parameters.Add(RequestCursor.Time(place.Value))}, {parameters.Add(place.Spool)}, {parameters.Add(place.Sequence)})"
            : "";
        return ($"""
            /* gateway:requests/newest */
            select {RequestColumns.Row}
            from {From(RequestColumns.RowJoins)}
            where {Where(from, to)}{ofTenants}{behind}
            order by {minute}events.time desc, events.spool desc, events.sequence desc
            limit {parameters.Add(limit)}
            """, parameters);
    }

    /// <summary>The slowest of a range, behind the cursor's place when there is one.</summary>
    public (string Sql, SqlParameters Parameters) Slowest(DateTimeOffset from, DateTimeOffset to, RequestCursor? after, int limit)
    {
        var behind = after is { } place
            ? $"\n  and (events.duration_us, events.spool, events.sequence) < ({parameters.Add(place.Value)}, {parameters.Add(place.Spool)}, {parameters.Add(place.Sequence)})"
            : "";
        return ($"""
            /* gateway:requests/slowest */
            select {RequestColumns.Row}
            from {From(RequestColumns.RowJoins)}
            where {Where(from, to)}{behind}
            order by events.duration_us desc, events.spool desc, events.sequence desc
            limit {parameters.Add(limit)}
            """, parameters);
    }

    /// <summary>One request; its instant finds partition and place.</summary>
    public (string Sql, SqlParameters Parameters) One(RequestId id)
    {
        var time = new DateTimeOffset(id.Time);
        return ($"""
            /* gateway:requests/one */
            select {RequestColumns.Full}
            from {From(RequestColumns.FullJoins)}
            where {Where(time, time.AddTicks(TimeSpan.TicksPerMicrosecond))}
              and events.spool = {parameters.Add(id.Spool)}
              and events.sequence = {parameters.Add(id.Sequence)}
            limit 1
            """, parameters);
    }

    string From(IEnumerable<string?> joins) =>
        string.Join("\n  ", joins.Concat(filters.Joins).OfType<string>().Distinct().Prepend("events"));

    string Where(DateTimeOffset from, DateTimeOffset to)
    {
        List<string> conditions = [$"events.time >= {parameters.Add(from)}", $"events.time < {parameters.Add(to)}"];
        conditions.Add($"{EventSql.Minute} >= {parameters.Add(Grain.Minute.Floor(from))}");
        conditions.Add($"{EventSql.Minute} < {parameters.Add(to)}");
        if (scope.HasTenantCondition)
            conditions.Insert(0, $"events.tenant = {parameters.Add(scope.Tenant)}");
        conditions.AddRange(scope.Conditions(parameters));
        conditions.AddRange(filters.Sql(parameters));
        return string.Join("\n  and ", conditions);
    }
}
