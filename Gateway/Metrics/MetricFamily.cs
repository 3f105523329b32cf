namespace Gateway.Metrics;

enum MetricType
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>A label of a family with what it may say.</summary>
/// <param name="Values">The closed set; null where values come from the configuration or from a list in the code.</param>
/// <param name="Most">How many there are at most; 0 where only the caps limit them.</param>
sealed record MetricLabel(string Name, IReadOnlyList<string>? Values, int Most)
{
    public static MetricLabel Of(string name, params IReadOnlyList<string> values) => new(name, values, values.Count);

    /// <summary>Values are ids of the configuration: a client cannot make one up.</summary>
    public static MetricLabel Configured(string name) => new(name, null, 0);

    /// <summary>Values are names of things in the code, such as sinks.</summary>
    public static MetricLabel Coded(string name, int most) => new(name, null, most);
}

/// <summary>
/// A family of series as it is declared. What is not in the list of <see cref="Families"/> is not written, so the size of an
/// answer can be told beforehand. To add one: there, and where its value is known (see <see cref="WorkFamilies"/>).
/// </summary>
sealed record MetricFamily(string Name, MetricType Type, string Help, params MetricLabel[] Labels)
{
    /// <summary>Whether its size depends on the configuration.</summary>
    public bool IsConfigured => Labels.Any(label => label.Most == 0);

    /// <summary>Most series: of the whole family, or of one set of ids where it depends on the configuration.</summary>
    /// <param name="bounds">Finite buckets of a histogram.</param>
    public int Series(int bounds) => Labels.Where(label => label.Most > 0).Aggregate(Type == MetricType.Histogram ? bounds + 3 : 1, (product, label) => product * label.Most);
}
