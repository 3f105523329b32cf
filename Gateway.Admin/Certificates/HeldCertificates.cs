using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Admin.Contract;
using Gateway.Admin.Publishing;

namespace Gateway.Admin.Certificates;

/// <summary>
/// What this node holds for https: each published certificate, opened, with what is wrong with it. Replaced as a whole, so a
/// handshake sees the old set or the new one; connections that run keep what they began with.
/// </summary>
sealed class HeldCertificates(CertificateSeal seal)
{
    readonly Lock changing = new();
    volatile CertificateTable current = new([]);

    /// <summary>For handshakes, pages and alerts.</summary>
    public CertificateTable Current => current;

    /// <summary>Puts the published certificates in force. One that cannot be opened does not stop the others.</summary>
    public void Take(IReadOnlyList<PublishedCertificate> published)
    {
        lock (changing)
        {
            var before = current.All.ToDictionary(held => (held.Published.Tenant, held.Published.Id));
            current = new CertificateTable([.. published.Select(one => Open(one, before.GetValueOrDefault((one.Tenant, one.Id))))]);
        }
    }

    /// <summary>Reads files that changed since they were read. False: none did.</summary>
    public bool Reread()
    {
        lock (changing)
        {
            if (!current.All.Any(held => held.Published.Files is { } files && Stamp(files) != held.Stamp))
                return false;
            current = new CertificateTable([.. current.All.Select(held =>
                held.Published.Files is { } files && Stamp(files) != held.Stamp ? Open(held.Published, held) : held)]);
            return true;
        }
    }

    HeldCertificate Open(PublishedCertificate published, HeldCertificate? before)
    {
        var stamp = published.Files is { } files ? Stamp(files) : null;
        if (before is not null && ReferenceEquals(before.Published, published) && before.Stamp == stamp)
            return before;
        try
        {
            return published.Files is { } watched
                ? Of(published, CertificateReader.ReadFiles(watched.Certificate, watched.PrivateKey), stamp)
                : Of(published, CertificateReader.ReadStored(published.Chain!, seal.Open(published.Tenant, published.Id, published.SealedKey!)), stamp);
        }
        catch (Exception refused) when (refused is CertificateRefusedException or CryptographicException)
        {
            var why = refused is CertificateRefusedException { Field: var field } ? $"{field} {refused.Message}" : "The key cannot be opened with this node's secret.";
            // A file that is half written, or gone, does not take away what clients were shown so far.
            return before is not null && before.Published.Files == published.Files && published.Files is not null
                ? before with { Published = published, Stamp = stamp, Trouble = why }
                : new HeldCertificate(published, null, null, stamp, why);
        }
    }

    // What a context held is freed by its finalizer: handshakes that run may still use it.
    static HeldCertificate Of(PublishedCertificate published, CertificateMaterial material, string? stamp)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(material.Chain);
        return new HeldCertificate(published, material, SslStreamCertificateContext.Create(WithKey(chain[0], material.Key), chain, offline: true), stamp, null);
    }

    static X509Certificate2 WithKey(X509Certificate2 certificate, byte[] key)
    {
        if (certificate.GetRSAPublicKey() is not null)
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key, out _);
            return certificate.CopyWithPrivateKey(rsa);
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key, out _);
        return certificate.CopyWithPrivateKey(ecdsa);
    }

    static string Stamp(CertificateFilesDocument files) => $"{Stamp(files.Certificate)} {(files.PrivateKey is { } key ? Stamp(key) : "")}";

    // Of what a link points at: certbot and Kubernetes both exchange links.
    static string Stamp(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            target.Refresh();
            return target.Exists ? $"{target.FullName} {target.LastWriteTimeUtc.Ticks} {((FileInfo)target).Length}" : "none";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "unreadable";
        }
    }
}

/// <summary>One certificate as a node holds it.</summary>
/// <param name="Published">As it was published.</param>
/// <param name="Material">What it says; null: it could not be opened so far.</param>
/// <param name="Context">For handshakes; null with the other.</param>
/// <param name="Stamp">Of its files when they were read; null: it has none.</param>
/// <param name="Trouble">Why it is not in use, or not in its newest form; null: all is well.</param>
sealed record HeldCertificate(PublishedCertificate Published, CertificateMaterial? Material, SslStreamCertificateContext? Context, string? Stamp, string? Trouble)
{
    /// <summary>From here on its end is warned of.</summary>
    public static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(14);

    public CertificateState StateAt(DateTimeOffset now) => State(Trouble, Material?.NotBefore ?? now, Material?.NotAfter ?? now, now);

    public bool IsValidAt(DateTimeOffset now) => Material is not null && Material.NotBefore <= now && now < Material.NotAfter;

    public static CertificateState State(string? trouble, DateTimeOffset notBefore, DateTimeOffset notAfter, DateTimeOffset now) =>
        trouble is not null ? CertificateState.Failing
        : notAfter <= now ? CertificateState.Expired
        : notBefore > now ? CertificateState.NotYetValid
        : notAfter - now <= ExpiresSoon ? CertificateState.Expiring
        : CertificateState.Valid;
}
