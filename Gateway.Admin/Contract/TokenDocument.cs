using System.Text.Json.Serialization;

namespace Gateway.Admin.Contract;

/// <summary>An access token for the API. The secret is shown once; only its hash is stored.</summary>
sealed record TokenDocument : IDocument
{
    public required string Id { get; init; }

    /// <summary>The tenant of its roles; <c>platform</c> for platform roles or roles in several tenants.</summary>
    [Answered]
    public string? Tenant { get; init; }

    public required string Name { get; init; }
    public required IReadOnlyList<RoleGrant> Roles { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The user whose own it is: it does no more than that user may. Null: it stands by itself.</summary>
    [Answered]
    public string? Owner { get; init; }

    [Answered]
    public string? OwnerName { get; init; }

    [Answered]
    public string? Prefix { get; init; }

    [Answered]
    public string? LastFour { get; init; }

    [Answered]
    public string? CreatedBy { get; init; }

    [Answered]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The secret, in the one answer that makes it.</summary>
    [Answered]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }
}
