using System.Text.Json;
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
        ["severity"] = notice.Severity,
        ["message"] = notice.Message,
        ["tenant"] = notice.Tenant,
        ["teams"] = notice.Team is { } team ? new JsonArray(team) : [],
        ["windowSeconds"] = notice is { From: { } from, To: { } to } ? (long)(to - from).TotalSeconds : null,
        ["combine"] = "AND",
        ["conditions"] = new JsonArray([.. notice.Conditions.Select(Condition)]),
        ["state"] = JsonNamingPolicy.CamelCase.ConvertName(notice.State.ToString()),
        ["instance"] = notice.Instance,
        ["labels"] = new JsonObject(notice.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        ["link"] = notice.Link,
    }.ToJsonString();

    static JsonNode Condition(NoticeCondition condition) => new JsonObject
    {
        ["query"] = condition.Query,
        ["reducer"] = condition.Reduce,
        ["operator"] = condition.Operator,
        ["threshold"] = condition.Threshold,
        ["value"] = condition.Value,
        ["matched"] = condition.Met,
        ["error"] = condition.Error,
    };
}
