using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>A notice as JSON, as a webhook gets it.</summary>
static class NoticeJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(AlertNotice notice) => Payload(new
    {
        notice.Key,
        notice.Incident,
        notice.Tenant,
        notice.Team,
        notice.Alert,
        notice.Name,
        notice.Severity,
        State = NoticeText.State(notice),
        Instance = notice.Instance.Length > 0 ? notice.Instance : null,
        notice.Time,
        notice.WindowFrom,
        notice.WindowTo,
        notice.Message,
        notice.Labels,
        notice.Link,
        notice.Conditions,
        notice.Series,
    });

    /// <summary>Any other payload in the same spelling.</summary>
    public static string Payload(object payload) => JsonSerializer.Serialize(payload, Options);
}
