using System.Text.Json.Nodes;
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
        var now = new Dictionary<string, Dictionary<(string, string), CurrentDocument>>();
        foreach (var ofKind in wanted.GroupBy(one => one.Collection))
            now[ofKind.Key] = await kinds[ofKind.Key].CurrentAsync(change.Db, [.. ofKind.Select(one => one.ObjectId)], token);
        var tenants = await change.Db.Tenants.Select(row => row.Id).ToHashSetAsync(token);
        var edits = new List<Edit>();
        foreach (var old in wanted)
        {
            var current = now[old.Collection].GetValueOrDefault((old.TenantId, old.ObjectId));
            if (JsonNode.DeepEquals(VersionHistory.Node(old.Before), current?.Document))
                continue;
            if (Reason(kinds[old.Collection].WayBack, old, current is not null, tenants, change.Caller) is { } why)
                left.Add(new LeftDocument(old.Collection, old.TenantId, old.ObjectId, why));
            else
                edits.Add(Edit.Of(old.Collection, old.TenantId, old.ObjectId, old.Before));
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

/// <param name="IsKnown">Whether there is such a version.</param>
/// <param name="IsStale">Whether there are newer versions than the caller has seen; nothing is changed then.</param>
sealed record RollbackResult(ChangeResult Change, IReadOnlyList<LeftDocument> Left, bool IsKnown, bool IsStale);
