using System.Text.Json.Serialization;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Contract;

/// <summary>When somebody shall be told of something in the traffic, or of the gateway itself.</summary>
sealed record AlertDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }

    /// <summary>The team that it belongs to: it sees that team's traffic only. Null: it is the whole tenant's.</summary>
    public string? Team { get; init; }

    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    public bool Enabled { get; init; } = true;

    public required AlertCondition When { get; init; }

    /// <inheritdoc cref="AlertDefinition.Window"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Window { get; init; }

    /// <inheritdoc cref="AlertDefinition.Every"/>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc cref="AlertDefinition.For"/>
    public TimeSpan For { get; init; }

    /// <inheritdoc cref="AlertDefinition.KeepFiring"/>
    public TimeSpan KeepFiring { get; init; }

    /// <inheritdoc cref="AlertDefinition.Cooldown"/>
    public TimeSpan Cooldown { get; init; }

    /// <inheritdoc cref="AlertDefinition.Lag"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Lag { get; init; }

    /// <inheritdoc cref="AlertDefinition.ResolveBelow"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ResolveBelow { get; init; }

    /// <inheritdoc cref="AlertDefinition.ResolveAbove"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ResolveAbove { get; init; }

    /// <summary>What follows when there is nothing to judge by.</summary>
    public WhenMissing NoData { get; init; }

    /// <summary>What follows when it cannot be evaluated.</summary>
    public WhenMissing OnError { get; init; } = WhenMissing.Alert;

    /// <inheritdoc cref="AlertDefinition.Each"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertFanOut? Each { get; init; }

    /// <inheritdoc cref="AlertDefinition.Zone"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Zone { get; init; }

    /// <summary>Channels that are told, besides those that choose it by themselves.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>What is told when it fires, with {name}, {severity}, {state}, {instance}, {value}, {threshold}, {condition}, {from}, {to}; null: the usual sentence.</summary>
    public string? Message { get; init; }

    /// <summary>The dashboard to look at.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Words that channels choose by.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>How often it was saved.</summary>
    [Answered]
    public int Version { get; init; }

    [Answered]
    public DateTimeOffset? UpdatedAt { get; init; }

    [Answered]
    public string? UpdatedBy { get; init; }

    /// <summary>How it stands, the worst of its instances; null where that is not known.</summary>
    [Answered]
    public AlertStatus? State { get; init; }

    /// <summary>Since when.</summary>
    [Answered]
    public DateTimeOffset? Since { get; init; }

    /// <summary>What the engine needs of it.</summary>
    public AlertDefinition ToDefinition() => new()
    {
        When = When,
        Window = Window,
        Every = Every,
        For = For,
        KeepFiring = KeepFiring,
        Cooldown = Cooldown,
        Lag = Lag,
        ResolveBelow = ResolveBelow,
        ResolveAbove = ResolveAbove,
        NoData = NoData,
        OnError = OnError,
        Each = Each,
        Zone = Zone,
        Message = Message,
    };
}
