using System.Net;

namespace Gateway.Analytics.Imports;

/// <summary>One request as a line of a log tells it. Lives in memory only: what is stored is made of it as capture does.</summary>
public readonly record struct LogEntry
{
    /// <summary>When the server wrote the line, UTC: the end of the exchange.</summary>
    public required DateTime Time { get; init; }

    public required string Method { get; init; }

    /// <summary>As the client sent it, with its query.</summary>
    public required string Target { get; init; }

    /// <summary>Such as HTTP/1.1.</summary>
    public required string Protocol { get; init; }

    public required short Status { get; init; }

    /// <summary>Null where the log does not say.</summary>
    public string? Host { get; init; }

    public IPAddress? Address { get; init; }
    public string? UserAgent { get; init; }
    public long BytesIn { get; init; }
    public long BytesOut { get; init; }

    /// <summary>Microseconds; -1 where the log does not say.</summary>
    public long DurationMicros { get; init; }

    /// <summary>Microseconds; -1 where the log does not say.</summary>
    public long UpstreamMicros { get; init; }
}
