using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Isolation;

/// <summary>Bodies with one text that no table can hold, for every field of every document that the API takes.</summary>
static class NullCharacters
{
    public const string Text = "a\0b";

    /// <summary>What a call takes by method and path; a PATCH takes parts of what the PUT takes.</summary>
    public static IReadOnlyDictionary<string, Type> Documents(TestGateway gateway)
    {
        var endpoints = gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        var accepted = new Dictionary<string, Type>();
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } type)
                continue;
            var path = "/" + endpoint.RoutePattern.RawText!["/api/v1".Length..].Trim('/');
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                accepted[$"{method} {path}"] = type;
            if (accepted.TryGetValue($"PUT {path}", out var whole))
                accepted[$"PATCH {path}"] = whole;
        }

        return accepted;
    }

    /// <summary>For each field the document that has nothing but that field, and the field's path.</summary>
    public static IEnumerable<(string Path, JsonNode? Body)> In(Type type, string path = "", int depth = 0)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = type == typeof(JsonElement) || depth > 5 ? null : ContractJson.Options.GetTypeInfo(type);
        return info?.Kind switch
        {
            JsonTypeInfoKind.Object =>
                from property in info.Properties
                from inner in In(property.PropertyType, FieldErrors.Join(path, property.Name), depth + 1)
                select (inner.Path, (JsonNode?)new JsonObject { [property.Name] = inner.Body }),
            JsonTypeInfoKind.Enumerable =>
                from inner in In(info.ElementType!, $"{path}[0]", depth + 1)
                select (inner.Path, (JsonNode?)new JsonArray(inner.Body)),
            JsonTypeInfoKind.Dictionary =>
                (from inner in In(info.ElementType!, FieldErrors.Join(path, "x"), depth + 1)
                 select (inner.Path, (JsonNode?)new JsonObject { ["x"] = inner.Body })).Append((path, new JsonObject { [Text] = null })),
            _ => [(path, JsonValue.Create(Text))],
        };
    }
}
