namespace Gateway.Bench.Proxy;

/// <summary>What a loader saw.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Failed">Those not answered with a 2xx, and those not answered at all.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="P50">Median latency, milliseconds.</param>
/// <param name="P99">99th percentile of the latency, milliseconds.</param>
sealed record LoadResult(long Requests, long Failed, TimeSpan Elapsed, double P50, double P99)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;

    /// <summary>From latencies in ticks of the stopwatch; sorts them.</summary>
    public static LoadResult Of(List<long> latencies, long failed, TimeSpan elapsed)
    {
        latencies.Sort();
        return new LoadResult(latencies.Count, failed, elapsed, At(0.5), At(0.99));

        double At(double share) => latencies.Count == 0
            ? double.NaN
            : System.Diagnostics.Stopwatch.GetElapsedTime(0, latencies[Math.Min(latencies.Count - 1, (int)(latencies.Count * share))]).TotalMilliseconds;
    }
}
