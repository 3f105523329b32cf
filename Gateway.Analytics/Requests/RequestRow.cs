namespace Gateway.Analytics.Requests;

/// <summary>One stored request as lists show it. Names of closed sets are those of the query language; times are those of its end.</summary>
public record RequestRow
{
    /// <summary>Opaque; see <see cref="RequestId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Time { get; init; }

    public required string Tenant { get; init; }

    /// <summary>Null where one tenant is looked at, and for a tenant without a name.</summary>
    public string? TenantName { get; init; }

    /// <summary>The status the client got; null when it got none.</summary>
    public int? Status { get; init; }

    public required string Method { get; init; }

    public string? Host { get; init; }

    /// <summary>Without its query.</summary>
    public string? Path { get; init; }

    /// <summary>The path with ids folded.</summary>
    public string? Endpoint { get; init; }

    public string? Route { get; init; }

    public string? Key { get; init; }

    /// <summary>The key's name as of now; null when it has none or is gone.</summary>
    public string? KeyName { get; init; }

    public string? Consumer { get; init; }

    /// <summary>Milliseconds; below 0 where a log that was imported does not say.</summary>
    public double DurationMs { get; init; }

    /// <summary>Who made it fail; null when nobody did.</summary>
    public string? FailedBy { get; init; }

    /// <summary>Why it failed or was refused, which also says at which stage; null when it did not.</summary>
    public string? Reason { get; init; }

    public long BytesOut { get; init; }
}

/// <summary>An id and its name as of now; null where it has none.</summary>
public sealed record Named(string Id, string? Name);

/// <summary>One stored request with all that is kept of it.</summary>
public sealed record RequestInFull : RequestRow
{
    /// <summary>The status the upstream gave; null when it gave none.</summary>
    public int? UpstreamStatus { get; init; }

    /// <summary>How often a destination was asked.</summary>
    public int Attempts { get; init; }

    /// <summary>From handing the request to a destination until its answer was relayed, over all attempts; null when not forwarded.</summary>
    public double? UpstreamMs { get; init; }

    /// <summary>Until the first byte of the answer went to the client; null when there was none.</summary>
    public double? FirstByteMs { get; init; }

    public long BytesIn { get; init; }

    public required string Protocol { get; init; }

    public Named? Api { get; init; }

    public Named? Team { get; init; }

    public IReadOnlyList<Named> Groups { get; init; } = [];

    public string? Cluster { get; init; }

    /// <summary>The destination that was asked last.</summary>
    public string? Destination { get; init; }

    public string? Country { get; init; }

    public string? Browser { get; init; }

    public string? Os { get; init; }

    public string? Device { get; init; }

    public string? TrafficClass { get; init; }

    /// <summary>Pseudonym; null when nobody is known, and for who may not tell persons apart.</summary>
    public string? User { get; init; }

    /// <summary>The configuration that answered; null when none was loaded.</summary>
    public int? ConfigVersion { get; init; }

    /// <summary>W3C trace id, 32 hex digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>The node that served it.</summary>
    public string? Node { get; init; }
}
