using System.Diagnostics.CodeAnalysis;

namespace Gateway.Analytics.Queries;

/// <summary>What queries are made of: the product's own measures and dimensions, and those that others register as services.</summary>
public sealed class Vocabulary
{
    readonly Dictionary<string, Measure> measures = new(StringComparer.Ordinal);
    readonly Dictionary<string, Dimension> dimensions = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">A name is taken or is none; the message lists all such.</exception>
    public Vocabulary(IEnumerable<Measure> moreMeasures, IEnumerable<Dimension> moreDimensions)
    {
        Measures = [.. Queries.Measures.All, .. moreMeasures];
        Dimensions = [.. Queries.Dimensions.All, .. moreDimensions];
        var wrong = Measures.Where(measure => !IsName(measure.Name) || !measures.TryAdd(measure.Name, measure)).Select(measure => measure.Name)
            .Concat(Dimensions.Where(dimension => !IsName(dimension.Name) || !dimensions.TryAdd(dimension.Name, dimension)).Select(dimension => dimension.Name))
            .ToList();
        if (wrong.Count > 0)
            throw new InvalidOperationException($"Measures or dimensions that cannot be used: {string.Join(", ", wrong)}. A name is new, of letters and digits, and begins with a small letter.");
    }

    /// <summary>The product's own.</summary>
    public static Vocabulary BuiltIn { get; } = new([], []);

    public IReadOnlyList<Measure> Measures { get; }

    public IReadOnlyList<Dimension> Dimensions { get; }

    public bool TryFind(string name, [NotNullWhen(true)] out Measure? measure) => measures.TryGetValue(name, out measure);

    public bool TryFind(string name, [NotNullWhen(true)] out Dimension? dimension) => dimensions.TryGetValue(name, out dimension);

    /// <summary>"time" and "latency" are splits of their own.</summary>
    static bool IsName(string name) =>
        name.Length is > 0 and <= 50 && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit) && name is not ("time" or "latency");
}
