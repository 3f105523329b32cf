namespace Gateway.Analytics.Rollups;

/// <summary>Of what a cell is the sum. All tenants together are summed up when they are read. The numbers are stored.</summary>
public enum ScopeKind : short
{
    /// <summary>All traffic of a tenant; its scope id is empty.</summary>
    Tenant = 1,

    /// <summary>The routes that belonged to the team then; those of no team have the empty id, as traffic of no route and with no key has.</summary>
    Team = 2,

    Route = 3,
    Key = 4,
}
