namespace Gateway.Analytics.Alerts;

/// <summary>What an alert would have done in a range.</summary>
public sealed record BackTestResult
{
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }

    /// <summary>How often it would have been evaluated.</summary>
    public required int Evaluations { get; init; }

    /// <summary>The figure of each condition over time, as it was compared with the threshold.</summary>
    public required IReadOnlyList<BackTestLine> Series { get; init; }

    /// <summary>Every change of state, in order, as far as there are not too many.</summary>
    public required IReadOnlyList<StateChange> Changes { get; init; }

    /// <summary>How often it would have fired.</summary>
    public required int Firings { get; init; }

    /// <summary>Stretches of which nothing can be said.</summary>
    public required IReadOnlyList<BackTestGap> CannotTell { get; init; }

    /// <summary>The state at the end.</summary>
    public required AlertStatus State { get; init; }
}

/// <summary>One condition of one instance over time.</summary>
/// <param name="Points">Where several evaluations share a point, the one that is nearest to firing.</param>
public sealed record BackTestLine(
    string Path, string Label, string Instance, string? Unit, string? Operator, double? Threshold, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<double?> Points);

/// <summary>A stretch of which nothing can be said, and why.</summary>
public sealed record BackTestGap(DateTimeOffset From, DateTimeOffset To, string Reason);
