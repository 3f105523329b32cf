namespace Gateway.Admin.Store;

/// <summary>A person who signs in. It belongs to the tenant its roles are in, or to the platform.</summary>
sealed class User : NamedRow
{
    /// <summary>What the person types at sign-in, lower case; unique in the whole gateway.</summary>
    public required string SignIn { get; set; }

    /// <summary>Role grants as in the contract, given here, JSON.</summary>
    public required string Roles { get; set; }

    /// <summary>Role grants that the identity provider's claims gave at the last sign-in, JSON.</summary>
    public string? ClaimedRoles { get; set; }

    public bool Enabled { get; set; }

    /// <summary>As the framework's hasher writes it; null before the invitation is taken, and for whom a provider vouches.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The identity provider that vouches for the person, and its name of them; null for a local account.</summary>
    public string? Issuer { get; set; }

    public string? Subject { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public SignInState? State { get; set; }
    public List<Invitation> Invitations { get; set; } = [];
}

/// <summary>How a person's sign-ins went, apart from the person: it changes all the time and must not look like an edit.</summary>
sealed class SignInState
{
    public required string TenantId { get; set; }
    public required string Id { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
}

/// <summary>A browser that is signed in. The cookie holds a random secret, the row its SHA-256.</summary>
sealed class UserSession
{
    public Guid Id { get; set; }
    public required string TenantId { get; set; }
    public required string UserId { get; set; }
    public required byte[] Hash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Last use, written at most every few minutes.</summary>
    public DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>From where it was opened; people have to recognize their own.</summary>
    public string? Address { get; set; }

    /// <summary>Browser and system, such as <c>Firefox on Linux</c>.</summary>
    public string? Client { get; set; }
}

/// <summary>A link that works once: to choose a password, or to make the first platform admin. Only its SHA-256 is stored.</summary>
sealed class Invitation
{
    public Guid Id { get; set; }
    public required string TenantId { get; set; }

    /// <summary>Whom it is for; null: whoever sets up the gateway.</summary>
    public string? UserId { get; set; }

    public required byte[] Hash { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>One key of the framework's data-protection ring, which all nodes share.</summary>
sealed class ProtectionKey
{
    public required string Id { get; set; }

    /// <summary>The key's XML, encrypted with the node's secret.</summary>
    public required string Xml { get; set; }
}
