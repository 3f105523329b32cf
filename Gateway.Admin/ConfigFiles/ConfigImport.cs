using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.ConfigFiles;

/// <summary>A configuration document on its way into the store.</summary>
sealed class ConfigImport
{
    /// <summary>What a document that is no longer named does not lose: people's roles and traffic go with these.</summary>
    static readonly string[] NeverPruned = ["tenants", "teams"];

    const int MostLeft = 1000;

    readonly Collections collections;
    readonly List<(ICollection Collection, IReadOnlyList<IDocument?>? Documents)> parts = [];
    readonly List<Edit> unreadable = [];
    readonly FieldErrors errors = new();

    /// <summary>What the prune left, and why; the first thousand.</summary>
    public List<LeftDocument> Left { get; } = [];

    ConfigImport(Collections collections) => this.collections = collections;

    /// <summary>Reads the document; what is wrong with it is told by the change, together with what its checks find.</summary>
    /// <param name="collections">All kinds.</param>
    /// <param name="json">The whole document.</param>
    /// <param name="scope">The tenant of the call, or <see cref="GatewayStore.AllTenants"/>.</param>
    public static ConfigImport Read(Collections collections, JsonElement json, string scope)
    {
        var import = new ConfigImport(collections);
        if (DocumentReader.Read<ConfigDocument>(json, import.errors) is { } whole)
            import.parts.AddRange(collections.All.Select(each => (each.Collection, (IReadOnlyList<IDocument?>?)each.Part(whole))));
        else if (json.ValueKind == JsonValueKind.Object)
            import.ReadReadable(json, scope);
        return import;
    }

    /// <summary>
    /// Makes and changes what the document holds; with <paramref name="prune"/> removes what it does not name, of the kinds that it
    /// lists and in the tenants that it is about. Never removes a tenant or a team.
    /// </summary>
    public async Task RunAsync(string scope, bool prune, Change change, CancellationToken token)
    {
        change.Errors.AddAll(errors);
        foreach (var edit in unreadable)
            parts.Find(part => part.Collection.Name == edit.Collection).Collection.Expect([edit], change);
        var removals = prune ? await LeftOutAsync(scope, change, token) : [];
        // What shall be gone is no longer there for others to refer to, though it is removed last.
        foreach (var (collection, gone) in removals)
            collection.Expect(gone, change);
        foreach (var (collection, documents) in parts)
            await collection.ImportAsync(documents, scope, change, token);
        if (change.Errors.Any || removals.Count == 0)
            return;
        await change.Db.SaveChangesAsync(token);
        foreach (var (collection, gone) in Enumerable.Reverse(removals))
            await collection.RemoveAllAsync(gone, change, token);
        if (!change.Errors.Any && change.Conflict is null)
            await change.Db.SaveChangesAsync(token);
    }

    /// <summary>What is right by itself is still checked, so that all errors are told in one answer.</summary>
    void ReadReadable(JsonElement json, string scope)
    {
        foreach (var (collection, _) in collections.All)
        {
            if (!json.TryGetProperty(collection.Name, out var list) || list.ValueKind != JsonValueKind.Array)
                continue;
            var documents = list.EnumerateArray().Select(collection.Read).ToList();
            parts.Add((collection, documents));
            // What it says is wrong, not that it is there: nothing that refers to it is wrong too.
            foreach (var (item, _) in list.EnumerateArray().Zip(documents).Where(each => each.Second is null))
            {
                if (Text(item, "id") is { } id)
                    unreadable.Add(new Edit(collection.Name, collection.Name == "tenants" ? id : Text(item, "tenant") ?? scope, id, item, ""));
            }
        }
    }

    async Task<List<(ICollection Collection, IReadOnlyList<Edit> Edits)>> LeftOutAsync(string scope, Change change, CancellationToken token)
    {
        var all = new List<(ICollection, IReadOnlyList<Edit>)>();
        // Who calls for all tenants takes nothing from one that the document does not speak of.
        string[] tenants = scope != GatewayStore.AllTenants ? [scope] : [.. Documents().Select(document => document.Tenant).OfType<string>().Distinct()];
        // A reader of a plan sees what stays too, wherever it is.
        string[] everywhere = scope != GatewayStore.AllTenants ? [scope] : [.. await change.Db.Tenants.Select(row => row.Id).ToListAsync(token)];
        foreach (var (collection, documents) in parts)
        {
            var named = (documents ?? []).OfType<IDocument>().Select(document => (document.Tenant ?? scope, document.Id)).ToHashSet();
            Leave(collection.Name, (await collection.ConfiguredAsync(change.Db, everywhere, token)).Where(one => !named.Contains(one)), documents is null, tenants);
            if (documents is null || NeverPruned.Contains(collection.Name))
                continue;
            var gone = (await collection.ConfiguredAsync(change.Db, tenants, token)).Where(one => !named.Contains(one)).ToList();
            if (gone.Count > 0)
                all.Add((collection, [.. gone.Order().Select(one => new Edit(collection.Name, one.Tenant, one.Id, null, collection.Name))]));
        }

        return all;
    }

    /// <summary>Notes what is not named and stays all the same.</summary>
    void Leave(string collection, IEnumerable<(string Tenant, string Id)> unnamed, bool isUnlisted, string[] tenants)
    {
        foreach (var (tenant, id) in unnamed.Order())
        {
            // Nobody expects the platform to go, nor the tenant that the call is for.
            var why = collection == "tenants" && (id == GatewayStore.PlatformTenant || tenants is [var only] && only == id) ? null
                : isUnlisted ? $"the document has no list of {collection}"
                : NeverPruned.Contains(collection) ? "people's roles and traffic would go with it: delete it by itself"
                : !tenants.Contains(tenant) ? $"the document does not speak of the tenant {tenant}"
                : null;
            if (why is not null && Left.Count < MostLeft)
                Left.Add(new LeftDocument(collection, tenant, id, why));
        }
    }

    IEnumerable<IDocument> Documents() => parts.SelectMany(part => part.Documents ?? []).OfType<IDocument>();

    static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
