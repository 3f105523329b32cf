using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Tenants;

sealed class TeamCollection : NamedCollection<TeamDocument, Team>
{
    public override string Name => "teams";

    /// <summary>With a team its people's roles would go.</summary>
    public override WayBack WayBack => WayBack.Keeps;

    public override TeamDocument ToDocument(Team row) => new() { Id = row.Id, Tenant = row.TenantId, Name = row.Name };

    public override Team Create(TeamDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, Name = document.Name };

    public override IQueryable<Team> Visible(IQueryable<Team> rows, IReadOnlyList<string>? teams) =>
        teams is null ? rows : rows.Where(row => teams.Contains(row.Id));

    /// <summary>Its roles go with it, of people and tokens of the platform too.</summary>
    public override async Task RemoveAsync(Team row, Change change, CancellationToken token)
    {
        await GrantRemoval.RunAsync(change, row.TenantId, row.Id, token);
        change.Db.Remove(row);
    }

    protected override string NameOf(TeamDocument document) => document.Name;
}
