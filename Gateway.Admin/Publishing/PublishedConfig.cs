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
