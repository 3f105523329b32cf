namespace Gateway.Analytics.Alerts;

/// <summary>What was observed of one instance in one window.</summary>
/// <param name="From">Begin of the window.</param>
/// <param name="To">Its end.</param>
/// <param name="Met">Whether it would fire.</param>
/// <param name="Holds">Whether it would go on firing.</param>
/// <param name="Conditions">Each condition.</param>
/// <param name="Series">The figures that were reduced, in the order of the conditions.</param>
public sealed record Judgement(
    DateTimeOffset From, DateTimeOffset To, Verdict Met, Verdict Holds, IReadOnlyList<ObservedCondition> Conditions, IReadOnlyList<ObservedSeries> Series)
{
    /// <summary>Whether it cannot be told because only coarser sums are left.</summary>
    public bool IsCoarse { get; init; }

    /// <summary>Why it could not be observed; null: it could.</summary>
    public string? Problem => Conditions.FirstOrDefault(each => each.Problem is not null)?.Problem;
}

/// <summary>The figures of a window by bucket.</summary>
public sealed record ObservedSeries(DateTimeOffset From, double BucketSeconds, IReadOnlyList<double?> Values);
