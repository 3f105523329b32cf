using System.Text.Json;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Contract;

/// <summary>How an alert stands: answer of <c>GET /alerts/{id}/state</c>.</summary>
/// <param name="State">The worst of its instances.</param>
/// <param name="EvaluatedAt">The moment that was evaluated last.</param>
/// <param name="NextAt">The moment that is evaluated next; null: it is off, or each node watches by itself.</param>
/// <param name="Problem">Why the last evaluation failed.</param>
/// <param name="HasMore">Whether there are more values of the dimension than are watched.</param>
sealed record AlertStateAnswer(
    string Id,
    string Tenant,
    AlertStatus State,
    DateTimeOffset Since,
    DateTimeOffset? EvaluatedAt,
    DateTimeOffset? NextAt,
    double TookMs,
    string? Problem,
    bool HasMore,
    IReadOnlyList<AlertInstanceAnswer> Instances);

/// <summary>One instance; of an alert that does not fan out the only one, with an empty name.</summary>
sealed record AlertInstanceAnswer(
    string Instance, string Label, AlertStatus State, DateTimeOffset Since, DateTimeOffset? FiredAt, IReadOnlyList<ObservedCondition> Conditions);

/// <summary>Body of <c>POST /alerts/backtest</c>.</summary>
sealed record BackTestRequest
{
    public required AlertDocument Alert { get; init; }

    public DashboardRange Range { get; init; } = new();
}

/// <summary>Body of <c>POST /alerts/check</c>.</summary>
sealed record AlertCheckRequest
{
    public required AlertDocument Alert { get; init; }
}

/// <summary>What an alert sees now: answer of <c>POST /alerts/check</c>.</summary>
/// <param name="Met">Whether its conditions are met.</param>
/// <param name="Message">What would be told.</param>
sealed record AlertCheckAnswer(
    DateTimeOffset From, DateTimeOffset To, Verdict Met, string? Problem, bool HasMore, string Message, IReadOnlyList<AlertCheckInstance> Instances);

/// <summary>What is observed of one instance.</summary>
sealed record AlertCheckInstance(
    string Instance, string Label, Verdict Met, IReadOnlyList<ObservedCondition> Conditions, IReadOnlyList<ObservedSeries> Series);

/// <summary>One row of the log.</summary>
sealed record AlertEventAnswer
{
    public required long Id { get; init; }
    public required string Tenant { get; init; }
    public required string Alert { get; init; }
    public string? Team { get; init; }
    public required string Name { get; init; }
    public required string Severity { get; init; }
    public required string Instance { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>The moment that was evaluated.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary><c>fired</c>, <c>resolved</c>, or null: nobody was to be told.</summary>
    public string? Notice { get; init; }

    public required string Key { get; init; }

    /// <summary>What a firing and its end have in common.</summary>
    public required string Incident { get; init; }

    public required string Message { get; init; }
    public required JsonElement Labels { get; init; }
    public required IReadOnlyList<string> Channels { get; init; }
    public string? Dashboard { get; init; }

    public required DateTimeOffset WindowFrom { get; init; }
    public required DateTimeOffset WindowTo { get; init; }
    public required JsonElement Conditions { get; init; }

    /// <summary>The figures that were looked at; in lists left out.</summary>
    public JsonElement? Series { get; init; }

    public DateTimeOffset? RoutedAt { get; init; }
    public bool IsTest { get; init; }

    /// <summary>Whether the caller has marked it as seen.</summary>
    public bool Seen { get; init; }
}

/// <summary>How many rows of the log the caller has not seen; at most 1,000 are counted.</summary>
sealed record UnseenAnswer(int Count);

/// <summary>How many rows were marked.</summary>
sealed record MarkedAnswer(long Updated);

/// <summary>Body of <c>POST /alert-events/seen</c>.</summary>
sealed record SeenRequest
{
    /// <summary>Up to this row; null: all there are.</summary>
    public long? Until { get; init; }
}

/// <summary>One save of an alert.</summary>
sealed record AlertVersionAnswer(int Version, DateTimeOffset SavedAt, string SavedBy);
