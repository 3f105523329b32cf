using System.Text.Json.Serialization;

namespace Gateway.Admin.Contract;

/// <summary>A person who signs in. It belongs to one tenant, where all of its roles are then, or to the platform.</summary>
sealed record UserDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Name { get; init; }

    /// <summary>What the person types at sign-in, kept in lower case; unique in the whole gateway.</summary>
    public required string SignIn { get; init; }

    public IReadOnlyList<RoleGrant> Roles { get; init; } = [];

    /// <summary>False ends sessions and personal tokens until it is true again.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Roles that the identity provider's claims gave at the last sign-in.</summary>
    [Answered]
    public IReadOnlyList<RoleGrant> ClaimedRoles { get; init; } = [];

    [Answered]
    public SignInMethod Method { get; init; }

    [Answered]
    public UserState State { get; init; }

    [Answered]
    public DateTimeOffset? LockedUntil { get; init; }

    [Answered]
    public DateTimeOffset? LastSignInAt { get; init; }

    [Answered]
    public DateTimeOffset? CreatedAt { get; init; }

    [Answered]
    public string? CreatedBy { get; init; }

    /// <summary>The secret of the invitation, in the one answer that makes it.</summary>
    [Answered]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Invitation { get; init; }

    /// <summary>Until when the newest invitation works; in the past, when it ran out unused.</summary>
    [Answered]
    public DateTimeOffset? InvitationExpiresAt { get; init; }
}

/// <summary>Who vouches for a person.</summary>
enum SignInMethod
{
    /// <summary>The gateway, by a password.</summary>
    Password,

    /// <summary>An identity provider.</summary>
    Oidc,
}

/// <summary>Whether a person can sign in.</summary>
enum UserState
{
    /// <summary>Has no password yet.</summary>
    Invited,

    Active,

    /// <summary>Typed too many wrong passwords; ends by itself.</summary>
    Locked,

    Disabled,
}
