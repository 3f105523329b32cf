using System.Globalization;

namespace Gateway.Metrics;

/// <summary>The finite upper bounds that all histograms share, with their labels.</summary>
sealed class HistogramBounds(long[] micros)
{
    public long[] Micros { get; } = micros;

    /// <summary>As <c>le="0.5"</c>.</summary>
    public IReadOnlyList<string> Texts { get; } = [.. micros.Select(bound => $"le=\"{Seconds(bound)}\"")];

    /// <summary>The same where a whole number needs its point.</summary>
    public IReadOnlyList<string> Floats { get; } = [.. micros.Select(bound => $"le=\"{(bound % 1_000_000 == 0 ? Seconds(bound) + ".0" : Seconds(bound))}\"")];

    static string Seconds(long micros) => (micros / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>Counts times by bucket. Many may observe at once; a reader sees each of them whole or not at all, sum and buckets apart.</summary>
sealed class LatencyHistogram(HistogramBounds bounds)
{
    readonly long[] counts = new long[bounds.Micros.Length + 1];
    long sum;

    public HistogramBounds Bounds => bounds;

    public double SumSeconds => Interlocked.Read(ref sum) / 1e6;

    /// <summary>In the bucket alone, not in those below.</summary>
    public long Count(int bucket) => Interlocked.Read(ref counts[bucket]);

    public void Observe(long micros)
    {
        var ends = bounds.Micros;
        var bucket = 0;
        while (bucket < ends.Length && micros > ends[bucket])
            bucket++;
        Interlocked.Increment(ref counts[bucket]);
        Interlocked.Add(ref sum, micros);
    }
}
