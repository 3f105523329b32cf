namespace Gateway.Admin.Store;

/// <summary>One accepted change of the configuration. The numbers have no holes and never go back.</summary>
sealed class ConfigVersion
{
    public int Number { get; set; }
    public DateTimeOffset Time { get; set; }
    public required string Actor { get; set; }
    public string? Message { get; set; }

    /// <summary>What changed: a list of kind, tenant, id, before and after, JSON.</summary>
    public required string Changes { get; set; }
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
