using System.Data;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Versions;

/// <summary>
/// What the versions of the configuration changed, as one scope sees it. Row security leaves a tenant its own changes, and a
/// version without any of them is none of its versions.
/// </summary>
sealed class VersionHistory(GatewayStore store, Collections collections)
{
    /// <summary>How many documents a list names of each version.</summary>
    const int Named = 3;

    /// <summary>How many changes one answer holds; what is beyond is counted.</summary>
    public const int MostChanges = 1000;

    public async Task<Page<VersionSummary>> ListAsync(Scope scope, VersionFilter filter, int? before, int limit, CancellationToken token)
    {
        await using var session = await store.OpenAsync(scope.Tenant, token);
        var db = session.Db;
        var versions = Seen(db, scope);
        if (before is { } number)
            versions = versions.Where(version => version.Number < number);
        if (filter.Collection is { } collection)
            versions = versions.Where(version => db.ConfigChanges.Any(change => change.Version == version.Number && change.Collection == collection && (filter.Id == null || change.ObjectId == filter.Id)));
        if (filter.Word?.ToLowerInvariant() is { Length: > 0 } word)
        {
            versions = versions.Where(version => version.Actor.ToLower().Contains(word)
                || ((scope.IsAllTenants || version.OnlyTenantId == scope.Tenant) && version.Message!.ToLower().Contains(word))
                || db.ConfigChanges.Any(change => change.Version == version.Number && change.ObjectId.Contains(word)));
        }

        var page = await versions.OrderByDescending(version => version.Number).Take(limit + 1).ToListAsync(token);
        var shown = page.Take(limit).ToList();
        var numbers = shown.Select(version => version.Number).ToArray();
        var touched = (await db.Database.SqlQuery<Touched>($"""
            /* gateway:versions/touched */
            select named.version, named.collection, named.tenant_id as tenant, named.object_id as id,
              case when named.before is null then 'create' when named.after is null then 'delete' else 'update' end as action,
              (select count(*)::int from gateway.config_changes as counted where counted.version = number) as count
            from unnest({numbers}) as number
            cross join lateral (
              select *
              from gateway.config_changes
              where version = number
              order by position
              limit {Named}
            ) as named
            order by named.version, named.position
            """).ToListAsync(token)).ToLookup(change => change.Version);
        return new Page<VersionSummary>(
            [.. shown.Select(version => new VersionSummary(
                version.Number,
                version.Time,
                version.Actor,
                MessageFor(version, scope),
                touched[version.Number].FirstOrDefault()?.Count ?? 0,
                [.. touched[version.Number].Select(change => new TouchedDocument(change.Collection, change.Tenant, change.Id, change.Action))]))],
            page.Count > limit ? new Cursor("", numbers[^1].ToString(CultureInfo.InvariantCulture)).ToString() : null);
    }

    /// <summary>Null when there is no such version, or none that the scope sees.</summary>
    public async Task<VersionDetail?> FindAsync(Scope scope, int number, bool withDocument, CancellationToken token)
    {
        await using var session = await store.OpenAsync(scope.Tenant, token, IsolationLevel.RepeatableRead);
        var db = session.Db;
        if (await Seen(db, scope).SingleOrDefaultAsync(version => version.Number == number, token) is not { } version)
            return null;
        var changes = await db.ConfigChanges.AsNoTracking().Where(change => change.Version == number).OrderBy(change => change.Position).Take(MostChanges).ToListAsync(token);
        var count = changes.Count < MostChanges ? changes.Count : await db.ConfigChanges.CountAsync(change => change.Version == number, token);
        var others = Seen(db, scope).Select(other => (int?)other.Number);
        return new VersionDetail(
            number,
            version.Time,
            version.Actor,
            MessageFor(version, scope),
            await others.Where(other => other < number).MaxAsync(token),
            await others.Where(other => other > number).MinAsync(token),
            count,
            [.. changes.Select(change => new ChangeEntry(change.Collection, change.TenantId, change.ObjectId, Node(change.Before), Node(change.After)))],
            withDocument ? await DocumentAsync(db, number, token) : null);
    }

    /// <summary>What differs between the configuration as it was at one version and at another; 0 is the empty gateway. Null when one of them is still to come.</summary>
    public async Task<VersionDifference?> DifferenceAsync(Scope scope, int from, int to, CancellationToken token)
    {
        await using var session = await store.OpenAsync(scope.Tenant, token, IsolationLevel.RepeatableRead);
        var db = session.Db;
        var newest = await db.States.Select(state => state.ConfigVersion).SingleAsync(token);
        if (from < 0 || to < 0 || from > newest || to > newest)
            return null;
        var (low, high, isForth) = (Math.Min(from, to), Math.Max(from, to), from <= to);
        var first = await FirstAfterAsync(db, low, high, token);
        var last = await db.ConfigChanges.FromSql($"""
            /* gateway:versions/last */
            select distinct on (tenant_id, collection, object_id) *
            from gateway.config_changes
            where version > {low} and version <= {high}
            order by tenant_id, collection, object_id, version desc, position desc
            """).AsNoTracking().ToDictionaryAsync(change => (change.TenantId, change.Collection, change.ObjectId), token);
        var changes = (
            from change in first
            let old = Node(change.Before)
            let now = Node(last[(change.TenantId, change.Collection, change.ObjectId)].After)
            where !JsonNode.DeepEquals(old, now)
            orderby PlaceOf(change.Collection), change.TenantId, change.ObjectId
            select isForth
                ? new ChangeEntry(change.Collection, change.TenantId, change.ObjectId, old, now)
                : new ChangeEntry(change.Collection, change.TenantId, change.ObjectId, now, old)).ToList();
        return new VersionDifference(from, to, changes.Count, [.. changes.Take(MostChanges)]);
    }

    /// <summary>Of each document that was changed after a version, its first change: what stood before that is what the version had.</summary>
    public static async Task<IReadOnlyList<ConfigChange>> FirstAfterAsync(GatewayDb db, int number, int newest, CancellationToken token) =>
        await db.ConfigChanges.FromSql($"""
            /* gateway:versions/first */
            select distinct on (tenant_id, collection, object_id) *
            from gateway.config_changes
            where version > {number} and version <= {newest}
            order by tenant_id, collection, object_id, version, position
            """).AsNoTracking().ToListAsync(token);

    /// <summary>What a document said, as it is stored.</summary>
    public static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);

    /// <summary>The whole configuration as it was: what it is now, with everything since taken back.</summary>
    async Task<JsonObject> DocumentAsync(GatewayDb db, int number, CancellationToken token)
    {
        var since = (await FirstAfterAsync(db, number, int.MaxValue, token)).ToLookup(change => change.Collection);
        var document = new JsonObject();
        foreach (var (collection, _) in collections.All.Where(each => each.Collection.IsVersioned))
        {
            var now = (await collection.ExportAsync(db, token)).ToDictionary(one => (one["tenant"]?.GetValue<string>() ?? one["id"]!.GetValue<string>(), one["id"]!.GetValue<string>()));
            foreach (var change in since[collection.Name])
            {
                if (Node(change.Before) is { } before)
                    now[(change.TenantId, change.ObjectId)] = before;
                else
                    now.Remove((change.TenantId, change.ObjectId));
            }

            document[collection.Name] = new JsonArray([.. now.OrderBy(one => one.Key.Item1, StringComparer.Ordinal).ThenBy(one => one.Key.Item2, StringComparer.Ordinal).Select(one => one.Value)]);
        }

        return document;
    }

    int PlaceOf(string collection) => collections.All.TakeWhile(each => each.Collection.Name != collection).Count();

    static IQueryable<ConfigVersion> Seen(GatewayDb db, Scope scope)
    {
        var versions = db.ConfigVersions.AsNoTracking();
        return scope.IsAllTenants ? versions : versions.Where(version => db.ConfigChanges.Any(change => change.Version == version.Number));
    }

    /// <summary>Words about several tenants are for those who see them all.</summary>
    static string? MessageFor(ConfigVersion version, Scope scope) =>
        scope.IsAllTenants || version.OnlyTenantId == scope.Tenant ? version.Message : null;

    sealed record Touched(int Version, string Collection, string Tenant, string Id, string Action, int Count);
}

/// <summary>Which versions are asked for.</summary>
/// <param name="Word">Somewhere in the caller, the message or an id.</param>
/// <param name="Collection">Only those that changed something of this kind.</param>
/// <param name="Id">And that very thing.</param>
sealed record VersionFilter(string? Word, string? Collection, string? Id);

/// <summary>A version in a list.</summary>
/// <param name="Number">Counts all tenants' versions, so a tenant's have holes.</param>
/// <param name="Time">When it was published.</param>
/// <param name="Actor">Who published it.</param>
/// <param name="Message">Why; null without words, and to a tenant where other tenants were changed with it.</param>
/// <param name="ChangeCount">How many documents it changed.</param>
/// <param name="Touched">The first few of them.</param>
sealed record VersionSummary(int Number, DateTimeOffset Time, string Actor, string? Message, int ChangeCount, IReadOnlyList<TouchedDocument> Touched);

/// <param name="Action"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
sealed record TouchedDocument(string Collection, string Tenant, string Id, string Action);

/// <summary>One version in full.</summary>
/// <param name="Previous">The one before it that the caller sees; null: it is the first.</param>
/// <param name="Next">The one after it; null: it is the newest.</param>
/// <param name="ChangeCount">How many documents it changed.</param>
/// <param name="Changes">The first thousand of them, before and after.</param>
/// <param name="Document">The whole configuration as it was then, when it is asked for.</param>
sealed record VersionDetail(
    int Number,
    DateTimeOffset Time,
    string Actor,
    string? Message,
    int? Previous,
    int? Next,
    int ChangeCount,
    IReadOnlyList<ChangeEntry> Changes,
    JsonObject? Document);

/// <summary>What differs between two versions.</summary>
sealed record VersionDifference(int From, int To, int ChangeCount, IReadOnlyList<ChangeEntry> Changes);
