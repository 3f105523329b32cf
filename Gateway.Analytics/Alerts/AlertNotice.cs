using System.Text.Json;

namespace Gateway.Analytics.Alerts;

/// <summary>What somebody is told when an alert fires or is over. It is the same whether it comes from the log or from a node's memory.</summary>
public sealed record AlertNotice
{
    /// <summary>Whose alert it is.</summary>
    public required string Tenant { get; init; }

    public string? Team { get; init; }

    /// <summary>The alert's id.</summary>
    public required string Alert { get; init; }

    public required string Name { get; init; }

    public required AlertSeverity Severity { get; init; }

    /// <summary>The value of the dimension that the alert fans out over; empty: it does not.</summary>
    public string Instance { get; init; } = "";

    public required AlertStatus From { get; init; }

    public required AlertStatus To { get; init; }

    public required NoticeKind Kind { get; init; }

    /// <summary>The moment that was evaluated.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The same for one change, however often it is sent.</summary>
    public required string Key { get; init; }

    /// <summary>What a firing and its end have in common.</summary>
    public required string Incident { get; init; }

    public required string Message { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Channels that the alert names.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The dashboard to look at; null: none.</summary>
    public string? Dashboard { get; init; }

    public DateTimeOffset WindowFrom { get; init; }

    public DateTimeOffset WindowTo { get; init; }

    /// <summary>Each condition with what was observed.</summary>
    public IReadOnlyList<ObservedCondition> Conditions { get; init; } = [];

    /// <summary>What was looked at, point by point, as the log has it; null: nothing is left of it.</summary>
    public JsonElement? Series { get; init; }

    /// <summary>The dashboard at the exact range; null: there is none, or the gateway does not know its own public address.</summary>
    public string? Link { get; init; }

    /// <summary>Whether somebody only tried the alert or a channel out.</summary>
    public bool IsTest { get; init; }
}

/// <summary>Why somebody is told.</summary>
public enum NoticeKind
{
    Fired,
    Resolved,

    /// <summary>Of no alert: a channel had its fill, and this sums up what was not sent through it.</summary>
    HeldBack,
}

public enum AlertSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>How an alert, or one instance of it, stands.</summary>
public enum AlertStatus
{
    Ok,

    /// <summary>Its conditions are met, not yet for long enough.</summary>
    Pending,

    /// <summary>There is nothing to judge by, and the alert says that this matters.</summary>
    NoData,

    /// <summary>It cannot be evaluated, and the alert says that this matters.</summary>
    Error,

    Firing,
}

/// <summary>One condition and what was observed of it.</summary>
/// <param name="Path">Its place in the alert, such as <c>when.all[0]</c>.</param>
/// <param name="Label">What it looks at, for people.</param>
/// <param name="Operator">As written; null for conditions without one.</param>
/// <param name="Threshold">As written; null for conditions without one.</param>
/// <param name="Value">The figure; null: there is none.</param>
/// <param name="Unit">Of the figure.</param>
/// <param name="Verdict">What follows.</param>
/// <param name="Problem">Why it could not be observed; null: it could.</param>
public sealed record ObservedCondition(
    string Path, string Label, string? Operator, double? Threshold, double? Value, string? Unit, Verdict Verdict, string? Problem = null);

/// <summary>What an observation says of a condition.</summary>
public enum Verdict
{
    NotMet,
    Met,

    /// <summary>There was nothing to judge by.</summary>
    NoData,

    /// <summary>It could not be asked.</summary>
    Error,
}
