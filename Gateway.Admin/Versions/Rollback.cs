using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Versions;

/// <summary>
/// The way back: a new version in which every document that was changed since stands as it stood then. It goes the way of every
/// change, so what no longer holds (a reference, a rule) refuses it with its errors. Keys keep their secrets, their revocation and
/// their existence: those were never part of a version.
/// </summary>
sealed class Rollback(Collections collections, StoreWriter writer)
{
    /// <summary>The act, as the audit calls it.</summary>
    public const string Action = "rollback";

    /// <param name="scope">Whose part of the configuration goes back.</param>
    /// <param name="number">The version to go back to.</param>
    /// <param name="seen">The newest version that the caller has seen; null: whatever there is.</param>
    /// <param name="message">For the history; without words it says where it went back to.</param>
    /// <param name="dryRun">Answers what would change.</param>
    /// <param name="token">Cancels.</param>
    public async Task<RollbackResult> RunAsync(Scope scope, int number, int? seen, string? message, bool dryRun, CancellationToken token)
    {
        var left = new List<LeftDocument>();
        var (isKnown, isStale) = (true, false);
        var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            isKnown = number >= 0 && number <= change.Version;
            // Versions of other tenants do not stand in a tenant's way.
            isStale = seen is { } last && await change.Db.ConfigChanges.AnyAsync(newer => newer.Version > last, token);
            if (!isKnown || isStale)
                return;
            await collections.RunAsync(await EditsAsync(number, change, left, token), change, token);
            if (change.Entries.Count > 0)
                change.NoteApart("versions", scope.IsAllTenants ? GatewayStore.PlatformTenant : scope.Tenant, $"{number}", null, null, Action);
        }, token, dryRun, message ?? $"Rolled back to version {number}");
        return new RollbackResult(result, left, isKnown, isStale);
    }

    async Task<IReadOnlyList<Edit>> EditsAsync(int number, Change change, List<LeftDocument> left, CancellationToken token)
    {
        var wanted = await VersionHistory.FirstAfterAsync(change.Db, number, change.Version, token);
        var kinds = collections.All.ToDictionary(each => each.Collection.Name, each => each.Collection);
        var now = new Dictionary<(string, string, string), JsonElement>();
        foreach (var name in wanted.Select(one => one.Collection).Distinct())
        {
            foreach (var document in await kinds[name].ExportAsync(change.Db, token))
            {
                var id = document["id"]!.GetValue<string>();
                now[(name, document["tenant"]?.GetValue<string>() ?? id, id)] = JsonSerializer.SerializeToElement(document);
            }
        }

        var tenants = await change.Db.Tenants.Select(row => row.Id).ToHashSetAsync(token);
        var edits = new List<Edit>();
        foreach (var old in wanted)
        {
            var isThere = now.TryGetValue((old.Collection, old.TenantId, old.ObjectId), out var current);
            var document = old.Before is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(old.Before);
            if (!isThere && document is null || isThere && document is { } same && JsonElement.DeepEquals(same, current))
                continue;
            if (Reason(kinds[old.Collection].WayBack, old, isThere, tenants, change.Caller) is { } why)
                left.Add(new LeftDocument(old.Collection, old.TenantId, old.ObjectId, why));
            else
                edits.Add(new Edit(old.Collection, old.TenantId, old.ObjectId, document, $"{old.Collection}.{old.ObjectId}"));
        }

        return edits;
    }

    /// <summary>Why it stays as it is; null: it goes back.</summary>
    static string? Reason(WayBack reach, ConfigChange old, bool isThere, HashSet<string> tenants, Caller caller) =>
        !tenants.Contains(old.TenantId) ? "its tenant was removed"
        : old.Collection == "tenants" && !caller.IsPlatformAdmin ? "a tenant is changed by a platformAdmin alone"
        : old.Before is null && reach is not WayBack.Whole ? "it was made since, and a rollback does not remove it"
        : !isThere && reach is WayBack.ChangesOnly ? "it was removed since, and a rollback does not make it again"
        : null;
}

/// <summary>A document that a rollback leaves as it is.</summary>
sealed record LeftDocument(string Collection, string Tenant, string Id, string Why);

/// <param name="IsKnown">Whether there is such a version.</param>
/// <param name="IsStale">Whether there are newer versions than the caller has seen; nothing is changed then.</param>
sealed record RollbackResult(ChangeResult Change, IReadOnlyList<LeftDocument> Left, bool IsKnown, bool IsStale);
