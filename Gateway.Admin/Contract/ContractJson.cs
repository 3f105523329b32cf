using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Admin.Contract;

/// <summary>The one way documents are written: camelCase, names for enums, nulls kept, nothing escaped but what JSON and HTML need.</summary>
static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            AllowDuplicateProperties = false,
            MaxDepth = 32,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Encoder = JavaScriptEncoder.Default,
        };
        // These are written as in YARP, which the contract follows there.
        AddAsIs<LoadBalancing>(options);
        AddAsIs<MatchMode>(options);
        AddAsIs<AvailableDestinations>(options);
        AddAsIs<AffinityPolicy>(options);
        AddAsIs<AffinityFailure>(options);
        AddAsIs<CookieSameSite>(options);
        AddAsIs<CookieSecure>(options);
        AddAsIs<TlsVersion>(options);
        AddAsIs<VersionPolicy>(options);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }

    static void AddAsIs<TEnum>(JsonSerializerOptions options)
        where TEnum : struct, Enum =>
        options.Converters.Add(new JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false));
}
