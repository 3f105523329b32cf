using System.Linq.Expressions;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Tenants;

sealed class TenantCollection : Collection<TenantDocument, Tenant>
{
    public override string Name => "tenants";

    /// <summary>A tenant goes with its people and its traffic, which no version holds.</summary>
    public override WayBack WayBack => WayBack.ChangesOnly;

    public override TenantDocument ToDocument(Tenant row) => new() { Id = row.Id, Name = row.Name };

    public override Tenant Create(TenantDocument document, string tenant, Change change) =>
        new() { TenantId = document.Id, Id = document.Id, Name = document.Name };

    public override void Apply(TenantDocument document, Tenant row) => row.Name = document.Name;

    public override async Task CheckAsync(TenantDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        Ids.CheckName(document.Name, change.Errors, FieldErrors.Join(path, "name"));
        // A tenant's own configuration names it too, and whoever may write that does not by it do what /tenants refuses.
        if (!change.Caller.IsPlatformAdmin && change.Db.Entry((await change.Db.Tenants.FindAsync([tenant, document.Id], token))!).State != EntityState.Unchanged)
            change.Errors.Add(FieldErrors.Join(path, "name"), "is changed by a platformAdmin alone");
    }

    /// <summary>Its roles go with it, of people and tokens of the platform too.</summary>
    public override async Task RemoveAsync(Tenant row, Change change, CancellationToken token)
    {
        await GrantRemoval.RunAsync(change, row.Id, team: null, token);
        change.Db.Remove(row);
    }

    public override Expression<Func<Tenant, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Name.ToLower().Contains(word);
}
