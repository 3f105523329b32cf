using System.Text.Json.Nodes;

namespace Gateway.Admin.Http;

/// <summary>JSON merge patch (RFC 7396): null removes, objects merge, everything else replaces.</summary>
static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
                result.Remove(name);
            else
                result[name] = Apply(result[name]?.DeepClone(), value);
        }

        return result;
    }
}
