using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Changes;

/// <summary>A collection without its types, for what is about all of them: the one document, versions, drafts.</summary>
interface ICollection
{
    /// <summary>Name in the address and in the document, plural.</summary>
    string Name { get; }

    /// <inheritdoc cref="Collection{TDocument, TRow}.IsVersioned"/>
    bool IsVersioned { get; }

    /// <inheritdoc cref="Collection{TDocument, TRow}.WayBack"/>
    WayBack WayBack { get; }

    /// <inheritdoc cref="Collection{TDocument, TRow}.Clash"/>
    (string Field, string Message)? Clash(string index);

    Task<IReadOnlyList<JsonNode>> ExportAsync(GatewayDb db, CancellationToken token);

    /// <summary>Those of the named documents that are there, by tenant and id.</summary>
    Task<Dictionary<(string Tenant, string Id), CurrentDocument>> CurrentAsync(GatewayDb db, string[] ids, CancellationToken token);

    /// <summary>The document, if it is readable by itself; null: it is not.</summary>
    IDocument? Read(JsonElement json);

    /// <summary>Makes or changes all of the list; leaves what the list does not name, and passes over what is null.</summary>
    Task ImportAsync(IReadOnlyList<IDocument?>? documents, string scope, Change change, CancellationToken token);

    /// <summary>What there is of it in these tenants, as far as it is configuration.</summary>
    Task<IReadOnlyList<(string Tenant, string Id)>> ConfiguredAsync(GatewayDb db, IReadOnlyCollection<string> tenants, CancellationToken token);

    /// <summary>Tells the checks of other documents what the edits will make and remove, before any of them is carried out.</summary>
    void Expect(IReadOnlyList<Edit> edits, Change change);

    /// <summary>Makes or changes what the edits give as documents.</summary>
    Task PutAllAsync(IReadOnlyList<Edit> edits, Change change, CancellationToken token);

    /// <summary>Removes what the edits name; what is gone already is passed over.</summary>
    Task RemoveAllAsync(IReadOnlyList<Edit> edits, Change change, CancellationToken token);
}

/// <summary>One document as it shall be; without a document it shall be removed.</summary>
/// <param name="Path">Where errors about it are shown.</param>
sealed record Edit(string Collection, string Tenant, string Id, JsonElement? Document, string Path)
{
    /// <summary>From stored text; errors are shown below <c>routes.orders</c> and the like.</summary>
    public static Edit Of(string collection, string tenant, string id, string? json) =>
        new(collection, tenant, id, json is null ? null : JsonSerializer.Deserialize<JsonElement>(json), $"{collection}.{id}");
}

/// <summary>A document as it is published.</summary>
/// <param name="Version">Of its row: the ETag.</param>
sealed record CurrentDocument(JsonNode Document, uint Version);

/// <summary>How far a way back to an earlier version goes.</summary>
enum WayBack
{
    /// <summary>What was removed since is made again, what was made since is removed.</summary>
    Whole,

    /// <summary>What was made since stays: removing it would take away more than the version holds, such as people's roles.</summary>
    Keeps,

    /// <summary>Only what is there then and now is set back.</summary>
    ChangesOnly,
}
