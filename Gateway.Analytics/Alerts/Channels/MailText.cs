using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>A message of plain text as mail (RFC 5322), all of it ASCII: words of the head by RFC 2047, the body in base64.</summary>
static class MailText
{
    /// <summary>A word of RFC 2047 holds 75 characters, 12 of which say what it is: 45 bytes.</summary>
    const int WordBytes = 45;

    const int MaximumSubject = 200;

    public static string Write(string from, IReadOnlyList<string> to, IReadOnlyList<AlertNotice> notices, DateTimeOffset now)
    {
        var domain = from[(from.LastIndexOf('@') + 1)..];
        var body = string.Join("\n----------------------------------------\n\n", notices.Select(NoticeText.Plain));
        var mail = new StringBuilder()
            .Append("From: <").Append(from).Append(">\r\n")
            .Append("To: ").AppendJoin(",\r\n ", to.Select(address => $"<{address}>")).Append("\r\n")
            .Append("Subject: ").Append(Words(NoticeText.Cut(NoticeText.Title(notices), MaximumSubject))).Append("\r\n")
            .Append("Date: ").Append(now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)).Append("\r\n")
            // The same for the same notices: who gets them twice sees one.
            .Append("Message-ID: <").Append(Short(string.Join(' ', notices.Select(notice => notice.Key)))).Append('@').Append(domain).Append(">\r\n");
        // Firing and resolved stand in one thread.
        if (notices.Count == 1)
            mail.Append("References: <").Append(Short(notices[0].Incident)).Append('@').Append(domain).Append(">\r\n");
        return mail
            .Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            .Append(Lines(body))
            .ToString();
    }

    static string Lines(string body) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    // Cut between characters, as each word is read by itself.
    static string Words(string text)
    {
        var words = new List<string>();
        var word = new List<byte>(WordBytes);
        var bytes = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > WordBytes)
            {
                words.Add(Convert.ToBase64String([.. word]));
                word.Clear();
            }

            word.AddRange(bytes.AsSpan(0, length));
        }

        words.Add(Convert.ToBase64String([.. word]));
        return string.Join("\r\n ", words.Select(each => $"=?utf-8?B?{each}?="));
    }

    static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
