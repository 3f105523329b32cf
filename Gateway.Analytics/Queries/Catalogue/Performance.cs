namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>How fast, as clients see it.</summary>
static class Performance
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "performance/duration-average",
            "Average response time",
            "Mean duration over time.",
            new Query { Measures = ["durationAvg"], Split = "time" }),
        new(
            "performance/percentiles",
            "Latency percentiles",
            "What half, three quarters, 95 % and 99 % of the requests took at most, over time.",
            new Query { Measures = ["p50", "p75", "p95", "p99"], Split = "time" }),
        new(
            "performance/p95",
            "95th percentile",
            "95 % of the requests took at most this.",
            new Query { Measures = ["p95"] }),
        new(
            "performance/p99",
            "99th percentile",
            "99 % of the requests took at most this.",
            new Query { Measures = ["p99"] }),
        new(
            "performance/median",
            "Median response time",
            "Half of the requests took at most this.",
            new Query { Measures = ["p50"] }),
        new(
            "performance/slowest",
            "Longest request",
            "The longest duration over time.",
            new Query { Measures = ["durationMax"], Split = "time" }),
        new(
            "performance/heatmap",
            "Latency heat map",
            "How many requests took how long, over time.",
            new Query { Measures = ["requests"], Split = new(["time", "latency"]) }),
        new(
            "performance/slowest-routes",
            "Slowest routes",
            "The routes with the highest 95th percentile.",
            new Query { Measures = ["p95", "p50", "requests"], Split = "route" }) { Drill = "route" },
        new(
            "performance/slowest-endpoints",
            "Slowest endpoints",
            "The endpoints with the highest 95th percentile.",
            new Query { Measures = ["p95", "p50", "requests"], Split = "endpoint" }) { Drill = "endpoint" },
        new(
            "performance/routes-over-time",
            "95th percentile by route",
            "The 95th percentile of the busiest routes over time.",
            new Query { Measures = ["p95"], Split = new(["time", "route"]), Limit = 8, Order = "requests" }) { Drill = "route" },
        new(
            "performance/slowest-keys",
            "Slowest API keys",
            "The API keys whose requests have the highest 95th percentile.",
            new Query { Measures = ["p95", "p50", "requests"], Split = "key" }) { Drill = "key" },
    ];
}
