namespace Gateway.Analytics.Alerts;

/// <summary>How one instance of an alert stands. All that the next evaluation needs, so that it goes on after a restart and on another node.</summary>
public sealed record InstanceState
{
    /// <summary>The value of the dimension that the alert fans out over; empty: it does not, or it is about the alert as a whole.</summary>
    public string Instance { get; init; } = "";

    /// <summary>The value for people.</summary>
    public string Label { get; init; } = "";

    public AlertStatus Status { get; init; }

    /// <summary>Since when it stands so.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Since when its conditions are met without a break, while it waits to fire.</summary>
    public DateTimeOffset? MetSince { get; init; }

    /// <summary>When they were met last.</summary>
    public DateTimeOffset? MetAt { get; init; }

    /// <summary>When it fired last; together with the instance it names the incident.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>The worst that was told of this incident.</summary>
    public AlertStatus Told { get; init; }

    /// <summary>When there was traffic of it last.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>What was observed last.</summary>
    public IReadOnlyList<ObservedCondition> Conditions { get; init; } = [];

    /// <summary>As it begins.</summary>
    public static InstanceState New(string instance, string label, DateTimeOffset now) => new() { Instance = instance, Label = label, Since = now };
}

/// <summary>One change of state.</summary>
/// <param name="Instance">Of which instance.</param>
/// <param name="Label">The instance for people.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="At">The moment that was evaluated.</param>
/// <param name="Notice">Why somebody is told; null: it is only logged.</param>
/// <param name="FiredAt">When the incident began; null: it has not fired.</param>
public sealed record StateChange(string Instance, string Label, AlertStatus From, AlertStatus To, DateTimeOffset At, NoticeKind? Notice, DateTimeOffset? FiredAt);
