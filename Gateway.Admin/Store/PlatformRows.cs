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

/// <summary>One document of a person's draft: changed, and not published yet.</summary>
sealed class DraftChange
{
    /// <summary>Whose document it is.</summary>
    public required string TenantId { get; set; }

    /// <summary>Where the row of the person is, which may be the platform.</summary>
    public required string UserTenantId { get; set; }

    public required string UserId { get; set; }
    public required string Collection { get; set; }
    public required string ObjectId { get; set; }

    /// <summary>The published document that the person began with, JSON; null: there was none.</summary>
    public string? Base { get; set; }

    /// <summary>The row version of that document: the ETag that the person has.</summary>
    public long BaseVersion { get; set; }

    /// <summary>As it shall be, JSON; null: it shall be removed.</summary>
    public string? Document { get; set; }

    public DateTimeOffset SavedAt { get; set; }
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

    /// <summary>How it is, beyond its configuration, JSON; null: a node of a version that does not say.</summary>
    public string? Health { get; set; }

    /// <summary>When the configuration it runs was written to its snapshot, if it started from that.</summary>
    public DateTimeOffset? SnapshotFrom { get; set; }

    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>An option that was set for all nodes while they run.</summary>
sealed class Setting
{
    /// <summary>As in files, such as <c>Gateway:Rollups:Raw</c>.</summary>
    public required string Key { get; set; }

    /// <summary>JSON.</summary>
    public required string Value { get; set; }

    public required string Actor { get; set; }
    public DateTimeOffset Time { get; set; }
}
