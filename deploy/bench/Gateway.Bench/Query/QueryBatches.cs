using Gateway.Analytics.Queries;

namespace Gateway.Bench.Query;

/// <summary>What is asked: each a dashboard's one round trip.</summary>
static class QueryBatches
{
    /// <summary>Eight widgets over thirty days.</summary>
    public static QueryRequest Overview { get; } = new()
    {
        Range = new TimeRange { From = "now-30d", To = "now", Zone = "UTC" },
        Queries =
        [
            new Gateway.Analytics.Queries.Query { Ref = "requests", Measures = ["requests"] },
            new Gateway.Analytics.Queries.Query { Ref = "errorRate", Measures = ["errorRate"] },
            new Gateway.Analytics.Queries.Query { Ref = "rate", Measures = ["requestsPerSecond"], Split = "time" },
            new Gateway.Analytics.Queries.Query { Ref = "durations", Measures = ["p50", "p75", "p95", "p99"], Split = "time" },
            new Gateway.Analytics.Queries.Query { Ref = "statuses", Measures = ["requestsPerSecond"], Split = new Split(["time", "statusClass"]) },
            new Gateway.Analytics.Queries.Query { Ref = "errors", Measures = ["errorRate"], Split = "time" },
            new Gateway.Analytics.Queries.Query { Ref = "routes", Measures = ["requests", "errorRate", "p95"], Split = "route", Limit = 10 },
            new Gateway.Analytics.Queries.Query { Ref = "keys", Measures = ["requests"], Split = "key", Limit = 10 },
        ],
    };

    /// <summary>The overview in a zone whose days are not the store's.</summary>
    public static QueryRequest OverviewInKolkata { get; } = Overview with { Range = Overview.Range! with { Zone = "Asia/Kolkata" } };

    /// <summary>Twelve widgets over yesterday, narrowed to a country and a browser: no cell is divided by both.</summary>
    public static QueryRequest Raw { get; } = new()
    {
        Range = new TimeRange { From = "now-1d/d", To = "now/d", Zone = "UTC" },
        Filters = [new Filter { Dimension = "country", Values = ["FR"] }, new Filter { Dimension = "browser", Values = ["chrome"] }],
        Queries =
        [
            .. Overview.Queries!,
            new Gateway.Analytics.Queries.Query { Ref = "refusals", Measures = ["refusals"] },
            new Gateway.Analytics.Queries.Query { Ref = "bytes", Measures = ["bytesIn", "bytesOut"], Split = "time" },
            new Gateway.Analytics.Queries.Query { Ref = "countries", Measures = ["requests"], Split = "country", Limit = 6 },
            new Gateway.Analytics.Queries.Query { Ref = "browsers", Measures = ["requests"], Split = "browser", Limit = 6 },
        ],
    };
}
