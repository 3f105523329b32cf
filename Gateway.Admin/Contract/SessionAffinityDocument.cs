namespace Gateway.Admin.Contract;

/// <summary>Keeps a client at the destination that it met first.</summary>
sealed record SessionAffinityDocument
{
    public bool Enabled { get; init; }

    /// <summary>How the destination is remembered. Default HashCookie.</summary>
    public AffinityPolicy Policy { get; init; } = AffinityPolicy.HashCookie;

    /// <summary>What happens when that destination cannot answer. Default Redistribute.</summary>
    public AffinityFailure FailurePolicy { get; init; } = AffinityFailure.Redistribute;

    /// <summary>Name of the cookie or header; another one for each cluster.</summary>
    public required string KeyName { get; init; }

    public AffinityCookieDocument? Cookie { get; init; }
}

/// <summary>Written as in YARP.</summary>
enum AffinityPolicy
{
    HashCookie,
    ArrCookie,
    Cookie,
    CustomHeader,
}

/// <summary>Written as in YARP.</summary>
enum AffinityFailure
{
    Redistribute,
    Return503Error,
}

sealed record AffinityCookieDocument
{
    public string? Path { get; init; }
    public string? Domain { get; init; }

    /// <summary>Default true.</summary>
    public bool? HttpOnly { get; init; }

    /// <summary>Default Lax.</summary>
    public CookieSameSite? SameSite { get; init; }

    /// <summary>Default SameAsRequest.</summary>
    public CookieSecure? SecurePolicy { get; init; }

    public TimeSpan? Expiration { get; init; }
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether it is set without consent. Default false.</summary>
    public bool? IsEssential { get; init; }
}

/// <summary>Written as in YARP.</summary>
enum CookieSameSite
{
    Unspecified,
    None,
    Lax,
    Strict,
}

/// <summary>Written as in YARP.</summary>
enum CookieSecure
{
    SameAsRequest,
    Always,
    None,
}
