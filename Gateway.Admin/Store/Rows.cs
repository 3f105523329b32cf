namespace Gateway.Admin.Store;

/// <summary>What every row of a tenant has. The id is unique within its tenant, so that no tenant learns another's ids.</summary>
abstract class TenantRow
{
    public required string TenantId { get; set; }
    public required string Id { get; set; }

    /// <summary>Revision of the store that changed it last; also makes sure that a change of a child changes this row.</summary>
    public long Revision { get; set; }

    /// <summary>PostgreSQL's own row version (xmin): the ETag.</summary>
    public uint Version { get; set; }
}

/// <summary>A row with nothing but a name.</summary>
abstract class NamedRow : TenantRow
{
    public required string Name { get; set; }
}

/// <summary>Its id and its tenant id are the same, so row security reads as on every other table.</summary>
sealed class Tenant : NamedRow;

sealed class Team : NamedRow;

sealed class Api : NamedRow
{
    /// <summary>The team that answers for it.</summary>
    public string? TeamId { get; set; }

    /// <summary>As its makers count.</summary>
    public string? Release { get; set; }
}

sealed class Group : NamedRow;

sealed class Cluster : TenantRow
{
    public required string LoadBalancing { get; set; }

    /// <summary>Health check as in the contract, JSON.</summary>
    public string? HealthCheck { get; set; }

    /// <summary>Affinity, client and request as in the contract, JSON; null: none of them is set.</summary>
    public string? Definition { get; set; }

    public List<Destination> Destinations { get; set; } = [];
}

sealed class Destination
{
    public required string TenantId { get; set; }
    public required string ClusterId { get; set; }
    public required string Id { get; set; }
    public required string Address { get; set; }
    public int Weight { get; set; } = 100;
    public bool Drain { get; set; }
    public string? Host { get; set; }
    public string? Health { get; set; }

    /// <summary>Its place in the document.</summary>
    public int Position { get; set; }
}

sealed class Route : TenantRow
{
    public string? ApiId { get; set; }
    public string? TeamId { get; set; }
    public required string ClusterId { get; set; }
    public string[] Groups { get; set; } = [];
    public bool Enabled { get; set; }
    public int Order { get; set; }

    /// <summary>Match, transforms, access and limits as in the contract, JSON.</summary>
    public required string Definition { get; set; }
}

sealed class ApiKey : NamedRow
{
    public string? Consumer { get; set; }

    /// <summary>The team that uses it.</summary>
    public string? TeamId { get; set; }


    /// <summary>Scopes as in the contract, JSON; null allows every route of the tenant.</summary>
    public string? Allow { get; set; }

    public bool Enabled { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>SHA-256 of the secret. Outside configuration versions: a rollback never brings an old one back.</summary>
    public required byte[] Hash { get; set; }

    public byte[]? PreviousHash { get; set; }
    public DateTimeOffset? GraceUntil { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public required string Prefix { get; set; }
    public required string LastFour { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public KeyUse? Use { get; set; }
}

/// <summary>A certificate for https on the edge.</summary>
sealed class Certificate : TenantRow
{
    /// <summary>The certificate and those it was issued with, PEM; null where it is in files.</summary>
    public string? Chain { get; set; }

    /// <summary>PKCS #8, encrypted with the node's secret; null where it is in files.</summary>
    public byte[]? SealedKey { get; set; }

    public string? CertificateFile { get; set; }
    public string? KeyFile { get; set; }

    /// <summary>Whether it answers where no certificate has the name.</summary>
    public bool IsDefault { get; set; }

    /// <summary>What it says, as of the upload or as its files were when they were named.</summary>
    public string[] Names { get; set; } = [];

    /// <summary>The domains that its names stand right below: two certificates can only have a host in common in one of these.</summary>
    public string[] Zones { get; set; } = [];

    public string Subject { get; set; } = "";
    public string Issuer { get; set; } = "";
    public string Fingerprint { get; set; } = "";
    public DateTimeOffset NotBefore { get; set; }
    public DateTimeOffset NotAfter { get; set; }
}

/// <summary>A credential for the API. It belongs to the tenant its roles are in, or to the platform.</summary>
sealed class AccessToken : NamedRow
{
    /// <summary>Role grants as in the contract, JSON.</summary>
    public required string Roles { get; set; }

    public required byte[] Hash { get; set; }
    public required string Prefix { get; set; }
    public required string LastFour { get; set; }
    public required string CreatedBy { get; set; }

    /// <summary>The user whose own token it is: it can do no more than that user may at the time. Null: it stands by itself.</summary>
    public string? OwnerId { get; set; }

    public User? Owner { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
}

/// <summary>When a key was last seen, apart from the key: it changes all the time and must not look like an edit.</summary>
sealed class KeyUse
{
    public required string TenantId { get; set; }
    public required string Id { get; set; }
    public DateTimeOffset LastUsedAt { get; set; }
}
