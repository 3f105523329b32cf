namespace Gateway.Analytics.Queries;

/// <summary>
/// A figure over a set of exchanges: a part, a part per another part, or a part per second.
/// To add one: an entry in <see cref="Measures"/>, and a part in <c>Parts.cs</c> when no existing one will do.
/// </summary>
public sealed record Measure
{
    internal Measure(string name, string label, string unit, Part of, string description)
    {
        (Name, Label, Unit, Description) = (name, label, unit, description);
        Of = of;
    }

    public string Name { get; }

    public string Label { get; }

    /// <summary>One of <see cref="Units"/>.</summary>
    public string Unit { get; }

    public string Description { get; }

    /// <summary>What no exchange at all gives: 0 for counts, null for ratios and times.</summary>
    public double? Empty => PerSecond || (Per is null && (Of.Merge == Merge.Sum || Unit == Units.Count)) ? 0 : null;

    internal Part Of { get; }

    internal Part? Per { get; init; }

    internal double Scale { get; init; } = 1;

    internal bool PerSecond { get; init; }

    internal IEnumerable<Part> Parts => Per is null ? [Of] : [Of, Per];

    /// <summary>The figure from its parts; null where it does not exist.</summary>
    internal double? Value(Func<Part, double?> part, double seconds) =>
        part(Of) is not { } of ? null
        : PerSecond ? (seconds > 0 ? of / seconds : null)
        : Per is null ? of * Scale
        : part(Per) is > 0 and var per ? of * Scale / per
        : null;

    /// <summary>An expression that orders as the figure does.</summary>
    internal string RankSql(Func<Part, string> part) => Per is null ? part(Of) : $"{part(Of)} / nullif({part(Per)}, 0)";
}
