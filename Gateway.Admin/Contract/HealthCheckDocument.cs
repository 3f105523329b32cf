namespace Gateway.Admin.Contract;

/// <summary>How it is known that a destination can answer.</summary>
sealed record HealthCheckDocument
{
    public ActiveHealthCheckDocument? Active { get; init; }
    public PassiveHealthCheckDocument? Passive { get; init; }

    /// <summary>What takes requests when nothing is healthy. Default HealthyAndUnknown: nobody.</summary>
    public AvailableDestinations AvailableDestinations { get; init; } = AvailableDestinations.HealthyAndUnknown;
}

/// <summary>Which destinations may be chosen; written as in YARP.</summary>
enum AvailableDestinations
{
    HealthyAndUnknown,

    /// <summary>All of them, once none is healthy.</summary>
    HealthyOrPanic,
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

    /// <summary>Failures in a row that make it unhealthy: 1 to 100. Default 2.</summary>
    public int? Failures { get; init; }
}

/// <summary>Watches real traffic: a destination that mostly fails rests for a while.</summary>
sealed record PassiveHealthCheckDocument
{
    public bool Enabled { get; init; }

    /// <summary>How long it rests. Default 00:01:00.</summary>
    public TimeSpan? ReactivationPeriod { get; init; }

    /// <summary>Part of the requests that must fail: above 0, up to 1. Default 0.3.</summary>
    public double? FailureRate { get; init; }
}
