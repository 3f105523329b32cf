namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>What policies refused: keys, sizes, limits.</summary>
static class Refusals
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "refusals/total",
            "Refusals",
            "Requests that a policy refused.",
            new Query { Measures = ["refusals"] }) { Drill = "reason" },
        new(
            "refusals/refusals",
            "Refusals over time",
            "Requests that a policy refused, over time.",
            new Query { Measures = ["refusals"], Split = "time" }) { Widget = "bar" },
        new(
            "refusals/rate",
            "Refusal rate",
            "Refusals by requests over time.",
            new Query { Measures = ["refusalRate"], Split = "time" }),
        new(
            "refusals/by-reason",
            "Refusals by reason",
            "Why policies refused.",
            new Query { Measures = ["refusals"], Split = "reason", Filters = [new Filter { Dimension = "failedBy", Values = ["policy"] }] }) { Drill = "reason" },
        new(
            "refusals/reasons-over-time",
            "Refusals by reason over time",
            "Why policies refused, over time.",
            new Query { Measures = ["refusals"], Split = new(["time", "reason"]), Filters = [new Filter { Dimension = "failedBy", Values = ["policy"] }] }) { Widget = "area", Drill = "reason" },
        new(
            "refusals/by-status",
            "Refusals by status",
            "The statuses of refusals.",
            new Query { Measures = ["refusals"], Split = "status", Filters = [new Filter { Dimension = "failedBy", Values = ["policy"] }] }) { Drill = "status" },
        new(
            "refusals/top-routes",
            "Routes with refusals",
            "The routes with the most refusals.",
            new Query { Measures = ["refusals", "refusalRate"], Split = "route" }) { Drill = "route" },
        new(
            "refusals/top-keys",
            "Keys with refusals",
            "The API keys that were refused most.",
            new Query { Measures = ["refusals", "refusalRate"], Split = "key" }) { Drill = "key" },
        new(
            "refusals/by-quota",
            "Keys over their quota",
            "The API keys that were refused because their quota was used up.",
            new Query { Measures = ["refusals"], Split = "key", Filters = [new Filter { Dimension = "reason", Values = ["quotaExceeded"] }] }) { Drill = "key", ArrivesWith = Feature.Quotas },
    ];
}
