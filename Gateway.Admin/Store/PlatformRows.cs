namespace Gateway.Admin.Store;

/// <summary>One accepted change of the configuration. The numbers have no holes and never go back.</summary>
sealed class ConfigVersion
{
    public int Number { get; set; }
    public DateTimeOffset Time { get; set; }
    public required string Actor { get; set; }

    /// <summary>Why, in the person's words. They may name what belongs to any tenant that the version changed.</summary>
    public string? Message { get; set; }

    /// <summary>The one tenant whose configuration it changed; null: several.</summary>
    public string? OnlyTenantId { get; set; }
}

/// <summary>One document that a version changed. A tenant sees its own ones, and by them the versions that touched it.</summary>
sealed class ConfigChange
{
    public int Version { get; set; }

    /// <summary>Its place within the version, from 1.</summary>
    public int Position { get; set; }

    public required string TenantId { get; set; }
    public required string Collection { get; set; }
    public required string ObjectId { get; set; }

    /// <summary>The document as it was, JSON; null: it was made.</summary>
    public string? Before { get; set; }

    /// <summary>The document as it became, JSON; null: it was removed.</summary>
    public string? After { get; set; }
}

/// <summary>The one row that every writer locks: its revision tells nodes to load, its version names the configuration.</summary>
sealed class StoreState
{
    public int Id { get; set; } = 1;
    public long Revision { get; set; }
    public int ConfigVersion { get; set; }

    /// <summary>Fingerprint of the secret that encrypts what the store holds; a node with another secret is refused.</summary>
    public string? SecretFingerprint { get; set; }
}

/// <summary>One thing that somebody did. Only ever added.</summary>
sealed class AuditEntry
{
    public long Id { get; set; }
    public DateTimeOffset Time { get; set; }
    public required string TenantId { get; set; }
    public required string Actor { get; set; }

    /// <summary>The client's address; null for what the gateway did by itself.</summary>
    public string? Address { get; set; }

    public required string Action { get; set; }
    public required string Collection { get; set; }
    public required string ObjectId { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
}

/// <summary>A process that serves traffic.</summary>
sealed class Node
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    public required string Version { get; set; }
    public Guid SpoolId { get; set; }
    public int AppliedVersion { get; set; }

    /// <summary>Why the node could not take the newest version; null when it could.</summary>
    public string? Refusal { get; set; }

    /// <summary>The destinations that the node passes over, JSON; null: none.</summary>
    public string? Unhealthy { get; set; }

    /// <summary>When the configuration it runs was written to its snapshot, if it started from that.</summary>
    public DateTimeOffset? SnapshotFrom { get; set; }

    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset SeenAt { get; set; }
}
