namespace Gateway.Analytics.Alerts;

/// <summary>An alert as it is written, as far as it is about evaluation. Nothing in it is trusted before <see cref="RuleReader"/> has read it.</summary>
public sealed record AlertDefinition
{
    public required AlertCondition When { get; init; }

    /// <summary>The stretch of traffic that is looked at each time; null: 5 minutes.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>How often it is looked.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the conditions have to be met before it fires.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long it goes on firing after they were met last.</summary>
    public TimeSpan KeepFiring { get; init; }

    /// <summary>How long after it fired it cannot fire again.</summary>
    public TimeSpan Cooldown { get; init; }

    /// <summary>How long traffic that is not recorded yet is waited for; null: 1 minute.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>For every condition with &gt; or &gt;= that has none of its own.</summary>
    public double? ResolveBelow { get; init; }

    /// <summary>For every condition with &lt; or &lt;= that has none of its own.</summary>
    public double? ResolveAbove { get; init; }

    public WhenMissing NoData { get; init; }

    public WhenMissing OnError { get; init; } = WhenMissing.Alert;

    public AlertFanOut? Each { get; init; }

    /// <summary>IANA zone in which the same time of an earlier day is found; null: UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>What is told, with placeholders; null: the usual sentence.</summary>
    public string? Message { get; init; }
}
