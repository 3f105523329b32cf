using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Alerts;

/// <summary>Instances of an alert as the store keeps them.</summary>
static class AlertStates
{
    // What says nothing is left out: most instances are fine most of the time.
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IReadOnlyList<InstanceState> Read(string json) => JsonSerializer.Deserialize<List<InstanceState>>(json, Options) ?? [];

    public static string Write(IReadOnlyList<InstanceState> instances) => JsonSerializer.Serialize(instances, Options);
}
