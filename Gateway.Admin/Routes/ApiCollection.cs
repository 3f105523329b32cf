using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Routes;

sealed class ApiCollection : NamedCollection<ApiDocument, Api>
{
    public override string Name => "apis";

    public override ApiDocument ToDocument(Api row) => new() { Id = row.Id, Tenant = row.TenantId, Name = row.Name };

    public override Api Create(ApiDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, Name = document.Name };

    // A route of any team may name it.
    public override IQueryable<Api> Visible(IQueryable<Api> rows, IReadOnlyList<string>? teams) => rows;

    protected override string NameOf(ApiDocument document) => document.Name;
}
