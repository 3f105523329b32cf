using System.Collections.Concurrent;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Queries;

/// <summary>Looks what is recorded in a scope. A writer is live while it reported within five minutes.</summary>
sealed class RecordReader(AnalyticsDatabase database, QueryOptions options)
{
    /// <summary>The first event moves when a day is dropped, and looking for it costs more than all the rest.</summary>
    static readonly TimeSpan KeepFirst = TimeSpan.FromMinutes(1);

    /// <summary>Tenants whose first event is known; there are never many more.</summary>
    const int MostKept = 10_000;

    // The smallest time of all has no index of its own.
    static readonly string FirstOfAll = $"""
        select min(earliest.time)
        from ({EventTenants.Sql()}) as tenants, lateral (select time from events where tenant = tenants.tenant order by {EventSql.Minute}, time limit 1) as earliest
        """;

    readonly ConcurrentDictionary<(string Tenant, bool Conditioned), (DateTimeOffset First, DateTimeOffset At)> firsts = new();

    const string FirstOfTenant = $"select time from events where tenant = $1 order by {EventSql.Minute}, time limit 1";

    const string FirstCellOfTenant = """
        select bucket
        from cells
        where tenant = $1
          and scope_kind = 1
          and scope_id = ''
          and grain = 8
        order by bucket
        limit 1
        """;

    public async Task<Recorded> ReadAsync(QueryScope scope, DateTimeOffset now, CancellationToken token)
    {
        var known = firsts.TryGetValue((scope.Tenant, scope.HasTenantCondition), out var kept) && now - kept.At is var age && age >= TimeSpan.Zero && age < KeepFirst;
        IEnumerable<ReadStatement> statements = [FoldStatusReader.Statement(), Watermark()];
        await using var reading = await database.ReadAsync(
            scope.Tenant, new ReadLimits(options.StatementTimeout), known ? statements : statements.Append(First(scope)), token);
        var status = await FoldStatusReader.ReadAsync(reading.Reader, token);
        await reading.Reader.NextResultAsync(token);
        await reading.Reader.ReadAsync(token);
        var complete = Time(reading.Reader, 0);
        if (known)
            return new Recorded(kept.First, complete, status, now);

        await reading.Reader.NextResultAsync(token);
        await reading.Reader.ReadAsync(token);
        var first = Earlier(Time(reading.Reader, 0), scope.IsAllTenants ? status.Of(Grain.Day).Since : Time(reading.Reader, 1));
        if (first is { } found)
            Keep(scope, found, now);
        return new Recorded(first, complete, status, now);
    }

    /// <summary>Nothing recorded is not kept: the first request shall be seen at once.</summary>
    void Keep(QueryScope scope, DateTimeOffset first, DateTimeOffset now)
    {
        if (firsts.Count >= MostKept)
            firsts.Clear();
        firsts[(scope.Tenant, scope.HasTenantCondition)] = (first, now);
    }

    static ReadStatement Watermark() => new(
        """
        /* gateway:queries/complete */
        select coalesce(
          (select min(watermark) from spools where seen > now() - interval '5 minutes'),
          (select max(watermark) from spools))
        """,
        []);

    static ReadStatement First(QueryScope scope) => new(
        $"""
        /* gateway:queries/first */
        select ({(scope.HasTenantCondition ? FirstOfTenant : FirstOfAll)}), {(scope.HasTenantCondition ? $"({FirstCellOfTenant})" : "null::timestamptz")}
        """,
        scope.HasTenantCondition ? [new NpgsqlParameter { Value = scope.Tenant }] : []);

    static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? two) => one is null || two < one ? two ?? one : one;

    static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
}
