namespace Gateway.Analytics.Queries;

/// <summary>Bands of duration for heat maps, each from its lower bound up to the next.</summary>
static class LatencyBands
{
    /// <summary>Lower bounds in milliseconds.</summary>
    public static IReadOnlyList<double> LowerMilliseconds { get; } = [0, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];

    public static IReadOnlyList<string> Labels { get; } =
    [
        "< 5 ms", "5–10 ms", "10–25 ms", "25–50 ms", "50–100 ms", "100–250 ms", "250–500 ms",
        "0.5–1 s", "1–2.5 s", "2.5–5 s", "5–10 s", "≥ 10 s",
    ];

    /// <summary>Bounds between bands in microseconds.</summary>
    public static long[] BoundsMicros => [.. LowerMilliseconds.Skip(1).Select(bound => (long)(bound * 1000))];
}
