using System.Text.Json.Serialization;
using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>
/// What an alert waits for: one of <see cref="All"/>, <see cref="Any"/> and <see cref="Not"/>, or a look at the traffic, or a look
/// at the gateway itself (<see cref="Health"/>).
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AlertCondition
{
    /// <summary>Met when all of them are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlertCondition?>? All { get; init; }

    /// <summary>Met when one of them is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlertCondition?>? Any { get; init; }

    /// <summary>Met when it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertCondition? Not { get; init; }

    /// <summary>What is looked at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertQuery? Query { get; init; }

    /// <summary>Which line of the query: a measure, or a value of the dimension that it is split by. Null: the only one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Series { get; init; }

    /// <summary>How the figures of the window become one: avg, weightedAvg, min, max, sum, last, count, or a percentile such as p90.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reduce { get; init; }

    /// <summary>&gt;, &gt;=, &lt;, &lt;=, ==, !=.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Op { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Threshold { get; init; }

    /// <summary>Compares with an earlier window: previous, day or week. The figure is then the change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Against { get; init; }

    /// <summary>How the change is told: ratio (0.5 is half as much again; the default) or difference.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? As { get; init; }

    /// <summary>True: met when no request at all matches in the window. Takes no series, reducer, operator or threshold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Absent { get; init; }

    /// <summary>While it fires, a condition with &gt; or &gt;= stays met until the figure is below this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ResolveBelow { get; init; }

    /// <summary>While it fires, a condition with &lt; or &lt;= stays met until the figure is above this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ResolveAbove { get; init; }

    /// <summary>Looks at the gateway itself, from the memory of each node: databaseAway, spoolBytes, destinationDown, keyExpiry, certificateExpiry.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Health { get; init; }
}

/// <summary>A query whose lines an alert can watch. It is always asked over time, whatever its preset is split by.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AlertQuery
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Preset { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Measures { get; init; }

    /// <summary>As in a query; of a dimension, <see cref="AlertCondition.Series"/> names the value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Split? Split { get; init; }

    /// <summary>Hold together with those of the preset.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Filter?>? Filters { get; init; }
}

/// <summary>One instance of the alert for each value of a dimension, those with the most requests first.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AlertFanOut
{
    public required string Dimension { get; init; }

    /// <summary>Most instances, 1 to 50.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>What follows from an observation that says nothing.</summary>
public enum WhenMissing
{
    /// <summary>As if the conditions were not met.</summary>
    Ok,

    /// <summary>It is a state of its own, and somebody is told.</summary>
    Alert,

    /// <summary>Everything stays as it was.</summary>
    Keep,
}
