using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Dashboards;

/// <summary>A dashboard where it was looked for: the tenant's own row, or the shipped one that the tenant has as it came.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Row">The tenant's; null: as shipped.</param>
/// <param name="Shipped">The shipped one of that id; null: none has it.</param>
sealed record FoundDashboard(string Tenant, Dashboard? Row, DashboardDocument? Shipped)
{
    /// <summary>The ETag; what is shipped has one that no row ever has.</summary>
    public uint Tag => Row?.Version ?? 0;

    /// <summary>Of which team it is; null: the tenant's.</summary>
    public string? Team => Row?.TeamId;

    public bool Lists(Scope scope) => Row is null || DashboardRights.Lists(scope, Row);

    public bool Reads(Scope scope) => Row is null || DashboardRights.Reads(scope, Row);

    public bool Edits(Scope scope) => Row is null ? DashboardRights.Edits(scope, team: null) : DashboardRights.Edits(scope, Row);

    public bool Removes(Scope scope) => Row is null ? Edits(scope) : DashboardRights.Removes(scope, Row);

    public DashboardDocument Document(DashboardCollection dashboards) => Row is null ? Shipped! : dashboards.ToDocument(Row);
}
