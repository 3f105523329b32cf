using Gateway.Analytics.Classify;

namespace Gateway.Analytics.Events;

/// <summary>
/// One completed exchange, proxied or answered by the gateway itself. Immutable; made in one place (the capture folder of the
/// gateway) and already clean: no address, no user agent text, no query string, no credential.
/// To add a field: here, in <c>Storage/EventTable.cs</c>, in a new migration, and in the event builder.
/// </summary>
public readonly record struct RequestEvent
{
    /// <summary>When the exchange ended, UTC. This decides its bucket.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The tenant of the matched route; the platform tenant when no route matched.</summary>
    public required string Tenant { get; init; }

    public string? Route { get; init; }
    public string? Api { get; init; }

    /// <summary>The route's team at that moment.</summary>
    public string? Team { get; init; }

    /// <summary>The route's groups; null when there are none. Shared with the configuration, never changed.</summary>
    public string[]? Groups { get; init; }

    public string? Cluster { get; init; }

    /// <summary>The destination that was asked last.</summary>
    public string? Destination { get; init; }

    public string? Key { get; init; }
    public string? Consumer { get; init; }

    /// <summary>Pseudonym of the token's subject or the key's consumer; 0 when nobody is known.</summary>
    public long User { get; init; }

    public RequestMethod Method { get; init; }

    /// <summary>Lower-case Host without port.</summary>
    public string? Host { get; init; }

    /// <summary>Path without its query; the writer folds it into the endpoint.</summary>
    public string? Path { get; init; }

    public RequestProtocol Protocol { get; init; }

    /// <summary>The status the client got, 0 when it got none.</summary>
    public short Status { get; init; }

    /// <summary>The status the upstream gave, 0 when it gave none.</summary>
    public short UpstreamStatus { get; init; }

    public FailedBy FailedBy { get; init; }
    public Reason Reason { get; init; }

    /// <summary>How often a destination was asked.</summary>
    public short Attempts { get; init; }

    /// <summary>From the first byte the gateway saw to the end of the exchange, microseconds; -1 where a log that was imported does not say.</summary>
    public long DurationMicros { get; init; }

    /// <summary>From handing the request to a destination until its answer was relayed, microseconds; -1 when not forwarded.</summary>
    public long UpstreamMicros { get; init; }

    /// <summary>Until the first byte of the answer, microseconds; -1 when there was none.</summary>
    public long FirstByteMicros { get; init; }

    /// <summary>Body bytes from the client.</summary>
    public long BytesIn { get; init; }

    /// <summary>Body bytes to the client.</summary>
    public long BytesOut { get; init; }

    public CountryCode Country { get; init; }

    /// <summary>64-bit hash under which <see cref="UserAgentCache"/> knows the class; 0 when the client sent none.</summary>
    public ulong UserAgent { get; init; }

    /// <summary>The configuration version that answered; 0 when none was loaded.</summary>
    public int ConfigVersion { get; init; }

    /// <summary>W3C trace id; zero when there is none.</summary>
    public UInt128 TraceId { get; init; }
}
