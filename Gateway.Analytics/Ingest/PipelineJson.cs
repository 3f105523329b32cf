using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Analytics.Ingest;

static class PipelineJson
{
    /// <summary>How counts and states are kept in the spool's row.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
    };
}
