using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Drafts;

/// <summary>
/// The drafts of people: for each the documents that the person changed, each with the published one it began with. Publishing is
/// one change of the store with all of them; where a document is no longer what the person began with, nothing is published and both are shown.
/// </summary>
sealed class Drafts(AdminOptions options, Collections collections, GatewayStore store, StoreWriter writer, TimeProvider time) : IDrafts
{
    /// <summary>Whether people's changes gather in drafts.</summary>
    public bool AreOn => options.Drafts;

    public bool TakeFrom(Caller caller) => AreOn && caller.Person is not null;

    // Keys and teams act at once: a secret is shown when it is made, and who may do what is not for later.
    public bool Takes(Caller caller, ICollection collection) =>
        TakeFrom(caller) && collection is { IsVersioned: true, WayBack: WayBack.Whole };

    public Task<List<DraftChange>> ReadAsync(GatewayDb db, Caller caller, CancellationToken token) =>
        Own(db, caller).AsNoTracking().OrderBy(one => one.SavedAt).ToListAsync(token);

    public Task ReplayAsync(IReadOnlyList<DraftChange> draft, Change change, CancellationToken token) =>
        collections.RunAsync([.. draft.Select(one => Edit.Of(one.Collection, one.TenantId, one.ObjectId, one.Document))], change, token);

    public async Task KeepAsync(Scope scope, DraftChange kept, CancellationToken token)
    {
        await using var session = await store.OpenAsync(scope.Tenant, token);
        await KeepAsync(session.Db, scope, kept, token);
        await session.CommitAsync(token);
    }

    public async Task<ChangeResult> KeepAllAsync(Scope scope, Func<Change, Task> body, CancellationToken token)
    {
        IReadOnlyList<ChangeEntry> made = [];
        var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            await ReplayAsync(await ReadAsync(change.Db, scope.Caller, token), change, token);
            var replayed = change.Entries.Count;
            if (change.Errors.Any)
                return;
            await body(change);
            made = [.. change.Entries.Skip(replayed)];
            var atOnce = made.Where(entry => !collections.All.Any(each => each.Collection.Name == entry.Collection && Takes(scope.Caller, each.Collection)))
                .Concat(change.Unversioned).Concat(change.Apart).Select(entry => entry.Collection).Distinct().ToList();
            if (atOnce.Count > 0)
                change.Conflict = $"Drafts are on, and {string.Join(", ", atOnce)} act at once. Send them apart from what goes into your draft, or publish all of it at once with publish=true.";
            if (!change.Errors.Any && change.Conflict is null)
                await change.Db.SaveChangesAsync(token);
        }, token, dryRun: true);
        if (result.Errors.Any || result.Conflict is not null)
            return result;

        await using var session = await store.OpenAsync(scope.Tenant, token);
        var own = await ReadAsync(session.Db, scope.Caller, token);
        foreach (var (collection, _) in collections.All)
        {
            var entries = made.Where(entry => entry.Collection == collection.Name).ToList();
            var published = entries.Count == 0 ? [] : await collection.CurrentAsync(session.Db, [.. entries.Select(entry => entry.Id)], token);
            foreach (var entry in entries)
            {
                var began = own.Find(one => (one.Collection, one.TenantId, one.ObjectId) == (entry.Collection, entry.Tenant, entry.Id));
                var now = published.GetValueOrDefault((entry.Tenant, entry.Id));
                await KeepAsync(session.Db, scope, new DraftChange
                {
                    TenantId = entry.Tenant,
                    UserTenantId = scope.Caller.Person!.Tenant,
                    UserId = scope.Caller.Person.Id,
                    Collection = entry.Collection,
                    ObjectId = entry.Id,
                    Base = began is null ? Text(now?.Document) : began.Base,
                    BaseVersion = began?.BaseVersion ?? now?.Version ?? 0,
                    Document = Text(entry.After),
                }, token);
            }
        }

        await session.CommitAsync(token);
        return result with { Entries = made };
    }

    static string? Text(JsonNode? document) => document?.ToJsonString(ContractJson.Options);

    async Task KeepAsync(GatewayDb db, Scope scope, DraftChange kept, CancellationToken token)
    {
        await Own(db, scope.Caller)
            .Where(one => one.TenantId == kept.TenantId && one.Collection == kept.Collection && one.ObjectId == kept.ObjectId)
            .ExecuteDeleteAsync(token);
        if (!JsonNode.DeepEquals(Node(kept.Base), Node(kept.Document)))
        {
            kept.SavedAt = time.GetUtcNow();
            db.DraftChanges.Add(kept);
        }
    }

    /// <summary>The caller's draft in this scope, each change with what is published now where that is no longer what it began with.</summary>
    public async Task<IReadOnlyList<DraftedDocument>> ListAsync(Scope scope, CancellationToken token)
    {
        if (scope.Caller.Person is null)
            return [];
        await using var session = await store.OpenAsync(scope.Tenant, token);
        return await ComparedAsync(session.Db, await ReadAsync(session.Db, scope.Caller, token), token);
    }

    /// <summary>Publishes the draft as one version and ends it.</summary>
    /// <param name="scope">Whose part of the caller's draft.</param>
    /// <param name="message">Why, for the history.</param>
    /// <param name="dryRun">Checks and lists only.</param>
    /// <param name="token">Cancels; the draft stays then.</param>
    public async Task<DraftResult> PublishAsync(Scope scope, string? message, bool dryRun, CancellationToken token)
    {
        IReadOnlyList<DraftedDocument> raced = [];
        DraftChange? foreign = null;
        var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            var draft = scope.Caller.Person is null ? [] : await ReadAsync(change.Db, scope.Caller, token);
            // Roles may have changed since it was kept.
            foreign = draft.Find(one => !MayWrite(scope, one.Base) || !MayWrite(scope, one.Document));
            raced = [.. (await ComparedAsync(change.Db, draft, token)).Where(one => one.IsRaced)];
            if (foreign is not null || raced.Count > 0)
                return;
            await ReplayAsync(draft, change, token);
            if (change.Errors.Any || change.Conflict is not null || draft.Count == 0)
                return;
            await Own(change.Db, scope.Caller).ExecuteDeleteAsync(token);
        }, token, dryRun, message);
        // What came to nothing makes no version; it is no draft either.
        if (!dryRun && foreign is null && raced.Count == 0 && !result.Errors.Any && result.Conflict is null && result.Entries.Count == 0)
            await DiscardAsync(scope, null, null, token);
        return new DraftResult(result, raced, foreign?.ObjectId);
    }

    /// <summary>Drops the caller's draft in this scope, or one document of it.</summary>
    public async Task DiscardAsync(Scope scope, string? collection, string? id, CancellationToken token)
    {
        if (scope.Caller.Person is null)
            return;
        await using var session = await store.OpenAsync(scope.Tenant, token);
        await Own(session.Db, scope.Caller)
            .Where(one => (collection == null || one.Collection == collection) && (id == null || one.ObjectId == id))
            .ExecuteDeleteAsync(token);
        await session.CommitAsync(token);
    }

    async Task<IReadOnlyList<DraftedDocument>> ComparedAsync(GatewayDb db, IReadOnlyList<DraftChange> draft, CancellationToken token)
    {
        var current = new Dictionary<string, Dictionary<(string, string), CurrentDocument>>();
        foreach (var (collection, _) in collections.All)
        {
            if (draft.Where(one => one.Collection == collection.Name).Select(one => one.ObjectId).ToArray() is { Length: > 0 } ids)
                current[collection.Name] = await collection.CurrentAsync(db, ids, token);
        }

        return [.. draft.Select(one =>
        {
            var now = current[one.Collection].GetValueOrDefault((one.TenantId, one.ObjectId));
            var began = Node(one.Base);
            return new DraftedDocument(
                one.Collection, one.TenantId, one.ObjectId, began, Node(one.Document), one.SavedAt,
                !JsonNode.DeepEquals(began, now?.Document), now?.Document, $"\"{now?.Version ?? 0}\"");
        })];
    }

    static IQueryable<DraftChange> Own(GatewayDb db, Caller caller) =>
        db.DraftChanges.Where(one => one.UserTenantId == caller.Person!.Tenant && one.UserId == caller.Person.Id);

    static bool MayWrite(Scope scope, string? document) =>
        scope.WritableTeams is not { } teams || document is null || (Node(document)?["team"]?.GetValue<string>() is { } team && teams.Contains(team));

    static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);
}

/// <summary>One document of a draft.</summary>
/// <param name="Before">The published document that it began with; null: there was none.</param>
/// <param name="After">As it shall be; null: it shall be removed.</param>
/// <param name="SavedAt">When the person changed it last.</param>
/// <param name="IsRaced">Whether somebody published another one since.</param>
/// <param name="Current">What is published now; null: nothing.</param>
/// <param name="CurrentTag">Its ETag: a change that names it begins anew with what is published now.</param>
sealed record DraftedDocument(
    string Collection, string Tenant, string Id, JsonNode? Before, JsonNode? After, DateTimeOffset SavedAt, bool IsRaced, JsonNode? Current, string CurrentTag);

/// <param name="Raced">What somebody else changed since; nothing is published then.</param>
/// <param name="Foreign">A document that the caller may no longer change.</param>
sealed record DraftResult(ChangeResult Change, IReadOnlyList<DraftedDocument> Raced, string? Foreign);
