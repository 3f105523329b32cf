namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>How the services behind the gateway do.</summary>
static class Upstreams
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "upstreams/response-time",
            "Upstream response time",
            "Mean, median, 95th and 99th percentile of upstream time over time.",
            new Query { Measures = ["upstreamAvg", "upstreamP50", "upstreamP95", "upstreamP99"], Split = "time" }),
        new(
            "upstreams/by-destination",
            "Requests by destination",
            "How requests were spread over destinations.",
            new Query { Measures = ["requests", "errorRate", "upstreamP95"], Split = "destination" }) { Drill = "destination" },
        new(
            "upstreams/by-cluster",
            "Requests by cluster",
            "How requests were spread over clusters.",
            new Query { Measures = ["requests", "errorRate", "upstreamP95"], Split = "cluster" }) { Drill = "cluster" },
        new(
            "upstreams/slowest-destinations",
            "Slowest destinations",
            "The destinations with the highest 95th percentile of upstream time.",
            new Query { Measures = ["upstreamP95", "upstreamAvg", "requests"], Split = "destination" }) { Drill = "destination" },
        new(
            "upstreams/destinations-over-time",
            "Destinations over time",
            "The rate of the busiest destinations over time.",
            new Query { Measures = ["requestsPerSecond"], Split = new(["time", "destination"]), Limit = 8 }) { Drill = "destination" },
        new(
            "upstreams/failures-by-destination",
            "Failures by destination",
            "The destinations that failed most.",
            new Query { Measures = ["errors", "errorRate"], Split = "destination", Filters = [new Filter { Dimension = "failedBy", Values = ["upstream"] }] }) { Drill = "destination" },
        new(
            "upstreams/attempts",
            "Attempts",
            "How often destinations were asked, beside the requests, over time.",
            new Query { Measures = ["requests", "attempts"], Split = "time" }),
        new(
            "upstreams/destinations",
            "Destinations",
            "The health of each destination: requests, errors, upstream time, attempts.",
            new Query { Measures = ["requests", "errors", "errorRate", "upstreamP50", "upstreamP95", "attempts"], Split = "destination", Limit = 50 }) { Widget = "table", Drill = "destination" },
        new(
            "upstreams/attempts-by-destination",
            "Attempts by destination",
            "The destinations that were asked most often, beside the requests that ended there.",
            new Query { Measures = ["attempts", "requests"], Split = "destination" }) { Drill = "destination" },
        new(
            "upstreams/retries",
            "Retries",
            "How many requests were sent again, over time.",
            new Query { Measures = ["retries"], Split = "time" }) { Widget = "bar", ArrivesWith = Feature.Retries },
        new(
            "upstreams/retries-by-destination",
            "Retries by destination",
            "The destinations after which requests were sent again most.",
            new Query { Measures = ["retries", "requests"], Split = "destination" }) { Drill = "destination", ArrivesWith = Feature.Retries },
    ];
}
