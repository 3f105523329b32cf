using System.Text.Json;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Sinks;

/// <summary>An event as one JSON object: names as in the API, only what is there.</summary>
static class JsonLine
{
    public static void Write(Utf8JsonWriter json, in EventRow row, Guid spool)
    {
        var captured = row.Event;
        json.WriteStartObject();
        json.WriteString("time"u8, captured.Time);
        json.WriteString("spool"u8, spool);
        json.WriteNumber("sequence"u8, row.Sequence);
        Text(json, "tenant", captured.Tenant);
        Text(json, "route", captured.Route);
        Text(json, "api", captured.Api);
        Text(json, "team", captured.Team);
        if (captured.Groups is { Length: > 0 } groups)
        {
            json.WriteStartArray("groups"u8);
            foreach (var group in groups)
                json.WriteStringValue(Storable(group));
            json.WriteEndArray();
        }

        Text(json, "cluster", captured.Cluster);
        Text(json, "destination", captured.Destination);
        Text(json, "key", captured.Key);
        Text(json, "consumer", captured.Consumer);
        if (captured.User != 0)
            json.WriteString("user"u8, captured.User.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("method"u8, RequestMethods.Names[(int)captured.Method]);
        Text(json, "host", captured.Host);
        Text(json, "endpoint", row.Endpoint);
        Text(json, "path", captured.Path);
        json.WriteString("protocol"u8, JsonNamingPolicy.CamelCase.ConvertName(captured.Protocol.ToString()));
        json.WriteNumber("status"u8, captured.Status);
        if (captured.UpstreamStatus > 0)
            json.WriteNumber("upstreamStatus"u8, captured.UpstreamStatus);
        Named(json, "failedBy", captured.FailedBy);
        Named(json, "reason", captured.Reason);
        json.WriteNumber("attempts"u8, captured.Attempts);
        json.WriteNumber("durationMicros"u8, captured.DurationMicros);
        Micros(json, "upstreamMicros", captured.UpstreamMicros);
        Micros(json, "firstByteMicros", captured.FirstByteMicros);
        json.WriteNumber("bytesIn"u8, captured.BytesIn);
        json.WriteNumber("bytesOut"u8, captured.BytesOut);
        Text(json, "country", captured.Country == default ? null : captured.Country.ToString());
        Named(json, "browser", row.Client.Browser);
        Named(json, "os", row.Client.Os);
        Named(json, "device", row.Client.Device);
        Named(json, "trafficClass", row.Client.TrafficClass);
        json.WriteNumber("configVersion"u8, captured.ConfigVersion);
        if (captured.TraceId != UInt128.Zero)
            json.WriteString("traceId"u8, captured.TraceId.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, Storable(text));
    }

    // A line must be valid JSON whatever came through capture.
    static string Storable(string text) => StorableText.Clean(text, text.Length);

    static void Micros(Utf8JsonWriter json, string name, long micros)
    {
        if (micros >= 0)
            json.WriteNumber(name, micros);
    }

    static void Named<T>(Utf8JsonWriter json, string name, T value)
        where T : struct, Enum
    {
        if (!value.Equals(default(T)))
            json.WriteString(name, JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
