using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Support;

/// <summary>A certificate that signed itself, with its key, and a client that says which one it is shown.</summary>
sealed class TestCertificate
{
    readonly AsymmetricAlgorithm key;
    readonly X509Certificate2 certificate;

    TestCertificate(AsymmetricAlgorithm key, X509Certificate2 certificate) => (this.key, this.certificate) = (key, certificate);

    public string Pem => certificate.ExportCertificatePem();

    public string Key => key.ExportPkcs8PrivateKeyPem();

    public string Thumbprint => certificate.Thumbprint;

    /// <summary>What nobody may find anywhere: parts of the key, as base64 and hexadecimal write them.</summary>
    public string[] KeyMarks
    {
        get
        {
            // The secret number alone: the rest of a key is the same in many.
            var number = key is ECDsa ec ? ec.ExportParameters(true).D! : ((RSA)key).ExportParameters(true).D!;
            var text = Convert.ToBase64String(key.ExportPkcs8PrivateKey());
            return [Convert.ToHexStringLower(number)[..32], text[66..88]];
        }
    }

    /// <summary>Valid for 90 days, unless something else is asked for.</summary>
    public static TestCertificate For(params string[] hosts) => Make(hosts, days: 90, rsaBits: null);

    public static TestCertificate Make(string[] hosts, int days, int? rsaBits, bool isForClients = false)
    {
        AsymmetricAlgorithm key = rsaBits is { } bits ? RSA.Create(bits) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = $"CN={(hosts.Length > 0 ? hosts[0] : "nobody")}";
        var request = key is ECDsa ec ? new CertificateRequest(name, ec, HashAlgorithmName.SHA256) : new CertificateRequest(name, (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
            names.AddDnsName(host);
        if (hosts.Length > 0)
            request.CertificateExtensions.Add(names.Build());
        if (isForClients)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        return new TestCertificate(key, request.CreateSelfSigned(now.AddDays(-100), now.AddDays(days)));
    }

    public string EncryptedKey(string password) =>
        key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000));

    public string Pfx(string password) => Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12, password));

    /// <summary>The thumbprint and the subject of what a server shows for a name; without a name the client asks for none.</summary>
    public static async Task<(string Thumbprint, string Subject)> ShownAsync(Uri server, string name)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null });
        using var shown = new X509Certificate2(tls.RemoteCertificate!);
        return (shown.Thumbprint, shown.Subject);
    }

    /// <summary>A client that connects to the server whatever host it asks for, and takes any certificate.</summary>
    public static HttpClient Client(Uri server, bool keepsConnections = true) => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = keepsConnections ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null },
    });
}
