namespace Gateway.Metrics;

/// <summary>A counter for each value, or pair of values, of closed sets. Begins with 0 for all of them.</summary>
sealed class ClosedSeries(MetricFamily family)
{
    readonly string[] labels = [.. All(family)];
    readonly long[] counts = new long[family.Series(0)];

    public void Add(int index, long count = 1) => Interlocked.Add(ref counts[index], count);

    public void Write(Exposition to)
    {
        to.Begin(family);
        for (var index = 0; index < counts.Length; index++)
            to.Sample(labels[index], Interlocked.Read(ref counts[index]));
    }

    static IEnumerable<string> All(MetricFamily family) => family.Labels switch
    {
        [var one] => one.Values!.Select(value => Exposition.Labels((one.Name, value))),
        [var one, var two] => one.Values!.SelectMany(value => two.Values!.Select(second => Exposition.Labels((one.Name, value), (two.Name, second)))),
        _ => throw new NotSupportedException($"{family.Name} has {family.Labels.Length} labels."),
    };
}
