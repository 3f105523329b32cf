using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Analytics.Classify;

namespace Gateway.Admin.Certificates;

/// <summary>A certificate with its key, as it was read and found right.</summary>
/// <param name="Chain">The certificate itself first, then those it was issued with, PEM.</param>
/// <param name="Key">PKCS #8, not encrypted.</param>
/// <param name="Names">Host names, in lower case.</param>
sealed record CertificateMaterial(
    string Chain, byte[] Key, IReadOnlyList<string> Names, string Subject, string Issuer, string Fingerprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    const int MinimumRsaBits = 2048;
    const int MostNames = 1000;
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Takes the certificate that the key belongs to as the one to show; the others are those it was issued with.</summary>
    /// <exception cref="CertificateRefusedException">What is wrong and in which field; nothing is taken then.</exception>
    public static CertificateMaterial Of(X509Certificate2Collection certificates, PrivateKey key, string certificateField, string keyField)
    {
        var own = certificates.FirstOrDefault(key.BelongsTo)
            ?? throw new CertificateRefusedException(keyField, "is not the key of the certificate: their public keys differ");
        var names = NamesOf(own, certificateField);
        Check(own, key, certificateField, keyField);
        var others = certificates.Where(other => other != own).Select(other => other.ExportCertificatePem());
        return new CertificateMaterial(
            string.Join('\n', others.Prepend(own.ExportCertificatePem())),
            key.Pkcs8,
            names,
            Shown(own, forIssuer: false),
            Shown(own, forIssuer: true),
            Convert.ToHexStringLower(own.GetCertHash(HashAlgorithmName.SHA256)),
            new DateTimeOffset(own.NotBefore.ToUniversalTime()),
            new DateTimeOffset(own.NotAfter.ToUniversalTime()));
    }

    static void Check(X509Certificate2 own, PrivateKey key, string certificateField, string keyField)
    {
        if (key.RsaBits is { } bits and < MinimumRsaBits)
            throw new CertificateRefusedException(keyField, $"has {bits} bits; RSA keys need {MinimumRsaBits} or more for clients to accept them");
        if (own.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
            && !usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == ServerAuthentication))
            throw new CertificateRefusedException(certificateField, "is not for servers: its extended key usage has no serverAuth");
    }

    static List<string> NamesOf(X509Certificate2 own, string field)
    {
        try
        {
            var names = own.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(extension => extension.EnumerateDnsNames())
                .Select(CertificateNames.Normal)
                .Distinct()
                .ToList();
            if (names.Find(name => !CertificateNames.IsHost(name)) is { } wrong)
                throw new CertificateRefusedException(field, $"names '{StorableText.Clean(wrong, 100)}', which is no host name");
            return names.Count <= MostNames ? names : throw new CertificateRefusedException(field, $"names more than {MostNames} hosts");
        }
        catch (CryptographicException)
        {
            throw new CertificateRefusedException(field, "has a list of names (subjectAltName) that cannot be read");
        }
    }

    static string Shown(X509Certificate2 own, bool forIssuer) =>
        StorableText.Clean(own.GetNameInfo(X509NameType.SimpleName, forIssuer) is { Length: > 0 } name ? name : forIssuer ? own.Issuer : own.Subject, 200);
}

/// <summary>Why a certificate is not taken.</summary>
/// <param name="field">Of the document, as in <c>files.privateKey</c>.</param>
/// <param name="message">What is wrong and what is accepted; never what was given.</param>
sealed class CertificateRefusedException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}
