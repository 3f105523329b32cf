namespace Gateway.Analytics.Queries;

/// <summary>The one list of measures. What is an error, a refusal, a time is said in <see cref="Queries.Parts"/>.</summary>
public static class Measures
{
    const double FromMicros = 0.001;

    public static IReadOnlyList<Measure> All { get; } =
    [
        new("requests", "Requests", Units.Count, Parts.Requests, "Completed exchanges, also those the gateway answered itself."),
        new("requestsPerSecond", "Requests per second", Units.RequestsPerSecond, Parts.Recorded, "Requests by the seconds that are recorded; a partial bucket is divided by what it covers.") { PerSecond = true },
        new("errors", "Errors", Units.Count, Parts.Errors, "5xx answers, whoever made them, and exchanges that failed at client, gateway or upstream."),
        Share("errorRate", "Error rate", Parts.Errors, "Errors by requests."),
        new("clientErrors", "Client errors", Units.Count, Parts.ClientErrors, "4xx answers that no policy made."),
        Share("clientErrorRate", "Client error rate", Parts.ClientErrors, "Client errors by requests."),
        new("refusals", "Refusals", Units.Count, Parts.Refusals, "Requests that a policy refused: key, token, size, limit."),
        Share("refusalRate", "Refusal rate", Parts.Refusals, "Refusals by requests."),
        Mean("durationAvg", "Average duration", Parts.DurationSum, Parts.TimedCount, "Mean time from the request's first byte to the end of its answer."),
        Time("p50", "Median duration", Parts.Duration(0.5), "Half of the exchanges took at most this."),
        Time("p75", "75th percentile", Parts.Duration(0.75), "75 % of the exchanges took at most this."),
        Time("p90", "90th percentile", Parts.Duration(0.9), "90 % of the exchanges took at most this."),
        Time("p95", "95th percentile", Parts.Duration(0.95), "95 % of the exchanges took at most this."),
        Time("p99", "99th percentile", Parts.Duration(0.99), "99 % of the exchanges took at most this."),
        Time("p999", "99.9th percentile", Parts.Duration(0.999), "99.9 % of the exchanges took at most this."),
        Time("durationMax", "Longest duration", Parts.DurationMax, "The longest exchange."),
        Mean("upstreamAvg", "Average upstream time", Parts.UpstreamSum, Parts.ForwardedCount, "Mean time that upstreams took for forwarded requests."),
        Time("upstreamP50", "Median upstream time", Parts.Upstream(0.5), "Half of the forwarded requests waited at most this for the upstream."),
        Time("upstreamP75", "75th percentile of upstream time", Parts.Upstream(0.75), "75 % of the forwarded requests waited at most this for the upstream."),
        Time("upstreamP90", "90th percentile of upstream time", Parts.Upstream(0.9), "90 % of the forwarded requests waited at most this for the upstream."),
        Time("upstreamP95", "95th percentile of upstream time", Parts.Upstream(0.95), "95 % of the forwarded requests waited at most this for the upstream."),
        Time("upstreamP99", "99th percentile of upstream time", Parts.Upstream(0.99), "99 % of the forwarded requests waited at most this for the upstream."),
        Time("upstreamP999", "99.9th percentile of upstream time", Parts.Upstream(0.999), "99.9 % of the forwarded requests waited at most this for the upstream."),
        Time("upstreamMax", "Longest upstream time", Parts.UpstreamMax, "The longest that a forwarded request waited for the upstream."),
        Mean("ownAvg", "Average own share", Parts.OwnSum, Parts.ForwardedCount, "Mean time that the gateway itself added to forwarded requests."),
        Time("ownP50", "Median own share", Parts.OwnShare(0.5), "The gateway added at most this to half of the forwarded requests."),
        Time("ownP75", "75th percentile of own share", Parts.OwnShare(0.75), "The gateway added at most this to 75 % of the forwarded requests."),
        Time("ownP90", "90th percentile of own share", Parts.OwnShare(0.9), "The gateway added at most this to 90 % of the forwarded requests."),
        Time("ownP95", "95th percentile of own share", Parts.OwnShare(0.95), "The gateway added at most this to 95 % of the forwarded requests."),
        Time("ownP99", "99th percentile of own share", Parts.OwnShare(0.99), "The gateway added at most this to 99 % of the forwarded requests."),
        Time("ownP999", "99.9th percentile of own share", Parts.OwnShare(0.999), "The gateway added at most this to 99.9 % of the forwarded requests."),
        Time("ownMax", "Largest own share", Parts.OwnMax, "The most that the gateway added to a forwarded request."),
        new("bytesIn", "Bytes in", Units.Bytes, Parts.BytesIn, "Body bytes from clients."),
        new("bytesOut", "Bytes out", Units.Bytes, Parts.BytesOut, "Body bytes to clients."),
        new("attempts", "Upstream attempts", Units.Count, Parts.Attempts, "How often destinations were asked, retries included."),
        new("users", "Users", Units.Count, Parts.Users, "Different subjects of tokens, or consumers of API keys; requests with neither have none."),
    ];

    internal static Measure Requests { get; } = All[0];

    static Measure Share(string name, string label, Part of, string description) =>
        new(name, label, Units.Ratio, of, description) { Per = Parts.Requests };

    static Measure Mean(string name, string label, Part of, Part per, string description) =>
        new(name, label, Units.Milliseconds, of, description) { Per = per, Scale = FromMicros };

    static Measure Time(string name, string label, Part of, string description) =>
        new(name, label, Units.Milliseconds, of, description) { Scale = FromMicros };
}
