namespace Gateway.Admin.Contract;

/// <summary>How connections to destinations are made.</summary>
sealed record HttpClientDocument
{
    /// <summary>Versions of TLS; empty: what the system takes.</summary>
    public IReadOnlyList<TlsVersion> SslProtocols { get; init; } = [];

    /// <summary>Takes any certificate of a destination. Default false; only for a network that is trusted otherwise.</summary>
    public bool DangerousAcceptAnyServerCertificate { get; init; }

    /// <summary>1 or more; null: no limit.</summary>
    public int? MaxConnectionsPerServer { get; init; }

    /// <summary>Opens another HTTP/2 connection when one has all its streams in use. Default true.</summary>
    public bool? EnableMultipleHttp2Connections { get; init; }

    /// <summary>Encoding of header values on the way out. Default latin1: bytes pass unchanged.</summary>
    public string? RequestHeaderEncoding { get; init; }

    /// <summary>Encoding of header values on the way back. Default latin1.</summary>
    public string? ResponseHeaderEncoding { get; init; }

    public WebProxyDocument? WebProxy { get; init; }
}

/// <summary>Written as in YARP.</summary>
enum TlsVersion
{
    Tls12,
    Tls13,
}

/// <summary>A proxy between the gateway and its destinations.</summary>
sealed record WebProxyDocument
{
    public required string Address { get; init; }
    public bool BypassOnLocal { get; init; }
    public bool UseDefaultCredentials { get; init; }
}

/// <summary>How requests are sent to destinations.</summary>
sealed record HttpRequestDocument
{
    /// <summary>How long a request may go without a byte in either direction. Default 00:01:40.</summary>
    public TimeSpan? ActivityTimeout { get; init; }

    /// <summary>1.0, 1.1, 2 or 3. Default 2.</summary>
    public string? Version { get; init; }

    /// <summary>What to do where that version cannot be had. Default RequestVersionOrLower.</summary>
    public VersionPolicy? VersionPolicy { get; init; }

    /// <summary>Lets the server hold back parts of an answer. Default false.</summary>
    public bool? AllowResponseBuffering { get; init; }
}

/// <summary>Written as in YARP.</summary>
enum VersionPolicy
{
    RequestVersionOrLower,
    RequestVersionOrHigher,
    RequestVersionExact,
}
