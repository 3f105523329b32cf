using System.Text.Json.Serialization;

namespace Gateway.Admin.Contract;

/// <summary>
/// A certificate for https on the edge, with its key: uploaded (pem or pfx), or in files on each node. The key is stored encrypted
/// and never answered; neither is what was uploaded.
/// </summary>
sealed record CertificateDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }

    /// <summary>The certificate and those it was issued with, PEM; the key may stand in it. Null keeps what there is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pem { get; init; }

    /// <summary>The private key, PEM, where it does not stand in <c>pem</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>A PKCS #12 file (.pfx, .p12) in base64, in place of <c>pem</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pfx { get; init; }

    /// <summary>Opens an encrypted key or file; not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Password { get; init; }

    /// <summary>Files to read and to watch in place of an upload; for platform admins.</summary>
    public CertificateFilesDocument? Files { get; init; }

    /// <summary>Whether it answers where no certificate has the name that was asked for; for platform admins. Default false.</summary>
    public bool Default { get; init; }

    /// <summary>The host names that it has.</summary>
    [Answered(IsNoted = true)]
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    [Answered(IsNoted = true)]
    public string? Fingerprint { get; init; }

    /// <summary>SHA-256 over it and those it is sent with, hexadecimal: changes with any of them. Null where it is in files.</summary>
    [Answered(IsNoted = true)]
    public string? ChainFingerprint { get; init; }

    [Answered(IsNoted = true)]
    public DateTimeOffset? NotAfter { get; init; }

    [Answered]
    public DateTimeOffset? NotBefore { get; init; }

    [Answered]
    public string? Subject { get; init; }

    [Answered]
    public string? Issuer { get; init; }

    [Answered]
    public CertificateState? State { get; init; }

    /// <summary>Why the node that answers cannot use it as it is; null: it can.</summary>
    [Answered]
    public string? Trouble { get; init; }

    /// <summary>Those of its names for which it is the one that the node shows.</summary>
    [Answered]
    public IReadOnlyList<string> AnswersFor { get; init; } = [];
}

/// <summary>Where a certificate is on each node, PEM.</summary>
sealed record CertificateFilesDocument
{
    /// <summary>Absolute path of the certificate and those it was issued with.</summary>
    public required string Certificate { get; init; }

    /// <summary>Absolute path of the private key; null: it is in the same file.</summary>
    public string? PrivateKey { get; init; }
}

enum CertificateState
{
    Valid,

    /// <summary>Ends within 14 days.</summary>
    Expiring,
    Expired,
    NotYetValid,

    /// <summary>The node that answers cannot use it.</summary>
    Failing,
}

/// <summary>Answer of <c>GET /certificates/{id}/uses</c>: what would be without it.</summary>
sealed record CertificateUses(IReadOnlyList<CertificateUse> Names);

/// <param name="Name">A host name of the certificate.</param>
/// <param name="CoveredBy">The certificate that would answer in its place; null: none, and clients would be refused.</param>
/// <param name="Routes">The routes for such a host, the tenant's, or everyone's for a certificate of the platform; at most 100.</param>
sealed record CertificateUse(string Name, string? CoveredBy, IReadOnlyList<string> Routes);
