namespace Gateway.Admin.Contract;

/// <summary>Where requests go: destinations, how one is chosen, and how their health is known.</summary>
sealed record ClusterDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }

    /// <summary>How a destination is chosen. Default PowerOfTwoChoices.</summary>
    public LoadBalancing LoadBalancing { get; init; } = LoadBalancing.PowerOfTwoChoices;

    public IReadOnlyList<DestinationDocument> Destinations { get; init; } = [];
    public HealthCheckDocument? HealthCheck { get; init; }

    /// <summary>Keeps a client at one destination; null: each request is on its own.</summary>
    public SessionAffinityDocument? SessionAffinity { get; init; }

    /// <summary>How connections to the destinations are made; null: as is usual.</summary>
    public HttpClientDocument? HttpClient { get; init; }

    /// <summary>How requests are sent to the destinations; null: as is usual.</summary>
    public HttpRequestDocument? HttpRequest { get; init; }
}

/// <summary>Ways of choosing a destination; written as in YARP.</summary>
enum LoadBalancing
{
    PowerOfTwoChoices,
    FirstAlphabetical,
    Random,
    RoundRobin,
    LeastRequests,
}

/// <summary>One server of a cluster.</summary>
sealed record DestinationDocument
{
    /// <summary>Unique in its cluster.</summary>
    public required string Id { get; init; }

    /// <summary>Absolute http or https address, with a base path where wanted.</summary>
    public required string Address { get; init; }

    /// <summary>Its part of the requests, relative to the others: 1 to 1000. Default 100.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>Gets no new requests; those that run go on. Default false.</summary>
    public bool Drain { get; init; }

    /// <summary>Host header that it is sent; null: that of its address, or the client's where a transform keeps it.</summary>
    public string? Host { get; init; }

    /// <summary>Address that active checks ask; null: its own.</summary>
    public string? Health { get; init; }
}
