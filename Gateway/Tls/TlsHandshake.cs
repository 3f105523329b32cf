using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Admin.Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Tls;

/// <summary>
/// The edge's side of https: shows the certificate that answers for the name a client asks for. Where there is none it shows one
/// made at start, whose name says so, and whoever goes on over it is answered 421: a broken handshake would tell nobody why.
/// </summary>
sealed partial class TlsHandshake(HeldCertificates held, TimeProvider time, ILogger<TlsHandshake> log) : IDisposable
{
    /// <summary>Names that clients make up are no reason to fill the log.</summary>
    static readonly TimeSpan SayEvery = TimeSpan.FromMinutes(1);

    readonly Lazy<SslStreamCertificateContext> none = new(MakeNone);
    long saidAt = long.MinValue;

    public void Use(ListenOptions options) => options.UseHttps(new TlsHandshakeCallbackOptions
    {
        HandshakeTimeout = TimeSpan.FromSeconds(10),
        OnConnection = handshake => ValueTask.FromResult(Answer(handshake.Connection, handshake.ClientHelloInfo.ServerName)),
    });

    SslServerAuthenticationOptions Answer(ConnectionContext connection, string name)
    {
        var context = held.Current.For(name, time.GetUtcNow())?.Context;
        if (context is null)
        {
            connection.Features.Set(new NoCertificate(name));
            Say(name);
        }

        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context ?? none.Value,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
    }

    void Say(string name)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref saidAt);
        if ((last == long.MinValue || time.GetElapsedTime(last, now) >= SayEvery) && Interlocked.CompareExchange(ref saidAt, now, last) == last)
            Log.NoCertificate(log, NoCertificate.Shown(name));
    }

    static SslStreamCertificateContext MakeNone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=The gateway has no certificate for this name", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return SslStreamCertificateContext.Create(made, additionalCertificates: null, offline: true);
    }

    public void Dispose()
    {
        if (none.IsValueCreated)
            none.Value.TargetCertificate.Dispose();
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A client asked for {Name} by https, and no certificate has that name; such requests are answered 421. Said once a minute at most")]
        public static partial void NoCertificate(ILogger log, string name);
    }
}
