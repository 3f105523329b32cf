namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>What the gateway itself adds.</summary>
static class Gateway
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "gateway/own-average",
            "Average own share",
            "The mean time that the gateway added to forwarded requests, over time.",
            new Query { Measures = ["ownAvg"], Split = "time" }),
        new(
            "gateway/own-p95",
            "Own share, 95th percentile",
            "The gateway added at most this to 95 % of the forwarded requests, over time.",
            new Query { Measures = ["ownP95"], Split = "time" }),
        new(
            "gateway/shares",
            "Upstream and own share",
            "Where the time goes: the upstream's and the gateway's mean share over time.",
            new Query { Measures = ["upstreamAvg", "ownAvg"], Split = "time" }) { Widget = "area" },
        new(
            "gateway/own-by-route",
            "Own share by route",
            "The routes to which the gateway adds most.",
            new Query { Measures = ["ownAvg", "ownP95", "requests"], Split = "route" }) { Drill = "route" },
        new(
            "gateway/by-node",
            "Requests by node",
            "How requests were spread over nodes.",
            new Query { Measures = ["requests", "errorRate", "ownAvg"], Split = "node" }) { Drill = "node" },
        new(
            "gateway/nodes-over-time",
            "Nodes over time",
            "The rate of each node over time.",
            new Query { Measures = ["requestsPerSecond"], Split = new(["time", "node"]) }) { Drill = "node" },
        new(
            "gateway/config-versions",
            "Configuration versions over time",
            "Which configuration answered, over time.",
            new Query { Measures = ["requests"], Split = new(["time", "configVersion"]) }) { Widget = "area", Drill = "configVersion" },
    ];
}
