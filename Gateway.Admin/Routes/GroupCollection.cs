using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Routes;

sealed class GroupCollection : NamedCollection<GroupDocument, Group>
{
    public override string Name => "groups";

    public override GroupDocument ToDocument(Group row) => new() { Id = row.Id, Tenant = row.TenantId, Name = row.Name };

    public override Group Create(GroupDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, Name = document.Name };

    // A route of any team may name it.
    public override IQueryable<Group> Visible(IQueryable<Group> rows, IReadOnlyList<string>? teams) => rows;

    protected override string NameOf(GroupDocument document) => document.Name;
}
