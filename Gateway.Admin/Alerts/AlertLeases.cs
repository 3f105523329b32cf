using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Admin.Alerts;

/// <summary>
/// Who evaluates what: an alert that is due is leased to one node, which writes what it found and gives the lease back in one
/// transaction. When the node dies the lease ends and another evaluates; what the first one may still find is thrown away.
/// </summary>
sealed class AlertLeases(GatewayStore store, TimeProvider time)
{
    /// <summary>Longer than what is leased at once can take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>This process among all nodes.</summary>
    public Guid Owner { get; } = Guid.NewGuid();

    /// <summary>Leases alerts that are due: their moment is recorded, or was waited for long enough.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="mostOfTenant">How many of one tenant, those that run already included.</param>
    /// <param name="running">How many run already, by tenant.</param>
    /// <param name="complete">Until when nothing is missing; null: it is not known.</param>
    /// <param name="token">Cancels.</param>
    public async Task<IReadOnlyList<LeasedAlert>> TakeAsync(
        int most, int mostOfTenant, IReadOnlyDictionary<string, int> running, DateTimeOffset? complete, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var tenants = running.Keys.ToArray();
        var counts = running.Values.ToArray();
        var recorded = complete < now ? complete.Value : complete is null ? DateTimeOffset.MinValue : now;
        var (owner, until) = (Owner, now + Lease);
        var rows = await session.Db.Database.SqlQuery<LeasedAlert>($"""
            /* gateway:alerts/lease */
            with due as (
              select tenant_id, alert_id, due_at, row_number() over (partition by tenant_id order by due_at, alert_id) as place
              from gateway.alert_states
              where (due_at <= {recorded} or due_at <= {now} - make_interval(secs => lag_seconds))
                and (lease_until is null or lease_until <= {now})),
            taken as (
              select state.tenant_id, state.alert_id
              from due
              join gateway.alert_states as state using (tenant_id, alert_id, due_at)
              left join unnest({tenants}, {counts}) as running (tenant_id, count) using (tenant_id)
              where place <= {mostOfTenant} - coalesce(running.count, 0)
                and (state.lease_until is null or state.lease_until <= {now})
              order by due_at
              limit {most}
              for update of state skip locked)
            update gateway.alert_states as state
            set lease_owner = {owner}, lease_until = {until}
            from taken
            join gateway.alerts as alert on alert.tenant_id = taken.tenant_id and alert.id = taken.alert_id
            where state.tenant_id = taken.tenant_id
              and state.alert_id = taken.alert_id
            returning state.tenant_id as "Tenant", state.alert_id as "Id", state.due_at as "DueAt", state.evaluated_at as "EvaluatedAt", state.instances::text as "Instances",
              alert.number as "Number", alert.content::text as "Content"
            """).ToListAsync(token);
        await session.CommitAsync(token);
        return rows;
    }

    /// <summary>Writes results and their rows of the log. A result whose lease is lost writes nothing.</summary>
    /// <returns>How many rows the log got, and how many results were thrown away.</returns>
    public async Task<(int Added, int ThrownAway)> GiveBackAsync(IReadOnlyList<EvaluatedAlert> results, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var connection = (NpgsqlConnection)session.Db.Database.GetDbConnection();
        var mine = new HashSet<(string, string)>();
        await using (var command = Command(connection, results))
        await using (var reader = await command.ExecuteReaderAsync(token))
        {
            while (await reader.ReadAsync(token))
                mine.Add((reader.GetString(0), reader.GetString(1)));
        }

        var kept = results.Where(result => mine.Contains((result.Tenant, result.Id))).ToList();
        var added = await AlertEvents.AddAsync(connection, [.. kept.SelectMany(result => result.Events)], token);
        await session.CommitAsync(token);
        return (added, results.Count - kept.Count);
    }

    NpgsqlCommand Command(NpgsqlConnection connection, IReadOnlyList<EvaluatedAlert> results)
    {
        var command = new NpgsqlCommand("""
            /* gateway:alerts/result */
            update gateway.alert_states as state
            set state = result.state,
              since = case when state.state = result.state then state.since else result.evaluated_at end,
              due_at = result.due_at,
              lease_owner = null,
              lease_until = null,
              evaluated_at = result.evaluated_at,
              took_ms = result.took_ms,
              problem = result.problem,
              has_more = result.has_more,
              instances = result.instances::jsonb
            from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) as result (tenant_id, alert_id, state, due_at, evaluated_at, took_ms, problem, has_more, instances)
            where state.tenant_id = result.tenant_id
              and state.alert_id = result.alert_id
              and state.lease_owner = $1
            returning state.tenant_id, state.alert_id
            """, connection);
        void Add<T>(Func<EvaluatedAlert, T> of, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = results.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        command.Parameters.Add(new NpgsqlParameter { Value = Owner });
        Add(result => result.Tenant, NpgsqlDbType.Text);
        Add(result => result.Id, NpgsqlDbType.Text);
        Add(result => AlertMessage.Word(result.State), NpgsqlDbType.Text);
        Add(result => result.NextAt?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(result => result.At.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(result => result.Took.TotalMilliseconds, NpgsqlDbType.Double);
        Add(result => result.Problem, NpgsqlDbType.Text);
        Add(result => result.HasMore, NpgsqlDbType.Boolean);
        Add(result => AlertStates.Write(result.Instances), NpgsqlDbType.Text);
        return command;
    }
}

/// <summary>An alert that this node evaluates.</summary>
sealed record LeasedAlert(string Tenant, string Id, DateTimeOffset DueAt, DateTimeOffset? EvaluatedAt, string Instances, int Number, string Content);

/// <summary>What an evaluation brought, to be written.</summary>
sealed record EvaluatedAlert
{
    public required string Tenant { get; init; }
    public required string Id { get; init; }
    public required AlertStatus State { get; init; }

    /// <summary>The moment that was evaluated.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The next one; null: none.</summary>
    public required DateTimeOffset? NextAt { get; init; }

    public required TimeSpan Took { get; init; }
    public required string? Problem { get; init; }
    public required bool HasMore { get; init; }
    public required IReadOnlyList<InstanceState> Instances { get; init; }
    public required IReadOnlyList<AlertEvent> Events { get; init; }
}
