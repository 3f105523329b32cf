namespace Gateway.Admin.Contract;

/// <summary>What a person asks for a token of their own.</summary>
sealed record PersonalTokenDocument
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>At most what the person may; null takes all of it.</summary>
    public IReadOnlyList<RoleGrant>? Roles { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
