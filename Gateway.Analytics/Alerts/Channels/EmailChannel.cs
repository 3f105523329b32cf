using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>Sends mail through an SMTP server, over TLS from the start or by STARTTLS, with a login where the server asks for one.</summary>
sealed class EmailChannel(ChannelSockets sockets, ChannelOptions options, TimeProvider time) : IAlertChannel
{
    public ChannelKind Kind { get; } = new("email", "E-mail", Gathers: true,
    [
        new("to", "To", SettingKind.Mails, "Addresses with commas between them.") { IsRequired = true },
        new("from", "From", SettingKind.Mails, "The sender, one address.") { IsRequired = true },
        new("host", "Mail server", SettingKind.Text, "Its name, such as smtp.example.com.") { IsRequired = true, IsTarget = true },
        new("port", "Port", SettingKind.Number, "587 with STARTTLS, 465 with TLS.") { Default = "587", Minimum = 1, Maximum = 65535, IsTarget = true },
        new("security", "Security", SettingKind.Choice, "startTls and tls both refuse to go on without TLS.") { Choices = ["startTls", "tls", "none"], Default = "startTls", IsTarget = true },
        new("user", "User name", SettingKind.Text, "Where the server asks for a login."),
        new("password", "Password", SettingKind.Text, "Of that user.") { IsSecret = true },
        new("certificate", "Certificate", SettingKind.Lines, "PEM of the authority to trust, in place of the system's.") { IsTarget = true },
    ])
    {
        Check = Check,
    };

    public async Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        var host = settings.Text("host");
        try
        {
            await using var smtp = await SmtpSession.OpenAsync(
                await sockets.ConnectAsync(host, settings.Number("port"), both.Token), host, settings.Text("security"), Authorities(settings.Text("certificate")), both.Token);
            if (settings.Has("user"))
                await smtp.LogInAsync(settings.Text("user"), settings.Text("password"), both.Token);
            var from = settings.Mails("from")[0];
            return ChannelAnswer.Delivered(await smtp.SendAsync(from, settings.Mails("to"), MailText.Write(from, settings.Mails("to"), notices, time.GetUtcNow()), both.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return ChannelAnswer.Again($"{host} did not answer within {options.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (LocalAddressException local)
        {
            return ChannelAnswer.Refused(local.Message);
        }
        catch (SmtpException refused)
        {
            return refused.IsForGood ? ChannelAnswer.Refused(refused.Message) : ChannelAnswer.Again(refused.Message);
        }
        catch (Exception failed) when (failed is IOException or SocketException or AuthenticationException)
        {
            return ChannelAnswer.Again($"{host}: {failed.Message}");
        }
    }

    static X509Certificate2Collection? Authorities(string pem)
    {
        if (pem.Length == 0)
            return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities;
    }

    static IEnumerable<(string, string)> Check(ChannelSettings settings)
    {
        if (settings.Mails("from").Count != 1)
            yield return ("from", "must be one mail address");
        if (settings.Text("security") == "none" && (settings.Has("user") || settings.Has("password")))
            yield return ("security", "must be startTls or tls where there is a login: a password is not sent in the clear");
        if (settings.Has("password") && !settings.Has("user"))
            yield return ("user", "is required with a password");
        if (Uri.CheckHostName(settings.Text("host")) == UriHostNameType.Unknown)
            yield return ("host", "must be the name or the address of a server");
        var isReadable = true;
        try
        {
            isReadable = Authorities(settings.Text("certificate")) is null or { Count: > 0 };
        }
        catch (CryptographicException)
        {
            isReadable = false;
        }

        if (!isReadable)
            yield return ("certificate", "must be certificates in PEM");
    }
}
