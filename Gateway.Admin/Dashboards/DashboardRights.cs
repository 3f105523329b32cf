using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// Who may do what with a dashboard. A private one is its owner's alone, though who manages the tenant sees that it is there and
/// may remove it. One of a team is seen by the team, a shipped one by every team. All else is the tenant's.
/// </summary>
static class DashboardRights
{
    /// <summary>How the store writes <see cref="DashboardAccess.Private"/>.</summary>
    public const string Private = "private";

    const string Tenant = "tenant";
    const string Team = "team";

    /// <summary>Whether it is in the caller's list.</summary>
    public static bool Lists(Scope scope, Dashboard row) =>
        row.Access == Private ? IsOwner(scope, row) || scope.Satisfies(Need.Manage)
        : scope.Teams is not { } teams || row.Shipped == row.Id && row.Access == Tenant || (row.Access == Team && teams.Contains(row.TeamId!));

    /// <summary>Whether the caller reads it.</summary>
    public static bool Reads(Scope scope, Dashboard row) => Lists(scope, row) && (row.Access != Private || IsOwner(scope, row));

    /// <summary>Whether the caller saves it, as it is now.</summary>
    public static bool Edits(Scope scope, Dashboard row) =>
        row.Access == Private ? IsOwner(scope, row) : Edits(scope, row.Access == Team ? row.TeamId : null);

    /// <summary>Whether the caller saves what is the team's, or the whole tenant's when it is null.</summary>
    public static bool Edits(Scope scope, string? team) =>
        scope.WritableTeams is not { } teams || (team is not null && teams.Contains(team));

    public static bool Removes(Scope scope, Dashboard row) => Edits(scope, row) || (row.Access == Private && scope.Satisfies(Need.Manage));

    public static bool IsOwner(Scope scope, Dashboard row) =>
        scope.Caller.Person is { } person && row.OwnerId == person.Id && row.OwnerTenantId == person.Tenant;

    /// <summary>As the store writes it.</summary>
    public static string Word(DashboardAccess access) => access switch
    {
        DashboardAccess.Private => Private,
        DashboardAccess.Team => Team,
        _ => Tenant,
    };

    /// <summary>From what the store holds.</summary>
    public static DashboardAccess AccessOf(Dashboard row) => row.Access switch
    {
        Private => DashboardAccess.Private,
        Team => DashboardAccess.Team,
        _ => DashboardAccess.Tenant,
    };
}
