using System.Globalization;

namespace Gateway.Analytics.Alerts;

/// <summary>
/// How the figures of a window become one. A bucket without a figure is left out: nothing is not zero.
/// To add one: a line in <see cref="All"/>, such as <c>min</c>.
/// </summary>
/// <param name="Name">As written.</param>
/// <param name="Of">From the figures that are there (never none) and what each weighs.</param>
/// <param name="OfLast">Whether only the last bucket counts, so that its absence is an absence.</param>
sealed record Reducer(string Name, Func<IReadOnlyList<double>, IReadOnlyList<double>, double?> Of, bool OfLast = false)
{
    public static IReadOnlyList<Reducer> All { get; } =
    [
        new("avg", (values, _) => values.Average()),
        new("weightedAvg", WeightedAverage),
        new("min", (values, _) => values.Min()),
        new("max", (values, _) => values.Max()),
        new("sum", (values, _) => values.Sum()),
        new("last", (values, _) => values[^1], OfLast: true),
        new("count", (values, _) => values.Count),
    ];

    public const string Percentiles = "p0 to p100, such as p90 or p99.9";

    /// <summary>Whether each figure counts by the requests that it is made of.</summary>
    public bool IsWeighted => Name == "weightedAvg";

    public static Reducer? Find(string? name)
    {
        if (All.FirstOrDefault(each => each.Name == name) is { } known)
            return known;
        return name is ['p', .. var number]
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
            ? new Reducer(name, (values, _) => Percentile(values, percent))
            : null;
    }

    /// <summary>The figure of a window; null where there is none.</summary>
    public double? Apply(ReadOnlySpan<double?> values, ReadOnlySpan<double?> weights)
    {
        if (OfLast)
            return values.IsEmpty ? null : values[^1];
        var (there, weigh) = (new List<double>(values.Length), new List<double>(values.Length));
        for (var at = 0; at < values.Length; at++)
        {
            if (values[at] is not { } value)
                continue;
            there.Add(value);
            weigh.Add(at < weights.Length ? weights[at] ?? 0 : 0);
        }

        return there.Count == 0 ? null : Of(there, weigh);
    }

    static double? WeightedAverage(IReadOnlyList<double> values, IReadOnlyList<double> weights)
    {
        var total = weights.Sum();
        return total > 0 ? values.Zip(weights, (value, weight) => value * weight).Sum() / total : null;
    }

    /// <summary>Nearest rank: the smallest value that so many percent are not above.</summary>
    static double Percentile(IReadOnlyList<double> values, double percent)
    {
        var sorted = values.Order().ToList();
        var rank = (int)Math.Ceiling(percent / 100 * sorted.Count);
        return sorted[Math.Clamp(rank, 1, sorted.Count) - 1];
    }
}
