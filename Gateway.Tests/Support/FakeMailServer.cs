using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>A mail server on loopback that speaks SMTP with TLS, STARTTLS and logins, and keeps what it was handed.</summary>
sealed class FakeMailServer : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly X509Certificate2 certificate;
    readonly Task loop;

    FakeMailServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        listener.Start();
        loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The authority to trust.</summary>
    public string Pem => certificate.ExportCertificatePem();

    /// <summary>TLS from the first byte.</summary>
    public bool IsTls { get; init; }

    public bool OffersStartTls { get; init; } = true;

    /// <summary>Login methods, such as <c>PLAIN LOGIN</c>.</summary>
    public string Logins { get; init; } = "PLAIN";

    /// <summary>User and password it takes; null: anybody may send.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>The answer to RCPT.</summary>
    public string RecipientAnswer { get; set; } = "250 fine";

    /// <summary>Whether it falls silent after the greeting.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What it was handed.</summary>
    public ConcurrentQueue<Mail> Mails { get; } = [];

    public static FakeMailServer Start(bool isTls = false, bool startTls = true, string logins = "PLAIN", (string, string)? account = null) =>
        new() { IsTls = isTls, OffersStartTls = startTls, Logins = logins, Account = account };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await loop;
        certificate.Dispose();
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        var calls = new List<Task>();
        try
        {
            while (true)
                calls.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(calls);
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            Stream stream = client.GetStream();
            if (IsTls)
                stream = await SecureAsync(stream);
            await new Conversation(this, stream).RunAsync();
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The other side went.
        }
    }

    async Task<Stream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        return secure;
    }

    sealed class Conversation(FakeMailServer server, Stream stream)
    {
        bool isSecure = server.IsTls;
        bool isKnown = server.Account is null;
        string from = "";
        List<string> to = [];

        public async Task RunAsync()
        {
            await SayAsync("220 fake");
            while (await LineAsync() is { } line)
            {
                if (server.IsSilent)
                    await Task.Delay(Timeout.Infinite, server.stop.Token);
                var word = line.Split(' ')[0].ToUpperInvariant();
                if (word == "QUIT")
                {
                    await SayAsync("221 bye");
                    return;
                }

                await AnswerAsync(word, line);
            }
        }

        async Task AnswerAsync(string word, string line)
        {
            switch (word)
            {
                case "EHLO":
                    await SayAsync("250-fake");
                    if (server.OffersStartTls && !isSecure)
                        await SayAsync("250-STARTTLS");
                    await SayAsync(isSecure ? $"250 AUTH {server.Logins}" : "250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync("220 go");
                    stream = await server.SecureAsync(stream);
                    isSecure = true;
                    break;
                case "AUTH":
                    await LogInAsync(line);
                    break;
                case "MAIL":
                    from = line;
                    to = [];
                    await SayAsync(isKnown ? "250 fine" : "530 log in first");
                    break;
                case "RCPT":
                    to.Add(line[(line.IndexOf('<') + 1)..line.IndexOf('>')]);
                    await SayAsync(server.RecipientAnswer);
                    break;
                case "DATA":
                    await SayAsync("354 go");
                    var text = new StringBuilder();
                    while (await LineAsync() is { } part && part != ".")
                        text.Append(part).Append('\n');
                    server.Mails.Enqueue(new Mail(from, to, text.ToString(), isSecure));
                    await SayAsync("250 queued as 1");
                    break;
                default:
                    await SayAsync("500 what?");
                    break;
            }
        }

        async Task LogInAsync(string line)
        {
            var (user, password) = ("", "");
            if (line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal))
            {
                var parts = Decoded(line["AUTH PLAIN ".Length..]).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }
            else
            {
                await SayAsync("334 VXNlcm5hbWU6");
                user = Decoded((await LineAsync())!);
                await SayAsync("334 UGFzc3dvcmQ6");
                password = Decoded((await LineAsync())!);
            }

            isKnown = (user, password) == server.Account;
            await SayAsync(isKnown ? "235 welcome" : "535 wrong user or password");
        }

        async Task SayAsync(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), server.stop.Token);

        async Task<string?> LineAsync()
        {
            var line = new List<byte>();
            var next = new byte[1];
            while (await stream.ReadAsync(next, server.stop.Token) == 1)
            {
                if (next[0] == '\n')
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                line.Add(next[0]);
            }

            return null;
        }

        static string Decoded(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
    }
}

/// <summary>A mail as the server got it.</summary>
sealed record Mail(string From, IReadOnlyList<string> To, string Text, bool Secure)
{
    /// <summary>The text behind the head.</summary>
    public string Body => Encoding.UTF8.GetString(Convert.FromBase64String(Text[(Text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Trim()));
}
