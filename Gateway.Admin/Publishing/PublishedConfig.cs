using Gateway.Admin.Contract;

namespace Gateway.Admin.Publishing;

/// <summary>All that a node needs to serve traffic, at one revision. Also what the snapshot on disk holds.</summary>
/// <param name="Revision">Store revision it was read at.</param>
/// <param name="Version">Configuration version, as events carry it.</param>
/// <param name="Time">When it was read.</param>
sealed record PublishedConfig(
    long Revision,
    int Version,
    DateTimeOffset Time,
    IReadOnlyList<ClusterDocument> Clusters,
    IReadOnlyList<RouteDocument> Routes,
    IReadOnlyList<PublishedKey> Keys)
{
    /// <summary>For https on the edge; their keys are encrypted.</summary>
    public IReadOnlyList<PublishedCertificate> Certificates { get; init; } = [];

    /// <summary>Options that are set for all nodes, by key; JSON.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public static PublishedConfig Empty { get; } = new(0, 0, DateTimeOffset.UnixEpoch, [], [], []);
}

/// <summary>What checking a key takes: hashes, never secrets.</summary>
sealed record PublishedKey(
    string Tenant,
    string Id,
    string? Consumer,
    byte[] Hash,
    byte[]? PreviousHash,
    DateTimeOffset? GraceUntil,
    DateTimeOffset? ExpiresAt,
    bool Enabled,
    bool Revoked,
    KeyAllowDocument? Allow);

/// <summary>A certificate as nodes take it: what was uploaded, or where its files are.</summary>
/// <param name="Chain">PEM; null where files are named.</param>
/// <param name="SealedKey">The private key, encrypted with the node's secret; null where files are named.</param>
/// <param name="IsDefault">Whether it answers where no certificate has the name.</param>
sealed record PublishedCertificate(string Tenant, string Id, string? Chain, byte[]? SealedKey, CertificateFilesDocument? Files, bool IsDefault);
