using System.Text.Json.Nodes;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>
/// A notice shaped as the <c>AlertEvent</c> with <c>alert: "UserAnalyticsAlert"</c> that Otoroshi's data exporters send, so that what
/// listens to those goes on to work. That gateway tells of no resolution and no split: <c>state</c>, <c>instance</c> and <c>labels</c> come on top.
/// </summary>
static class OtoroshiPayload
{
    public static string Write(AlertNotice notice) => new JsonObject
    {
        ["@id"] = notice.Key,
        ["@timestamp"] = notice.Time.ToUnixTimeMilliseconds(),
        ["@type"] = "AlertEvent",
        ["@product"] = "gateway",
        ["@serviceId"] = notice.Alert,
        ["@service"] = "Gateway",
        ["@env"] = "prod",
        ["alert"] = "UserAnalyticsAlert",
        ["alertSubcategory"] = "user-analytics",
        ["alertId"] = notice.Alert,
        ["alertName"] = notice.Name,
        ["severity"] = NoticeText.Severity(notice),
        ["message"] = notice.Message,
        ["tenant"] = notice.Tenant,
        ["teams"] = notice.Team is { } team ? new JsonArray(team) : [],
        ["windowSeconds"] = (long)(notice.WindowTo - notice.WindowFrom).TotalSeconds,
        ["combine"] = "AND",
        ["conditions"] = new JsonArray([.. notice.Conditions.Select(Condition)]),
        ["state"] = NoticeText.State(notice),
        ["instance"] = notice.Instance.Length > 0 ? notice.Instance : null,
        ["labels"] = new JsonObject(notice.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        ["link"] = notice.Link,
    }.ToJsonString();

    static JsonNode Condition(ObservedCondition condition) => new JsonObject
    {
        ["query"] = condition.Label,
        ["operator"] = condition.Operator,
        ["threshold"] = condition.Threshold,
        ["value"] = condition.Value,
        ["matched"] = condition.Verdict == Verdict.Met,
        ["error"] = condition.Problem,
    };
}
