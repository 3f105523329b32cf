namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>Who calls.</summary>
static class Consumers
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "consumers/top-keys",
            "Top API keys",
            "The API keys with the most requests.",
            new Query { Measures = ["requests"], Split = "key" }) { Drill = "key" },
        new(
            "consumers/keys",
            "API keys",
            "The busiest API keys with their key figures.",
            new Query { Measures = ["requests", "errorRate", "clientErrorRate", "refusalRate", "p95", "bytesOut"], Split = "key", Limit = 50 }) { Widget = "table", Drill = "key" },
        new(
            "consumers/top-consumers",
            "Top consumers",
            "The consumers with the most requests.",
            new Query { Measures = ["requests"], Split = "consumer" }) { Drill = "consumer" },
        new(
            "consumers/consumers",
            "Consumers",
            "The busiest consumers with their key figures.",
            new Query { Measures = ["requests", "errorRate", "clientErrorRate", "refusalRate", "p95", "bytesOut"], Split = "consumer", Limit = 50 }) { Widget = "table", Drill = "consumer" },
        new(
            "consumers/consumers-over-time",
            "Consumers over time",
            "The rate of the busiest consumers over time.",
            new Query { Measures = ["requestsPerSecond"], Split = new(["time", "consumer"]), Limit = 8 }) { Drill = "consumer" },
        new(
            "consumers/active-users",
            "Active users",
            "How many different users made requests, over time.",
            new Query { Measures = ["users"], Split = "time" }),
        new(
            "consumers/top-users",
            "Top users",
            "The users with the most requests, by pseudonym.",
            new Query { Measures = ["requests", "errorRate", "refusalRate"], Split = "user" }) { Widget = "table", Drill = "user" },
        new(
            "consumers/keys-over-time",
            "API keys over time",
            "The rate of the busiest API keys over time.",
            new Query { Measures = ["requestsPerSecond"], Split = new(["time", "key"]), Limit = 8 }) { Drill = "key" },
        new(
            "consumers/keys-with-client-errors",
            "API keys with client errors",
            "The API keys that made the most client errors.",
            new Query { Measures = ["clientErrors", "clientErrorRate"], Split = "key" }) { Drill = "key" },
    ];
}
