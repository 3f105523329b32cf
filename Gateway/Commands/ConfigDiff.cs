using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Commands;

/// <summary>The changes of a plan for people: a line for each thing, below it a line for each field that differs.</summary>
static class ConfigDiff
{
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="changes">As <c>PUT /config</c> answers them: collection, tenant, id, before, after.</param>
    public static string Write(JsonArray changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            var (before, after) = (change!["before"], change["after"]);
            Line(text, "", before, after, $"{change["collection"]}/{change["id"]} ({change["tenant"]})");
            // What goes is named; what it was stands in the history.
            if (after is not null)
                Compare(text, "", before, after);
        }

        return text.ToString();
    }

    /// <summary>Such as "2 new, 1 changed, 0 removed".</summary>
    public static string Count(JsonArray changes)
    {
        var made = changes.Count(change => change!["before"] is null);
        var removed = changes.Count(change => change!["after"] is null);
        return $"{made} new, {changes.Count - made - removed} changed, {removed} removed";
    }

    static void Compare(StringBuilder text, string path, JsonNode? before, JsonNode? after)
    {
        switch (before, after)
        {
            case var _ when JsonNode.DeepEquals(before, after):
                break;
            case (JsonObject or null, JsonObject fields):
                var old = before as JsonObject ?? [];
                foreach (var name in fields.Select(field => field.Key).Union(old.Select(field => field.Key)))
                    Compare(text, path.Length == 0 ? name : $"{path}.{name}", old[name], fields[name]);
                break;
            case (JsonArray olds, JsonArray news) when ById(olds) is { } oldById && ById(news) is { } newById:
                foreach (var id in newById.Keys.Union(oldById.Keys))
                    Compare(text, $"{path}[{id}]", oldById.GetValueOrDefault(id), newById.GetValueOrDefault(id));
                if (!oldById.Keys.Where(newById.ContainsKey).SequenceEqual(newById.Keys.Where(oldById.ContainsKey)))
                    text.Append("    ~ ").Append(Shown.Of(path)).Append(": another order\n");
                break;
            // An empty list of something new is not worth a line.
            case (null, JsonArray { Count: 0 }):
                break;
            default:
                var value = before is null ? Json(after) : after is null ? Json(before) : $"{Json(before)} -> {Json(after)}";
                Line(text, "    ", before, after, $"{path}: {value}");
                break;
        }
    }

    static void Line(StringBuilder text, string indent, JsonNode? before, JsonNode? after, string what) =>
        text.Append(indent).Append(before is null ? "+ " : after is null ? "- " : "~ ").Append(Shown.Of(what)).Append('\n');

    static string Json(JsonNode? node) => node?.ToJsonString(Relaxed) ?? "null";

    /// <summary>The list by the ids of its objects; null: it is no list of such.</summary>
    static Dictionary<string, JsonNode>? ById(JsonArray list)
    {
        var byId = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var item in list)
        {
            if (item is not JsonObject fields || fields["id"] is not JsonValue id || !byId.TryAdd(id.ToString(), fields))
                return null;
        }

        return byId;
    }
}
