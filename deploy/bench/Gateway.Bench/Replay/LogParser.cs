using System.Globalization;

namespace Gateway.Bench.Replay;

/// <summary>
/// Reads lines of the combined log format:
/// <c>client identity user [time] "method target protocol" status bytes "referrer" "user agent"</c>.
/// Strict about everything that a request is made of; what only describes the client may be damaged or missing, and is named.
/// </summary>
public static class LogParser
{
    const string TimeFormat = "dd/MMM/yyyy:HH:mm:ss zzz";

    /// <summary>The entry, or null where the line cannot be read. <paramref name="fault"/> is what is wrong, null for a sound line.</summary>
    public static LogEntry? Parse(int number, string line, out string? fault)
    {
        var scanner = new LogScanner(line);
        fault = null;
        if (!scanner.TryWord(out var client) || !scanner.TryWord(out _) || !scanner.TryUntil('[', out _))
            return Unreadable("it does not begin with client, identity, user and [time]", out fault);
        if (!scanner.TryBracketed(out var when)
            || !DateTimeOffset.TryParseExact(when, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return Unreadable("the time is not like [17/May/2015:10:05:03 +0000]", out fault);
        if (!scanner.TryQuoted(out var request, out var isWhole) || !isWhole || request.Split(' ') is not [var method, var target, var protocol]
            || method.Length == 0 || target.Length == 0 || !protocol.StartsWith("HTTP/", StringComparison.Ordinal))
            return Unreadable("the request is not \"method target protocol\"", out fault);
        if (!scanner.TryWord(out var code) || code.Length != 3
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status < 100)
            return Unreadable("the status is not a number of three digits", out fault);
        var bytes = 0L;
        if (!scanner.TryWord(out var size)
            || (size is not "-" && !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out bytes)))
            return Unreadable("the size is neither a number nor -", out fault);

        var referrer = Described(ref scanner, "referrer", ref fault);
        var userAgent = Described(ref scanner, "user agent", ref fault);
        if (!scanner.IsAtEnd)
            fault ??= "more follows after the user agent";
        return new LogEntry(number, client.ToString(), time, method, target, protocol, status, bytes, referrer, userAgent);
    }

    static string? Described(ref LogScanner scanner, string what, ref string? fault)
    {
        if (!scanner.TryQuoted(out var text, out var isClosed))
            fault ??= $"the {what} is missing";
        else if (!isClosed)
            fault ??= $"the {what} has no closing quote";
        return text is "" or "-" ? null : text;
    }

    static LogEntry? Unreadable(string why, out string? fault)
    {
        fault = why;
        return null;
    }
}
