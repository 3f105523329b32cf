using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>An alert that can be evaluated: everything is checked and resolved.</summary>
public sealed record AlertRule
{
    /// <summary>Whose traffic it sees.</summary>
    public required QueryScope Scope { get; init; }

    public required AlertTiming Timing { get; init; }

    /// <summary>When it is looked and at what stretch of traffic.</summary>
    public required EvaluationGrid Grid { get; init; }

    /// <summary>How long traffic that is not recorded yet is waited for.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>The look at the gateway itself; null: it looks at traffic.</summary>
    public HealthCheck? Health { get; init; }

    /// <summary>As written, for messages; null: the usual sentence.</summary>
    public string? Message { get; init; }

    /// <summary>Null where it looks at the gateway itself.</summary>
    internal ConditionNode? Root { get; init; }

    internal AlertFanOut? Each { get; init; }

    internal ZoneClock Clock { get; init; } = ZoneClock.Utc;

    /// <summary>The leaves of <see cref="Root"/> in the order of the document.</summary>
    internal IReadOnlyList<QueryLeaf> Leaves { get; init; } = [];

    /// <summary>All that has to be asked, each once.</summary>
    internal IReadOnlyList<Question> Questions { get; init; } = [];
}

/// <summary>What the machine of states goes by.</summary>
public sealed record AlertTiming(TimeSpan For, TimeSpan KeepFiring, TimeSpan Cooldown, WhenMissing NoData, WhenMissing OnError);

/// <summary>A condition, or several in one.</summary>
abstract record ConditionNode;

sealed record AllOf(IReadOnlyList<ConditionNode> Parts) : ConditionNode;

sealed record AnyOf(IReadOnlyList<ConditionNode> Parts) : ConditionNode;

sealed record NotThat(ConditionNode Part) : ConditionNode;

/// <summary>One figure of the traffic against a threshold.</summary>
sealed record QueryLeaf : ConditionNode
{
    /// <summary>Its place among the leaves.</summary>
    public required int Index { get; init; }

    public required string Path { get; init; }
    public required string Label { get; init; }
    public required string? Unit { get; init; }
    public required Question Question { get; init; }

    /// <summary>Requests of the same filters: what figures weigh, and whether there was traffic.</summary>
    public required Question Weight { get; init; }

    public required Reducer Reducer { get; init; }
    public required Comparing Comparing { get; init; }

    /// <summary>The earlier window; null: the figure itself is judged.</summary>
    public Earlier? Against { get; init; }

    public bool AsDifference { get; init; }
}

/// <summary>A look at the gateway itself; there is no other condition beside it.</summary>
public sealed record HealthCheck
{
    internal HealthCheck(HealthKind kind, Comparing comparing) => (Kind, Comparing) = (kind, comparing);

    public HealthKind Kind { get; }

    internal Comparing Comparing { get; }
}

/// <summary>A figure over time, with its filters and what it is split by.</summary>
/// <param name="Measure">Its measure.</param>
/// <param name="Filters">All that hold.</param>
/// <param name="By">The dimension of the lines; null: one line.</param>
/// <param name="Key">Equal for equal questions.</param>
sealed record Question(Measure Measure, IReadOnlyList<Filter> Filters, AlertFanOut? By, string Key);

/// <summary>Which earlier window.</summary>
enum Earlier
{
    /// <summary>The one just before, of equal length.</summary>
    Previous,

    /// <summary>The same time of the day before, by the wall clock.</summary>
    Day,

    /// <summary>The same time a week before, by the wall clock.</summary>
    Week,
}
