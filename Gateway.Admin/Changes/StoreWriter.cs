using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Admin.Changes;

/// <summary>
/// The one way to change the store: takes the state's row (so changes come one after the other and each is checked against what
/// the one before left), runs the change, refuses it with all its errors or stores it as a version, and tells the nodes.
/// </summary>
sealed class StoreWriter(GatewayStore store, IProxyCheck proxy, StoreRevision revision, TimeProvider time)
{
    /// <summary>Channel that nodes listen on; the poll of the revision is the guarantee, this is the speed-up.</summary>
    public const string Channel = "gateway_config";

    /// <summary>Runs a change in the tenant's scope.</summary>
    /// <param name="tenant">A tenant's id, or <see cref="GatewayStore.AllTenants"/>.</param>
    /// <param name="caller">Who changes, for the version and the audit.</param>
    /// <param name="body">Makes the change on <see cref="Change.Db"/> and adds errors.</param>
    /// <param name="token">Cancels; nothing is stored then.</param>
    /// <param name="dryRun">Checks and lists the change without storing it.</param>
    /// <param name="message">A word of the person for the history.</param>
    public async Task<ChangeResult> RunAsync(
        string tenant, Caller caller, Func<Change, Task> body, CancellationToken token, bool dryRun = false, string? message = null)
    {
        await using var session = await store.OpenAsync(tenant, token);
        var state = await session.Db.States
            .FromSql($"/* gateway:state/lock */ select * from gateway.states where id = 1 for update")
            .SingleAsync(token);
        var change = new Change(session.Db, proxy, caller, state.Revision + 1, state.ConfigVersion, time.GetUtcNow());
        await body(change);
        if (change.Errors.Any || change.Conflict is not null || dryRun || !change.HasEffect)
            return new ChangeResult(change.Errors, change.Entries, state.ConfigVersion) { Apart = change.Apart, Conflict = change.Conflict };

        if (change.ReachesNodes)
            state.Revision = change.Revision;
        if (change.Entries.Count > 0)
        {
            state.ConfigVersion++;
            session.Db.ConfigVersions.Add(new ConfigVersion
            {
                Number = state.ConfigVersion,
                Time = change.Time,
                Actor = caller.Name,
                Message = message,
                OnlyTenantId = change.Entries.TrueForAll(entry => entry.Tenant == change.Entries[0].Tenant) ? change.Entries[0].Tenant : null,
            });
        }

        foreach (var entry in change.Entries.Concat(change.Unversioned).Concat(change.Apart))
            session.Db.Audit.Add(Audited(entry, caller, change.Time));
        await session.Db.SaveChangesAsync(token);
        if (change.Entries.Count > 0)
            await StoreChangesAsync(session.Db, state.ConfigVersion, change.Entries, token);
        if (change.ReachesNodes)
            await session.Db.Database.ExecuteSqlAsync($"/* gateway:notify */ select pg_notify({Channel}, {change.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)})", token);
        await session.CommitAsync(token);
        // Whoever made the change sees it at once; on the other nodes it arrives by the feed.
        if (change.ReachesNodes)
            revision.Advance(change.Revision);
        return new ChangeResult(change.Errors, change.Entries, state.ConfigVersion) { Apart = change.Apart };
    }

    /// <summary>In one statement, however many there are.</summary>
    static Task StoreChangesAsync(GatewayDb db, int version, IReadOnlyList<ChangeEntry> entries, CancellationToken token)
    {
        var json = JsonSerializer.Serialize(entries, ContractJson.Options);
        return db.Database.ExecuteSqlAsync($"""
            /* gateway:versions/changes */
            insert into gateway.config_changes (version, position, tenant_id, collection, object_id, before, after)
            select {version}, list.position, entry ->> 'tenant', entry ->> 'collection', entry ->> 'id',
              case when json_typeof(entry -> 'before') = 'object' then entry -> 'before' end,
              case when json_typeof(entry -> 'after') = 'object' then entry -> 'after' end
            from json_array_elements({json}::json) with ordinality as list (entry, position)
            """, token);
    }

    static AuditEntry Audited(ChangeEntry entry, Caller caller, DateTimeOffset time) => new()
    {
        Time = time,
        TenantId = entry.Tenant,
        Actor = caller.Name,
        Address = caller.Address,
        Action = entry.Action ?? (entry.Before is null ? "create" : entry.After is null ? "delete" : "update"),
        Collection = entry.Collection,
        ObjectId = entry.Id,
        Before = entry.Before?.ToJsonString(ContractJson.Options),
        After = entry.After?.ToJsonString(ContractJson.Options),
    };

    /// <summary>Whether the database refused because something still refers to what was to be removed.</summary>
    public static bool IsStillUsed(Exception exception) =>
        exception is DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } };

    /// <summary>The unique index by which the database refused a row; null when it refused for something else.</summary>
    public static string? TakenIn(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } refused ? refused.ConstraintName : null;
}
