using System.Linq.Expressions;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Changes;

/// <summary>A collection whose documents are an id and a name.</summary>
abstract class NamedCollection<TDocument, TRow> : Collection<TDocument, TRow>
    where TDocument : class, IDocument
    where TRow : NamedRow
{
    protected abstract string NameOf(TDocument document);

    public override void Apply(TDocument document, TRow row) => row.Name = NameOf(document);

    public override Task CheckAsync(TDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        Ids.CheckName(NameOf(document), change.Errors, FieldErrors.Join(path, "name"));
        return Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, FieldErrors.Join(path, "tenant"), token);
    }

    public override Expression<Func<TRow, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Name.ToLower().Contains(word);
}
