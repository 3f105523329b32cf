namespace Gateway.Admin.Access;

/// <summary>What an endpoint asks of its caller. Every endpoint of the API declares one; a test walks them all.</summary>
enum Need
{
    /// <summary>Nothing: it is how one gets in. The handler has no scope; what changes something must come from the own pages or from no page.</summary>
    Anonymous,

    /// <summary>Any valid credential.</summary>
    SignedIn,

    /// <summary>To see the own part of a tenant's traffic, which may be nothing: a call without a role in the tenant is answered from nothing.</summary>
    ReadOwn,

    /// <summary>To see something of the tenant; a team's member sees the team's part of it.</summary>
    ReadTeam,

    /// <summary>To see what routes are made of (clusters, APIs, groups), as it takes to write one.</summary>
    ReadParts,

    /// <summary>To see the tenant as a whole.</summary>
    Read,

    /// <summary>To change the tenant's configuration.</summary>
    Write,

    /// <summary>To change what belongs to a team; a team's admin changes what is the team's before and after.</summary>
    WriteTeam,

    /// <summary>To manage a team's people; the handler checks that it is the own team.</summary>
    ManageTeam,

    /// <summary>To manage the tenant's people, tokens and audit.</summary>
    Manage,

    /// <summary>To see what belongs to all tenants.</summary>
    PlatformRead,

    /// <summary>To change what belongs to all tenants.</summary>
    PlatformWrite,
}
