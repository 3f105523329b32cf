using System.Text.Json;
namespace Gateway.Admin.Contract;

/// <summary>Which requests are meant, who may send them, and the cluster they go to.</summary>
sealed record RouteDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public string? Api { get; init; }
    public string? Team { get; init; }
    public IReadOnlyList<string> Groups { get; init; } = [];
    public required string Cluster { get; init; }
    public bool Enabled { get; init; } = true;

    /// <summary>While it is set, requests are answered with 503 and this; null: they are passed on.</summary>
    public MaintenanceDocument? Maintenance { get; init; }

    /// <summary>Of two routes that match, the lower order wins. Default 0.</summary>
    public int Order { get; init; }

    public required MatchDocument Match { get; init; }

    /// <summary>Changes on the way, written as in YARP: each an object of names and texts.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Transforms { get; init; } = [];

    public AccessDocument Access { get; init; } = new();

    [NotYet("rate limits")]
    public JsonElement? RateLimit { get; init; }

    /// <summary>How long the whole exchange may take; null: no limit but the upstream's activity time-out of 100 s.</summary>
    public TimeSpan? Timeout { get; init; }

    [NotYet("retries")]
    public JsonElement? Retry { get; init; }

    /// <summary>Largest request body in bytes; null: 30,000,000.</summary>
    public long? MaxRequestBodyBytes { get; init; }
}

/// <summary>What callers hear while a route rests on purpose.</summary>
sealed record MaintenanceDocument
{
    /// <summary>What is going on, for people; null: a plain sentence.</summary>
    public string? Text { get; init; }

    /// <summary>When to ask again, as Retry-After: a second to a day. Default 00:05:00.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>All given conditions must hold.</summary>
sealed record MatchDocument
{
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>ASP.NET route pattern, such as <c>/orders/{**rest}</c>.</summary>
    public string? Path { get; init; }

    public IReadOnlyList<string> Methods { get; init; } = [];
    public IReadOnlyList<ValueMatchDocument> Headers { get; init; } = [];
    public IReadOnlyList<ValueMatchDocument> Query { get; init; } = [];
}

/// <summary>A condition on a header or a query parameter.</summary>
sealed record ValueMatchDocument
{
    public required string Name { get; init; }
    public IReadOnlyList<string> Values { get; init; } = [];
    public MatchMode Mode { get; init; } = MatchMode.Exact;
    public bool IsCaseSensitive { get; init; }
}

/// <summary>How values are compared; written as in YARP.</summary>
enum MatchMode
{
    Exact,
    Prefix,
    Contains,
    NotContains,
    Exists,
    NotExists,
}

/// <summary>Who may send.</summary>
sealed record AccessDocument
{
    /// <summary>Default none: anybody.</summary>
    public KeyAccess ApiKey { get; init; } = KeyAccess.None;

    /// <summary>Header that carries the key beside Authorization: Bearer. Default X-Api-Key.</summary>
    public string Header { get; init; } = "X-Api-Key";

    /// <summary>Whether the upstream sees the key. Default false.</summary>
    public bool PassKey { get; init; }

    /// <summary>Asks for a token of an issuer, beside the key if both are named. Default null: none.</summary>
    public JwtDocument? Jwt { get; init; }
}

enum KeyAccess
{
    /// <summary>No key is looked at.</summary>
    None,

    /// <summary>A key is checked when it is sent; without one the request passes.</summary>
    Optional,

    /// <summary>Without a valid key the request is refused.</summary>
    Required,
}
