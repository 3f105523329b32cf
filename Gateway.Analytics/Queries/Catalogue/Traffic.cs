namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>How much, and where to.</summary>
static class Traffic
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "traffic/total",
            "Requests",
            "All requests in the range.",
            new Query { Measures = ["requests"] }),
        new(
            "traffic/requests-per-second",
            "Requests per second",
            "The rate of requests over time.",
            new Query { Measures = ["requestsPerSecond"], Split = "time" }),
        new(
            "traffic/requests",
            "Requests over time",
            "How many requests came in each bucket.",
            new Query { Measures = ["requests"], Split = "time" }) { Widget = "bar" },
        new(
            "traffic/summary",
            "Summary",
            "The key figures of the range at once.",
            new Query { Measures = ["requests", "requestsPerSecond", "errorRate", "clientErrorRate", "refusalRate", "p50", "p95", "p99", "bytesIn", "bytesOut"] }),
        new(
            "traffic/bytes",
            "Traffic in and out",
            "Body bytes from and to clients over time.",
            new Query { Measures = ["bytesIn", "bytesOut"], Split = "time" }) { Widget = "area" },
        new(
            "traffic/bytes-out-total",
            "Bytes out",
            "All body bytes to clients in the range.",
            new Query { Measures = ["bytesOut"] }),
        new(
            "traffic/status-classes",
            "Status classes over time",
            "Requests by the first digit of their status over time.",
            new Query { Measures = ["requests"], Split = new(["time", "statusClass"]), Order = "key" }) { Widget = "area", Drill = "status" },
        new(
            "traffic/by-status",
            "Requests by status",
            "Which statuses clients got.",
            new Query { Measures = ["requests"], Split = "status", Limit = 20 }) { Widget = "donut", Drill = "status" },
        new(
            "traffic/by-method",
            "Requests by method",
            "Which methods clients used.",
            new Query { Measures = ["requests"], Split = "method" }) { Widget = "donut", Drill = "method" },
        new(
            "traffic/top-routes",
            "Top routes",
            "The routes with the most requests.",
            new Query { Measures = ["requests"], Split = "route" }) { Drill = "route" },
        new(
            "traffic/routes",
            "Routes",
            "The busiest routes with their key figures.",
            new Query { Measures = ["requests", "requestsPerSecond", "errorRate", "p50", "p95", "bytesOut"], Split = "route", Limit = 50 }) { Widget = "table", Drill = "route" },
        new(
            "traffic/routes-over-time",
            "Routes over time",
            "The rate of the busiest routes over time.",
            new Query { Measures = ["requestsPerSecond"], Split = new(["time", "route"]), Limit = 8 }) { Drill = "route" },
        new(
            "traffic/top-apis",
            "Top APIs",
            "The APIs with the most requests.",
            new Query { Measures = ["requests"], Split = "api" }) { Drill = "api" },
        new(
            "traffic/top-groups",
            "Top groups",
            "The groups with the most requests; a request of two groups counts in both.",
            new Query { Measures = ["requests"], Split = "group" }) { Drill = "group" },
        new(
            "traffic/top-teams",
            "Top teams",
            "The teams whose routes had the most requests.",
            new Query { Measures = ["requests"], Split = "team" }) { Drill = "team" },
        new(
            "traffic/top-hosts",
            "Top hosts",
            "The host names that were asked for most.",
            new Query { Measures = ["requests"], Split = "host" }) { Drill = "host" },
        new(
            "traffic/top-endpoints",
            "Top endpoints",
            "The endpoints with the most requests.",
            new Query { Measures = ["requests"], Split = "endpoint" }) { Drill = "endpoint" },
        new(
            "traffic/top-endpoints-by-bytes",
            "Endpoints by bytes out",
            "The endpoints that sent the most.",
            new Query { Measures = ["bytesOut", "requests"], Split = "endpoint" }) { Drill = "endpoint" },
        new(
            "traffic/top-tenants",
            "Top tenants",
            "The tenants with the most requests; for those who see all tenants.",
            new Query { Measures = ["requests"], Split = "tenant" }) { Drill = "tenant" },
        new(
            "traffic/live",
            "Live",
            "The key figures of the last five minutes.",
            new Query { Measures = ["requests", "requestsPerSecond", "errorRate", "clientErrorRate", "refusalRate", "p50", "p95", "bytesOut"] }) { From = "now-5m" },
        new(
            "traffic/endpoints",
            "Endpoints",
            "The busiest endpoints with their key figures.",
            new Query { Measures = ["requests", "errorRate", "clientErrorRate", "refusalRate", "p50", "p95", "bytesOut"], Split = "endpoint", Limit = 50 }) { Widget = "table", Drill = "endpoint" },
        new(
            "traffic/teams",
            "Teams",
            "What the teams' routes did: the busiest teams with their key figures.",
            new Query { Measures = ["requests", "requestsPerSecond", "users", "errorRate", "refusalRate", "p95", "bytesOut"], Split = "team", Limit = 50 }) { Widget = "table", Drill = "team" },
        new(
            "traffic/teams-over-time",
            "Teams over time",
            "The requests to the routes of the busiest teams over time.",
            new Query { Measures = ["requests"], Split = new(["time", "team"]), Limit = 8 }) { Drill = "team" },
    ];
}
