using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>A notice as JSON: what a webhook gets by default and what waits in the database to be sent.</summary>
public static class NoticeJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(AlertNotice notice) => JsonSerializer.Serialize(notice, Options);

    public static AlertNotice Read(string json) => JsonSerializer.Deserialize<AlertNotice>(json, Options)!;

    /// <summary>Any other payload in the same spelling.</summary>
    internal static string Payload(object payload) => JsonSerializer.Serialize(payload, Options);
}
