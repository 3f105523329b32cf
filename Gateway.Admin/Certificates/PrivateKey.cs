using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Admin.Certificates;

/// <summary>A private key of a kind that the edge can serve: RSA or ECDSA.</summary>
sealed record PrivateKey(byte[] Pkcs8, byte[] Public, int? RsaBits)
{
    const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";

    /// <summary>The first private key of the text.</summary>
    /// <exception cref="CertificateRefusedException">There is none, or it cannot be read.</exception>
    public static PrivateKey FromPem(string text, string? password, string field)
    {
        for (var rest = text.AsMemory(); PemEncoding.TryFind(rest.Span, out var found); rest = rest[found.Location.End..])
        {
            var label = rest.Span[found.Label].ToString();
            if (!label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                continue;
            var pem = rest.Span[found.Location];
            var isEncrypted = label == EncryptedLabel;
            if (isEncrypted && password is null)
                throw new CertificateRefusedException("password", "is required: the key is encrypted");
            if (Encrypted(rest.Span[found.Location]))
                throw new CertificateRefusedException(field, "is encrypted in the way of OpenSSL before 1.0; write it again with `openssl pkcs8 -topk8`");
            return Rsa(pem, isEncrypted ? password : null) ?? Ecdsa(pem, isEncrypted ? password : null)
                ?? throw (isEncrypted
                    ? new CertificateRefusedException("password", "does not open the key")
                    : new CertificateRefusedException(field, "holds a private key that cannot be read; accepted are RSA and ECDSA keys"));
        }

        throw new CertificateRefusedException(field, "holds no private key; expected is a block that begins with -----BEGIN PRIVATE KEY-----");
    }

    /// <summary>The key of a certificate that was opened with it; null when it is of a kind that is not accepted.</summary>
    public static PrivateKey? Of(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? rsa = certificate.GetRSAPrivateKey();
        using AsymmetricAlgorithm? ecdsa = certificate.GetECDsaPrivateKey();
        return (rsa ?? ecdsa) is { } key ? Of(key) : null;
    }

    public bool BelongsTo(X509Certificate2 certificate) => certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(Public);

    static PrivateKey? Rsa(ReadOnlySpan<char> pem, string? password)
    {
        using var rsa = RSA.Create();
        return Read(rsa, pem, password);
    }

    static PrivateKey? Ecdsa(ReadOnlySpan<char> pem, string? password)
    {
        using var ecdsa = ECDsa.Create();
        return Read(ecdsa, pem, password);
    }

    static PrivateKey? Read(AsymmetricAlgorithm key, ReadOnlySpan<char> pem, string? password)
    {
        try
        {
            if (password is null)
                key.ImportFromPem(pem);
            else
                key.ImportFromEncryptedPem(pem, password);
            return Of(key);
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            // Of the other kind, damaged, or not opened by the password: .NET tells them apart by no more than words.
            return null;
        }
    }

    static PrivateKey Of(AsymmetricAlgorithm key) =>
        new(key.ExportPkcs8PrivateKey(), key.ExportSubjectPublicKeyInfo(), key is RSA ? key.KeySize : null);

    // RFC 1421 headers inside the block.
    static bool Encrypted(ReadOnlySpan<char> pem) => pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal);
}
