namespace Gateway.Admin.Certificates;

/// <summary>Host names as certificates have them: exact, or with an asterisk for the first label (RFC 6125, 6.4.3).</summary>
static class CertificateNames
{
    public const string Wildcard = "*.";

    /// <summary>As names are compared: without the root's dot, in lower case.</summary>
    public static string Normal(string name) => name.TrimEnd('.').ToLowerInvariant();

    /// <summary>The domain that a name stands right below, which it shares with whatever could answer for it; empty for a single label.</summary>
    public static string Zone(string name) => name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? name[(dot + 1)..] : "";

    /// <summary>Whether some host is covered by both.</summary>
    public static bool Overlap(string one, string other) => one == other || Covers(one, other) || Covers(other, one);

    /// <summary>Whether a certificate of this name answers for the host.</summary>
    public static bool Covers(string name, string host) =>
        name == host || (name.StartsWith(Wildcard, StringComparison.Ordinal) && Zone(host) is { Length: > 0 } zone && name.AsSpan(Wildcard.Length).SequenceEqual(zone));

    /// <summary>Whether it is a host name, at most 253 characters, perhaps with the asterisk in front.</summary>
    public static bool IsHost(string name)
    {
        var host = name.StartsWith(Wildcard, StringComparison.Ordinal) ? name[Wildcard.Length..] : name;
        return host.Length is > 0 and <= 253
            && host.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
    }
}
