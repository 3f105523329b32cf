using System.Globalization;
using Gateway.Analytics.Events;

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

    /// <summary>Names in queries and answers, by bounds: <c>0-5ms</c> to <c>5000-10000ms</c>, and <c>10000ms-up</c>, which needs no escaping in an address.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. LowerMilliseconds.Select((lower, band) => band + 1 < LowerMilliseconds.Count ? Invariant($"{lower}-{LowerMilliseconds[band + 1]}ms") : Invariant($"{lower}ms-up"))];

    /// <summary>Bounds between bands in microseconds.</summary>
    public static long[] BoundsMicros => [.. LowerMilliseconds.Skip(1).Select(bound => (long)(bound * 1000))];

    /// <summary>The number of a row's band from 1; 0 for what has no latency, as heat maps leave it out too.</summary>
    public static string Sql { get; } =
        $"(case when {Outcomes.TimedSql} then width_bucket(duration_us, '{{{string.Join(',', BoundsMicros)}}}'::bigint[]) + 1 else 0 end)";

    /// <summary>As values of a dimension.</summary>
    public static IReadOnlyList<ClosedValue> Values { get; } =
        [new(0, null, "No latency"), .. Names.Select((name, band) => new ClosedValue(band + 1, name, Labels[band]))];

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
