using System.Text.Json;

namespace Gateway.Analytics.Imports;

/// <summary>Caddy's access log: an object of JSON on each line.</summary>
sealed class CaddyFormat : ILogFormat
{
    public string? Read(string line, out LogEntry entry)
    {
        entry = default;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("request", out var request) || request.ValueKind != JsonValueKind.Object)
                return "it is no access log entry: it has no \"request\"";
            return new LogFields
            {
                Time = Text(root, "ts"),
                Method = Text(request, "method"),
                Target = Text(request, "uri"),
                Protocol = Text(request, "proto"),
                Status = Text(root, "status"),
                Host = Text(request, "host"),
                Address = Text(request, "client_ip") ?? Text(request, "remote_ip"),
                UserAgent = request.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object
                    && headers.TryGetProperty("User-Agent", out var agents) && agents.ValueKind == JsonValueKind.Array && agents.GetArrayLength() > 0
                    && agents[0].ValueKind == JsonValueKind.String
                    ? agents[0].GetString()
                    : null,
                BytesIn = Text(root, "bytes_read"),
                BytesOut = Text(root, "size"),
                Duration = Text(root, "duration"),
            }.Build(out entry);
        }
        catch (JsonException)
        {
            return "it is no JSON";
        }
        // JSON may hold half a surrogate pair, which is no text.
        catch (InvalidOperationException)
        {
            return "it holds a text that is none";
        }
    }

    static string? Text(JsonElement parent, string name) => !parent.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
