namespace Gateway.Admin.Access;

/// <summary>What an endpoint asks of its caller. Every endpoint of the API declares one; a test walks them all.</summary>
enum Need
{
    /// <summary>Nothing: it is how one gets in. The handler has no scope; what changes something must come from the own pages or from no page.</summary>
    Anonymous,

    /// <summary>Any valid credential.</summary>
    SignedIn,

    /// <summary>To see something of the tenant; a team's member sees the team's part of it.</summary>
    ReadTeam,

    /// <summary>To see the tenant as a whole.</summary>
    Read,

    /// <summary>To change the tenant's configuration.</summary>
    Write,

    /// <summary>To manage the tenant's people, tokens and audit.</summary>
    Manage,

    /// <summary>To see what belongs to all tenants.</summary>
    PlatformRead,

    /// <summary>To change what belongs to all tenants.</summary>
    PlatformWrite,
}
