namespace Gateway.Analytics.Queries;

/// <summary>
/// A figure over a set of exchanges: a part, a part per another part, or a part per second.
/// To add one: an entry in <see cref="Measures"/>, and a part in <c>Parts.cs</c> when no existing one will do. An assembly of
/// one's own registers <see cref="Ratio"/> or <see cref="OfEvents"/> as a singleton.
/// </summary>
public sealed record Measure
{
    internal Measure(string name, string label, string unit, Part of, string description)
    {
        (Name, Label, Unit, Description) = (name, label, unit, description);
        Of = of;
    }

    /// <summary>One count or sum by another, such as bytes by requests: from cells like both.</summary>
    /// <exception cref="ArgumentException">One of them is no plain count, sum or time.</exception>
    public static Measure Ratio(string name, string label, string unit, Measure of, Measure per, string description) =>
        new[] { of, per }.All(each => each is { Per: null, PerSecond: false, Of.Merge: Merge.Sum })
            ? new Measure(name, label, unit, of.Of, description) { Per = per.Of, Scale = of.Scale / per.Scale }
            : throw new ArgumentException($"{of.Name} by {per.Name}: both have to be plain counts or sums.", nameof(of));

    /// <summary>
    /// An aggregate over single requests, in SQL over the columns of <c>events</c> that a query reads: time, status, failed_by, protocol, duration_us,
    /// upstream_us, bytes_in, bytes_out, attempts, user_id. It reaches back as far as single requests are kept.
    /// </summary>
    public static Measure OfEvents(string name, string label, string unit, string sql, string description) =>
        new(name, label, unit, new Part($"own_{name}".ToLowerInvariant(), $"({sql})::float8", Merge.None, _ => null) { OfEvents = true }, description);

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
