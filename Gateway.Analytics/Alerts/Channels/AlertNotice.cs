namespace Gateway.Analytics.Alerts.Channels;

/// <summary>What is told of one change of an alert's state.</summary>
public sealed record AlertNotice
{
    /// <summary>The same for the same change, however often and through whatever channel it is sent.</summary>
    public required string Key { get; init; }

    /// <summary>The same from firing to resolved, for tools that keep incidents: tenant, alert and the dimension's value.</summary>
    public required string Incident { get; init; }

    public required string Tenant { get; init; }

    public string? Team { get; init; }

    /// <summary>The alert's id.</summary>
    public required string Alert { get; init; }

    public required string Name { get; init; }

    /// <summary>info, warning or critical.</summary>
    public required string Severity { get; init; }

    public required NoticeState State { get; init; }

    /// <summary>The value of the dimension that the alert is split by; null: it is not.</summary>
    public string? Instance { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Start of the window that was looked at.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Its end, outside.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The alert's message with its placeholders filled in.</summary>
    public string Message { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The dashboard at the exact range; null where the gateway does not know its own public address.</summary>
    public string? Link { get; init; }

    public IReadOnlyList<NoticeCondition> Conditions { get; init; } = [];

    /// <summary>What the conditions looked at, point by point.</summary>
    public IReadOnlyList<NoticeSeries> Series { get; init; } = [];
}

/// <summary>One condition as it was found.</summary>
/// <param name="Text">The condition in words, such as <c>max of errorRate over 5 minutes &gt; 0.05</c>.</param>
/// <param name="Query">The preset or the measures that were asked.</param>
/// <param name="Value">What was observed; null: nothing, or it could not be.</param>
/// <param name="Met">Whether it held.</param>
/// <param name="Error">Why it could not be evaluated; null: it could.</param>
public sealed record NoticeCondition(
    string Text, string? Query, string? Reduce, string? Operator, double? Threshold, double? Value, bool Met, string? Error = null);

/// <summary>Values over time; null where nothing was recorded.</summary>
public sealed record NoticeSeries(string Name, IReadOnlyList<DateTimeOffset> Buckets, IReadOnlyList<double?> Values);

/// <summary>What a notice says of its alert.</summary>
public enum NoticeState
{
    Firing,
    Resolved,
    NoData,
    Error,

    /// <summary>Nothing happened: somebody tries the channel.</summary>
    Test,

    /// <summary>Notices were held back because the channel had its fill; this one sums them up.</summary>
    HeldBack,
}
