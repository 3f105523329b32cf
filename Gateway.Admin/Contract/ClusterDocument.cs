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

    [NotYet("weighted destinations", Only = "100")]
    public int Weight { get; init; } = 100;
}

sealed record HealthCheckDocument
{
    public ActiveHealthCheckDocument? Active { get; init; }
    public PassiveHealthCheckDocument? Passive { get; init; }
}

/// <summary>Asks each destination on its own, whether there is traffic or not.</summary>
sealed record ActiveHealthCheckDocument
{
    public bool Enabled { get; init; }

    /// <summary>Path to ask. Default /.</summary>
    public string? Path { get; init; }

    /// <summary>Pause between two questions. Default 00:00:15.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long an answer may take. Default 00:00:10.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>Watches real traffic: a destination that mostly fails rests for a while.</summary>
sealed record PassiveHealthCheckDocument
{
    public bool Enabled { get; init; }

    /// <summary>How long it rests. Default 00:01:00.</summary>
    public TimeSpan? ReactivationPeriod { get; init; }
}
