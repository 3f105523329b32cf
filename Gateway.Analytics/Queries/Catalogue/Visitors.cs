namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>People who came, as far as a day knows them.</summary>
static class Visitors
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "visitors/total",
            "Visitors",
            "How many different visitors came; over more than a day, visitor-days.",
            new Query { Measures = ["visitors"] }) { ArrivesWith = Feature.Visitors },
        new(
            "visitors/active",
            "Active visitors",
            "How many different visitors came, over time.",
            new Query { Measures = ["visitors"], Split = "time" }) { ArrivesWith = Feature.Visitors },
        new(
            "visitors/by-hour",
            "Visits by the hour",
            "Different visitors of each hour: who stays longer counts in each. What a session is would take a cookie, so hours stand for it.",
            new Query { Measures = ["visitors"], Split = "time" }) { Widget = "bar", Interval = "1h", ArrivesWith = Feature.Visitors },
        new(
            "visitors/top-pages",
            "Top pages",
            "The endpoints with the most visitors.",
            new Query { Measures = ["visitors", "requests"], Split = "endpoint" }) { Drill = "endpoint", ArrivesWith = Feature.Visitors },
        new(
            "visitors/not-counted",
            "Not counted",
            "Requests that are left out of the visitors, by the reason.",
            new Query { Measures = ["requests"], Split = "notCounted" }) { Drill = "notCounted", ArrivesWith = Feature.Visitors },
        new(
            "visitors/top-referrers",
            "Top referrers",
            "The hosts that sent the most visitors.",
            new Query { Measures = ["visitors", "requests"], Split = "referrerHost" }) { Drill = "referrerHost", ArrivesWith = Feature.Referrers },
        new(
            "visitors/referrer-classes",
            "Referrer classes",
            "Kinds of places that visitors came from.",
            new Query { Measures = ["visitors", "requests"], Split = "referrerClass" }) { Widget = "donut", Drill = "referrerClass", ArrivesWith = Feature.Referrers },
        new(
            "visitors/campaigns",
            "Campaigns",
            "The campaigns that brought the most visitors.",
            new Query { Measures = ["visitors", "requests"], Split = "campaign" }) { Drill = "campaign", ArrivesWith = Feature.Referrers },
    ];
}
