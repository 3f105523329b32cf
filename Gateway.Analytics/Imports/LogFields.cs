using System.Globalization;
using System.Net;

namespace Gateway.Analytics.Imports;

/// <summary>What a line says, as text, until it is made a <see cref="LogEntry"/> with its checks.</summary>
struct LogFields
{
    const decimal Micros = 1_000_000;

    public string? Time { get; set; }
    public string? Method { get; set; }
    public string? Target { get; set; }
    public string? Protocol { get; set; }
    public string? Status { get; set; }
    public string? Host { get; set; }
    public string? Address { get; set; }
    public string? UserAgent { get; set; }
    public string? BytesIn { get; set; }
    public string? BytesOut { get; set; }

    /// <summary>Seconds.</summary>
    public string? Duration { get; set; }

    /// <summary>Seconds; several, where several upstreams were asked.</summary>
    public string? Upstream { get; set; }

    /// <summary>Answers null, or what is wrong.</summary>
    public readonly string? Build(out LogEntry entry)
    {
        entry = default;
        if (!TryTime(Time, out var time))
            return "the time is missing or cannot be read";
        if (string.IsNullOrEmpty(Method) || string.IsNullOrEmpty(Target) || !Method.All(char.IsAsciiLetter))
            return "the request is not method, target and protocol";
        if (!short.TryParse(Status, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 100 or > 999)
            return "the status is not a number of three digits";
        if (!TryBytes(BytesOut, out var sent) || !TryBytes(BytesIn, out var received))
            return "a size is neither a number nor -";
        entry = new LogEntry
        {
            Time = time,
            Method = Method,
            Target = Target,
            Protocol = Protocol ?? "",
            Status = status,
            Host = Host is null or "" or "-" or "_" ? null : Host,
            Address = IPAddress.TryParse(Address, out var address) ? address : null,
            UserAgent = UserAgent is null or "" or "-" ? null : UserAgent,
            BytesIn = received,
            BytesOut = sent,
            DurationMicros = Seconds(Duration),
            UpstreamMicros = Seconds(Upstream),
        };
        return null;
    }

    /// <summary>Each form names its offset from UTC, or is UTC by itself.</summary>
    static bool TryTime(string? text, out DateTime time)
    {
        time = default;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            // To the year 9999.
            if (seconds >= 253_402_300_800)
                return false;
            time = DateTime.UnixEpoch.AddTicks((long)(seconds * Micros) * TimeSpan.TicksPerMicrosecond);
            return true;
        }

        if (!DateTimeOffset.TryParseExact(
            text,
            ["dd/MMM/yyyy:HH:mm:ss zzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy/MM/dd HH:mm:ss.FFFFFFF"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at))
        {
            return false;
        }

        time = at.UtcDateTime;
        return true;
    }

    static bool TryBytes(string? text, out long bytes)
    {
        bytes = 0;
        return text is null or "" or "-" || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bytes);
    }

    // nginx separates the upstreams that it asked by commas, and those of an internal redirect by colons.
    static long Seconds(string? text)
    {
        var sum = -1m;
        foreach (var each in text?.Split([',', ':'], StringSplitOptions.TrimEntries) ?? [])
        {
            if (decimal.TryParse(each, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 100_000_000)
                sum = Math.Max(sum, 0) + seconds;
        }

        return sum < 0 ? -1 : (long)(sum * Micros);
    }
}
