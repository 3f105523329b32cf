using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>
/// One conversation with a mail server as its client (RFC 5321; STARTTLS of RFC 3207; AUTH of RFC 4954). The framework's own
/// client knows no TLS from the start, trusts by one setting of the whole process, and looks up the server's name by itself.
/// </summary>
sealed class SmtpSession : IAsyncDisposable
{
    const int MaximumLine = 2000;
    const int MaximumLines = 100;

    readonly string host;
    readonly string name;
    readonly byte[] buffer = new byte[4096];
    int start;
    int end;
    Stream stream;
    List<string> offers = [];

    SmtpSession(NetworkStream stream, string host)
    {
        (this.stream, this.host) = (stream, host);
        // By its address (RFC 5321, 4.1.3): the machine's name is nobody's business.
        var own = (IPEndPoint)stream.Socket.LocalEndPoint!;
        var address = own.Address.IsIPv4MappedToIPv6 ? own.Address.MapToIPv4() : own.Address;
        name = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
    }

    /// <summary>Greets the server, over TLS unless security is <c>none</c>. The stream is closed with the session.</summary>
    /// <param name="authorities">Trusted in place of the system's; null: those.</param>
    /// <exception cref="SmtpException">The server does not want to, or offers no STARTTLS.</exception>
    public static async Task<SmtpSession> OpenAsync(NetworkStream stream, string host, string security, X509Certificate2Collection? authorities, CancellationToken token)
    {
        var session = new SmtpSession(stream, host);
        try
        {
            if (security == "tls")
                await session.SecureAsync(authorities, token);
            await session.ExpectAsync(220, token);
            await session.GreetAsync(token);
            if (security == "startTls")
            {
                if (!session.offers.Contains("STARTTLS"))
                    throw new SmtpException(0, $"{host} offers no STARTTLS.");
                await session.CommandAsync("STARTTLS", 220, token);
                // What came before the handshake may be anybody's.
                if (session.start != session.end)
                    throw new SmtpException(0, $"{host} said more before TLS than it may.");
                await session.SecureAsync(authorities, token);
                await session.GreetAsync(token);
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task LogInAsync(string user, string password, CancellationToken token)
    {
        var methods = offers.Find(offer => offer.StartsWith("AUTH ", StringComparison.Ordinal))?.Split(' ') ?? [];
        if (methods.Contains("PLAIN"))
        {
            await CommandAsync("AUTH PLAIN " + Encoded($"\0{user}\0{password}"), 235, token);
        }
        else if (methods.Contains("LOGIN"))
        {
            await CommandAsync("AUTH LOGIN", 334, token);
            await CommandAsync(Encoded(user), 334, token);
            await CommandAsync(Encoded(password), 235, token);
        }
        else
        {
            throw new SmtpException(504, $"{host} offers no login by PLAIN or LOGIN.");
        }
    }

    /// <summary>Hands a message over and answers what the server said.</summary>
    /// <param name="message">Head and body, lines of ASCII that end in CR LF and of which none begins with a dot.</param>
    public async Task<string> SendAsync(string from, IReadOnlyList<string> to, string message, CancellationToken token)
    {
        await CommandAsync($"MAIL FROM:<{from}>", 250, token);
        foreach (var recipient in to)
            await CommandAsync($"RCPT TO:<{recipient}>", 250, token);
        await CommandAsync("DATA", 354, token);
        await WriteAsync(message + ".\r\n", token);
        var said = await ExpectAsync(250, token);
        // The message is theirs from here on; whether they hear the farewell is of no matter.
        try
        {
            await WriteAsync("QUIT\r\n", token);
        }
        catch (IOException)
        {
        }

        return said;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    async Task GreetAsync(CancellationToken token)
    {
        await WriteAsync($"EHLO {name}\r\n", token);
        var (code, lines) = await ReadAsync(token);
        if (code != 250)
            throw new SmtpException(code, $"{host} answered {code} {lines[^1]}");
        offers = [.. lines.Skip(1).Select(line => line.ToUpperInvariant().Replace('=', ' ').Trim())];
    }

    async Task SecureAsync(X509Certificate2Collection? authorities, CancellationToken token)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secure;
        var client = new SslClientAuthenticationOptions { TargetHost = host };
        if (authorities is not null)
        {
            client.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            client.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        await secure.AuthenticateAsClientAsync(client, token);
    }

    async Task<string> CommandAsync(string line, int expected, CancellationToken token)
    {
        await WriteAsync(line + "\r\n", token);
        return await ExpectAsync(expected, token);
    }

    async Task<string> ExpectAsync(int expected, CancellationToken token)
    {
        var (code, lines) = await ReadAsync(token);
        var said = $"{code} {string.Join(' ', lines)}";
        return code == expected || (expected == 250 && code == 251) ? said : throw new SmtpException(code, $"{host} answered {said}");
    }

    async Task WriteAsync(string text, CancellationToken token)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), token);
        await stream.FlushAsync(token);
    }

    /// <summary>A reply of one or many lines: <c>250-first</c>, <c>250 last</c>.</summary>
    async Task<(int Code, List<string> Lines)> ReadAsync(CancellationToken token)
    {
        var lines = new List<string>();
        while (lines.Count < MaximumLines)
        {
            var line = await LineAsync(token);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code))
                throw new SmtpException(0, $"{host} does not speak SMTP.");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
                return (code, lines);
        }

        throw new SmtpException(0, $"{host} does not come to an end.");
    }

    async Task<string> LineAsync(CancellationToken token)
    {
        var line = new StringBuilder();
        while (line.Length <= MaximumLine)
        {
            if (start == end)
            {
                (start, end) = (0, await stream.ReadAsync(buffer, token));
                if (end == 0)
                    throw new SmtpException(0, $"{host} ended the connection.");
            }

            var next = (char)buffer[start++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(next);
        }

        throw new SmtpException(0, $"{host} sends lines without an end.");
    }

    static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <summary>The mail server does not want to.</summary>
/// <param name="code">Its answer; 0: it gave none.</param>
sealed class SmtpException(int code, string message) : Exception(message)
{
    /// <summary>RFC 5321, 4.2.1: a 5 in front says that trying again is of no use.</summary>
    public bool IsForGood => code / 100 == 5;
}
