namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>5xx answers and failed exchanges. Client errors are apart.</summary>
static class Errors
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "errors/total",
            "Errors",
            "5xx answers and failed exchanges in the range.",
            new Query { Measures = ["errors"] }) { Drill = "reason" },
        new(
            "errors/rate",
            "Error rate",
            "Errors by requests over time.",
            new Query { Measures = ["errorRate"], Split = "time" }),
        new(
            "errors/rate-total",
            "Error rate of the range",
            "Errors by requests in the range.",
            new Query { Measures = ["errorRate"] }),
        new(
            "errors/errors",
            "Errors over time",
            "5xx answers and failed exchanges over time.",
            new Query { Measures = ["errors"], Split = "time" }) { Widget = "bar" },
        new(
            "errors/client-errors",
            "Client errors over time",
            "4xx answers that no policy made, over time.",
            new Query { Measures = ["clientErrors"], Split = "time" }) { Widget = "bar" },
        new(
            "errors/client-error-rate",
            "Client error rate",
            "Client errors by requests over time.",
            new Query { Measures = ["clientErrorRate"], Split = "time" }),
        new(
            "errors/top-routes",
            "Routes with errors",
            "The routes with the most errors.",
            new Query { Measures = ["errors", "errorRate"], Split = "route" }) { Drill = "route" },
        new(
            "errors/top-endpoints",
            "Endpoints with errors",
            "The endpoints with the most errors.",
            new Query { Measures = ["errors", "errorRate"], Split = "endpoint" }) { Drill = "endpoint" },
        new(
            "errors/by-cause",
            "Errors by who failed",
            "Who made the exchanges fail: client, gateway or upstream; none is a complete answer with status 5xx.",
            new Query { Measures = ["errors"], Split = "failedBy" }) { Widget = "donut", Drill = "failedBy" },
        new(
            "errors/by-reason",
            "Errors by reason",
            "Why exchanges failed.",
            new Query { Measures = ["errors"], Split = "reason", Limit = 20 }) { Drill = "reason" },
        new(
            "errors/by-status",
            "Errors by status",
            "Which statuses the failed exchanges ended with.",
            new Query { Measures = ["errors"], Split = "status", Limit = 20 }) { Drill = "status" },
        new(
            "errors/client-errors-by-status",
            "Client errors by status",
            "Which 4xx statuses clients got without a refusal.",
            new Query { Measures = ["clientErrors"], Split = "status", Limit = 20 }) { Drill = "status" },
        new(
            "errors/reasons-over-time",
            "Errors by reason over time",
            "Why exchanges failed, over time.",
            new Query { Measures = ["errors"], Split = new(["time", "reason"]), Limit = 8 }) { Widget = "area", Drill = "reason" },
    ];
}
