using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Changes;

/// <summary>
/// One kind of thing in the configuration: how its document and its row belong together and what is checked. List, read, write,
/// export and import follow from it.
/// To add one: a document in <c>Contract</c>, a row in <c>Store</c>, a class like <c>Tenants/TeamCollection.cs</c>, and a line in
/// <c>ConfigFiles/Collections.cs</c>.
/// </summary>
abstract class Collection<TDocument, TRow> : ICollection
    where TDocument : class, IDocument
    where TRow : TenantRow
{
    public abstract string Name { get; }

    /// <summary>Whether a change makes a configuration version that can be rolled back.</summary>
    public virtual bool IsVersioned => true;

    /// <summary>What a way back to an earlier version does to it; by default everything.</summary>
    public virtual WayBack WayBack => WayBack.Whole;

    /// <summary>Whether nodes work with it, and so load after a change.</summary>
    protected virtual bool IsLoaded => true;

    /// <summary>The rows with all that belongs to a document.</summary>
    public virtual IQueryable<TRow> Rows(GatewayDb db) => db.Set<TRow>();

    public abstract TDocument ToDocument(TRow row);

    /// <summary>A new row; <see cref="Apply"/> fills the rest.</summary>
    public abstract TRow Create(TDocument document, string tenant, Change change);

    public abstract void Apply(TDocument document, TRow row);

    /// <summary>Everything that is wrong with the document, each at its field below <paramref name="path"/>.</summary>
    public abstract Task CheckAsync(TDocument document, string tenant, Change change, string path, CancellationToken token);

    /// <summary>Whether a row is found by a word.</summary>
    public abstract Expression<Func<TRow, bool>> Matches(string word);

    /// <summary>The rows that a list's own parameters ask for, beyond its search; all of them by default.</summary>
    public virtual Task<IQueryable<TRow>> NarrowAsync(GatewayDb db, IQueryable<TRow> rows, IQueryCollection asked, FieldErrors errors, CancellationToken token) =>
        Task.FromResult(rows);

    /// <summary>The error of a value that some other row has, by the unique index that refused it; null: none that a document can cause.</summary>
    public virtual (string Field, string Message)? Clash(string index) => null;

    /// <summary>The part that members of these teams see; null sees all. Where nothing belongs to teams they see nothing.</summary>
    public virtual IQueryable<TRow> Visible(IQueryable<TRow> rows, IReadOnlyList<string>? teams) => teams is null ? rows : rows.Where(row => false);

    /// <summary>The team that the document belongs to; null: none, and only who may change the whole tenant changes it.</summary>
    public virtual string? TeamOf(TDocument document) => null;

    /// <summary>What a change of the row brings with it, when the document is not what it was; by default nothing.</summary>
    /// <param name="after">The document as it stands in versions and exports.</param>
    protected virtual Task OnChangedAsync(TRow row, JsonNode after, Change change, CancellationToken token) => Task.CompletedTask;

    /// <summary>The rows that are configuration, and so part of its one document; all of them by default.</summary>
    protected virtual IQueryable<TRow> Configured(IQueryable<TRow> rows) => rows;

    /// <summary>The error of a document that no configuration may hold; null: it may.</summary>
    protected virtual (string Field, string Message)? WhyNotConfigured(TDocument document) => null;

    /// <summary>Removes what belongs to the row; by default nothing else does.</summary>
    public virtual Task RemoveAsync(TRow row, Change change, CancellationToken token)
    {
        change.Db.Remove(row);
        return Task.CompletedTask;
    }

    /// <summary>Makes or changes one; <paramref name="row"/> is null when it is new.</summary>
    public async Task<TRow> PutAsync(TDocument document, TRow? row, string tenant, Change change, string path, CancellationToken token)
    {
        Ids.Check(document.Id, change.Errors, FieldErrors.Join(path, "id"));
        var before = row is null ? null : ToNode(row);
        if (row is null)
        {
            row = Create(document, tenant, change);
            change.Db.Add(row);
            change.References.Set<TRow>(tenant, document.Id, isThere: true);
        }

        Apply(document, row);
        var after = ToNode(row);
        if (!JsonNode.DeepEquals(before, after))
        {
            row.Revision = change.Revision;
            await OnChangedAsync(row, after!, change, token);
        }

        Note(change, tenant, document.Id, before, after);
        await CheckAsync(document, tenant, change, path, token);
        return row;
    }

    public async Task RemoveOneAsync(TRow row, Change change, CancellationToken token)
    {
        Note(change, row.TenantId, row.Id, ToNode(row), null);
        change.References.Set<TRow>(row.TenantId, row.Id, isThere: false);
        await RemoveAsync(row, change, token);
    }

    /// <summary>The row by its id; two tenants may have the same id, then the call must say which is meant.</summary>
    public async Task<(TRow? Row, IResult? Problem)> FindAsync(GatewayDb db, string id, string? tenant, CancellationToken token, IReadOnlyList<string>? teams = null)
    {
        var found = await Visible(Rows(db), teams)
            .Where(row => row.Id == id && (tenant == null || row.TenantId == tenant))
            .Take(2)
            .ToListAsync(token);
        return found.Count switch
        {
            1 => (found[0], null),
            0 => (null, Problems.NotFound(Name, id)),
            _ => (null, Problems.Of(StatusCodes.Status409Conflict, "Which tenant?", $"Several tenants have '{id}' among their {Name}. Send the header X-Tenant.")),
        };
    }

    void Note(Change change, string tenant, string id, JsonNode? before, JsonNode? after)
    {
        if (IsVersioned)
            change.Note(Name, tenant, id, before, after);
        else if (!IsLoaded)
            change.NoteApart(Name, tenant, id, before, after);
        else
            change.NoteUnversioned(Name, tenant, id, before, after);
    }

    /// <summary>The document as it stands in versions and exports: without what the gateway only answers.</summary>
    JsonNode? ToNode(TRow row) => ToNode(ToDocument(row));

    /// <inheritdoc cref="ToNode(TRow)"/>
    protected static JsonNode? ToNode(TDocument document)
    {
        var node = JsonSerializer.SerializeToNode(document, ContractJson.Options);
        foreach (var property in AnsweredFields)
            node!.AsObject().Remove(property);
        return node;
    }

    /// <summary>The same as text, with the tenant it belongs to.</summary>
    public string Text(TDocument document, string tenant)
    {
        var node = ToNode(document)!.AsObject();
        if (node.ContainsKey("tenant"))
            node["tenant"] = tenant;
        return node.ToJsonString(ContractJson.Options);
    }

    async Task<Dictionary<(string Tenant, string Id), CurrentDocument>> ICollection.CurrentAsync(GatewayDb db, string[] ids, CancellationToken token) =>
        (await Rows(db).AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(token))
        .ToDictionary(row => (row.TenantId, row.Id), row => new CurrentDocument(ToNode(row)!, row.Version));

    static readonly string[] AnsweredFields = [.. typeof(TDocument).GetProperties()
        .Where(property => property.GetCustomAttribute<AnsweredAttribute>(inherit: false) is { IsNoted: false })
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    async Task<IReadOnlyList<JsonNode>> ICollection.ExportAsync(GatewayDb db, CancellationToken token)
    {
        var rows = await Configured(Rows(db)).AsNoTracking().ToListAsync(token);
        // Not by the database, whose order depends on its collation: an export is the same byte for byte wherever it is made.
        return [.. rows.OrderBy(row => row.TenantId, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => ToNode(row)!)];
    }

    IDocument? ICollection.Read(JsonElement json) => DocumentReader.Read<TDocument>(json, new FieldErrors());

    async Task<IReadOnlyList<(string Tenant, string Id)>> ICollection.ConfiguredAsync(GatewayDb db, IReadOnlyCollection<string> tenants, CancellationToken token)
    {
        var rows = await Configured(db.Set<TRow>()).Where(row => tenants.Contains(row.TenantId)).Select(row => new { row.TenantId, row.Id }).ToListAsync(token);
        return [.. rows.Select(row => (row.TenantId, row.Id))];
    }

    async Task ICollection.ImportAsync(IReadOnlyList<IDocument?>? documents, string scope, Change change, CancellationToken token)
    {
        if (documents is null)
            return;
        var existing = await NamedAsync(change.Db, [.. documents.OfType<IDocument>().Select(document => document.Id)], token);
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < documents.Count; i++)
        {
            var path = $"{Name}[{i}]";
            if (documents[i] is not TDocument document)
                continue;
            if ((document.Tenant ?? (scope == GatewayStore.AllTenants ? null : scope)) is not { } tenant)
                change.Errors.Add(FieldErrors.Join(path, "tenant"), "is required: the call is for all tenants");
            else if (scope != GatewayStore.AllTenants && tenant != scope)
                change.Errors.Add(FieldErrors.Join(path, "tenant"), $"must be '{scope}', the tenant of the call");
            else if (!seen.Add((tenant, document.Id)))
                change.Errors.Add(FieldErrors.Join(path, "id"), $"'{document.Id}' is given twice");
            else if (WhyNotConfigured(document) is { } why)
                change.Errors.Add(FieldErrors.Join(path, why.Field), why.Message);
            else
                await PutAsync(document, existing.GetValueOrDefault((tenant, document.Id)), tenant, change, path, token);
        }
    }

    async Task ICollection.PutAllAsync(IReadOnlyList<Edit> edits, Change change, CancellationToken token)
    {
        var existing = await NamedAsync(change.Db, [.. edits.Select(edit => edit.Id)], token);
        foreach (var edit in edits)
        {
            if (DocumentReader.Read<TDocument>(edit.Document!.Value, change.Errors, edit.Path) is { } document)
                await PutAsync(document, existing.GetValueOrDefault((edit.Tenant, edit.Id)), edit.Tenant, change, edit.Path, token);
        }
    }

    async Task ICollection.RemoveAllAsync(IReadOnlyList<Edit> edits, Change change, CancellationToken token)
    {
        var existing = await NamedAsync(change.Db, [.. edits.Select(edit => edit.Id)], token);
        foreach (var edit in edits)
        {
            if (existing.TryGetValue((edit.Tenant, edit.Id), out var row))
                await RemoveOneAsync(row, change, token);
        }
    }

    void ICollection.Expect(IReadOnlyList<Edit> edits, Change change)
    {
        foreach (var edit in edits)
            change.References.Set<TRow>(edit.Tenant, edit.Id, isThere: edit.Document is not null);
    }

    /// <summary>The rows of these ids, of whatever tenant the session sees. What a document does not name is not loaded.</summary>
    Task<Dictionary<(string Tenant, string Id), TRow>> NamedAsync(GatewayDb db, string[] ids, CancellationToken token) =>
        Rows(db).Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => (row.TenantId, row.Id), token);
}
