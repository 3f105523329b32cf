namespace Gateway.Admin.Contract;

/// <summary>What somebody is to be in a team.</summary>
sealed record TeamRoleDocument
{
    /// <summary><c>teamAdmin</c> or <c>teamViewer</c>.</summary>
    public required Role Role { get; init; }
}
