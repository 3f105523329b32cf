using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Queries;

/// <summary>Looks what is recorded in a scope. A writer is live while it reported within five minutes.</summary>
sealed class RecordReader(AnalyticsDatabase database, FoldStatusReader folds, QueryOptions options)
{
    // The smallest time of all has no index of its own.
    static readonly string FirstOfAll = $"""
        select min(earliest.time)
        from ({EventTenants.Sql()}) as tenants, lateral (select time from events where tenant = tenants.tenant order by {EventSql.Minute}, time limit 1) as earliest
        """;

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
        var status = await folds.ReadAsync(token);
        await using var session = await database.ReadAsync(scope.Tenant, new ReadLimits(options.StatementTimeout), token);
        await using var command = session.Command($"""
            /* gateway:queries/recorded */
            select
              ({(scope.HasTenantCondition ? FirstOfTenant : FirstOfAll)}),
              coalesce(
                (select min(watermark) from spools where seen > now() - interval '5 minutes'),
                (select max(watermark) from spools)),
              {(scope.HasTenantCondition ? $"({FirstCellOfTenant})" : "null::timestamptz")}
            """);
        if (scope.HasTenantCondition)
            command.Parameters.Add(new NpgsqlParameter { Value = scope.Tenant });
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        var firstCell = scope.IsAllTenants ? status.Of(Grain.Day).Since : Time(reader, 2);
        return new Recorded(Earlier(Time(reader, 0), firstCell), Time(reader, 1), status, now);
    }

    static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? two) => one is null || two < one ? two ?? one : one;

    static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
}
