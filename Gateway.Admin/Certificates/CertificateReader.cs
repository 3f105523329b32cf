using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Certificates;

/// <summary>Reads what a document brings, uploaded or in files. Errors name a field, and never repeat what was given.</summary>
static class CertificateReader
{
    const int MostCharacters = 1_000_000;
    const int MostCertificates = 20;

    // ERROR_INVALID_PASSWORD, which .NET reports on every system.
    const int WrongPassword = unchecked((int)0x80070056);

    /// <summary>What the document brings; null when it brings nothing and what there is stays.</summary>
    /// <exception cref="CertificateRefusedException">What it brings cannot be used.</exception>
    public static CertificateMaterial? Read(CertificateDocument document)
    {
        if (document.Files is { } files)
        {
            if ((document.Pem ?? document.Pfx ?? document.Key) is not null)
                throw new CertificateRefusedException("files", "must be null with an upload: a certificate comes from one place");
            return ReadFiles(files.Certificate, files.PrivateKey);
        }

        if (document.Pem is not null && document.Pfx is not null)
            throw new CertificateRefusedException("pfx", "must be left out when pem is given");
        if (document.Pfx is { } pfx)
            return ReadPfx(pfx, document.Password);
        if (document.Pem is { } pem)
            return ReadPem(pem, document.Key, document.Password, "pem", "key");
        return document.Key is null ? null : throw new CertificateRefusedException("pem", "is required with a key: they are replaced together");
    }

    /// <summary>Reads the files of a node.</summary>
    /// <exception cref="CertificateRefusedException">A file is missing or holds something else.</exception>
    public static CertificateMaterial ReadFiles(string certificate, string? key) => ReadPem(
        ReadFile(certificate, "files.certificate"), key is null ? null : ReadFile(key, "files.privateKey"), null, "files.certificate", "files.privateKey");

    /// <summary>Reads what was stored.</summary>
    /// <param name="chain">As <see cref="CertificateMaterial.Chain"/>.</param>
    /// <param name="key">As <see cref="CertificateMaterial.Key"/>.</param>
    /// <exception cref="CertificateRefusedException">It is damaged.</exception>
    public static CertificateMaterial ReadStored(string chain, byte[] key) =>
        ReadPem(chain, PemEncoding.WriteString("PRIVATE KEY", key), null, "certificate", "key");

    static string ReadFile(string path, string field)
    {
        if (!Path.IsPathFullyQualified(path))
            throw new CertificateRefusedException(field, "must be an absolute path on the server");
        try
        {
            return new FileInfo(path).Length <= MostCharacters
                ? File.ReadAllText(path)
                : throw new CertificateRefusedException(field, "is larger than a certificate file can be (1 MB)");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CertificateRefusedException(field, unreadable is FileNotFoundException or DirectoryNotFoundException
                ? "is not there, on the node that was asked"
                : "cannot be read by the gateway's user");
        }
    }

    static CertificateMaterial ReadPem(string pem, string? keyText, string? password, string certificateField, string keyField)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            if (pem.Length > MostCharacters)
                throw new CertificateRefusedException(certificateField, "is longer than a certificate can be (1 MB)");
            try
            {
                certificates.ImportFromPem(pem);
            }
            catch (CryptographicException)
            {
                throw new CertificateRefusedException(certificateField, "holds a certificate block that cannot be read; send it as its issuer gave it");
            }

            if (certificates.Count is 0 or > MostCertificates)
                throw new CertificateRefusedException(certificateField, certificates.Count == 0
                    ? "holds no certificate; expected is a block that begins with -----BEGIN CERTIFICATE-----"
                    : $"holds more than {MostCertificates} certificates");
            var key = PrivateKey.FromPem(keyText ?? pem, password, keyText is null ? certificateField : keyField);
            return CertificateMaterial.Of(certificates, key, certificateField, keyText is null ? certificateField : keyField);
        }
        finally
        {
            Free(certificates);
        }
    }

    static CertificateMaterial ReadPfx(string base64, string? password)
    {
        if (base64.Length > MostCharacters)
            throw new CertificateRefusedException("pfx", "is longer than a certificate can be (1 MB)");
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            throw new CertificateRefusedException("pfx", "must be the file in base64");
        X509Certificate2Collection certificates;
        try
        {
            certificates = X509CertificateLoader.LoadPkcs12Collection(bytes.AsSpan(0, length), password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
        }
        catch (CryptographicException refused)
        {
            throw refused.HResult == WrongPassword
                ? new CertificateRefusedException("password", password is null ? "is required: the file is encrypted" : "does not open the file")
                : new CertificateRefusedException("pfx", "is not a PKCS #12 file (.pfx, .p12)");
        }

        try
        {
            if (certificates.Count > MostCertificates)
                throw new CertificateRefusedException("pfx", $"holds more than {MostCertificates} certificates");
            var own = certificates.FirstOrDefault(certificate => certificate.HasPrivateKey)
                ?? throw new CertificateRefusedException("pfx", "holds no private key; export it together with its key");
            var key = PrivateKey.Of(own) ?? throw new CertificateRefusedException("pfx", "holds a private key that cannot be used; accepted are RSA and ECDSA keys");
            return CertificateMaterial.Of(certificates, key, "pfx", "pfx");
        }
        finally
        {
            Free(certificates);
        }
    }

    static void Free(X509Certificate2Collection certificates)
    {
        foreach (var certificate in certificates)
            certificate.Dispose();
    }
}
