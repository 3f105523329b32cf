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
        new(
            "consumers/keys-with-errors",
            "API keys with errors",
            "The API keys that met the most errors.",
            new Query { Measures = ["errors", "errorRate", "requests"], Split = "key" }) { Drill = "key" },
        new(
            "consumers/usage",
            "Usage by API key",
            "What each API key used: the sums of its requests, without estimates. For a bill the range is whole months; days are UTC days where hours are no longer kept, and the answer says so.",
            new Query { Measures = ["requests", "bytesIn", "bytesOut", "errors", "refusals"], Split = "key", Limit = 1000 }) { Widget = "table", Drill = "key", EveryValue = true },
        new(
            "consumers/requests-by-month",
            "Requests by API key and month",
            "The requests of the busiest API keys in each month, without estimates.",
            new Query { Measures = ["requests"], Split = new(["time", "key"]), Limit = 50 }) { Widget = "table", Drill = "key", Interval = "1M", EveryValue = true },
        new(
            "consumers/bytes-by-month",
            "Bytes by API key and month",
            "The body bytes to the API keys that got most, in each month, without estimates.",
            new Query { Measures = ["bytesOut"], Split = new(["time", "key"]), Limit = 50 }) { Widget = "table", Drill = "key", Interval = "1M", EveryValue = true },
        new(
            "consumers/users-total",
            "Users",
            "How many different users made requests in the range.",
            new Query { Measures = ["users"] }),
        new(
            "consumers/concurrent-users",
            "Concurrent users",
            "How many different users made requests within the same quarter of an hour; where the range is too long for that, or names an interval, within that.",
            new Query { Measures = ["users"], Split = "time" }) { Interval = "15m" },
        new(
            "consumers/users-by-number-of-requests",
            "Users by number of requests",
            "How many users made how many requests.",
            new Query { Measures = ["users"], Split = "requestsPerUser" }) { ArrivesWith = Feature.Distributions },
        new(
            "consumers/requests-per-user-over-time",
            "Requests per user over time",
            "How many requests half of the users made at most, over time.",
            new Query { Measures = ["requestsPerUserP50", "requestsPerUserP95"], Split = "time" }) { ArrivesWith = Feature.Distributions },
        new(
            "consumers/quota-use",
            "Quota use by API key",
            "How much of its quota each API key has used.",
            new Query { Measures = ["quotaUsed", "requests"], Split = "key" }) { Widget = "table", Drill = "key", ArrivesWith = Feature.Quotas },
    ];
}
