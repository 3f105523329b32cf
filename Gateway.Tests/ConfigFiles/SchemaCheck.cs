using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Tests.ConfigFiles;

/// <summary>Checks a document against the part of JSON Schema that the generated one uses; a keyword beyond it is an error.</summary>
static class SchemaCheck
{
    public static IEnumerable<string> Errors(JsonNode? schema, JsonNode root, JsonNode? value, string path)
    {
        if (schema is not JsonObject keywords)
            return [];
        if (keywords["$ref"]?.GetValue<string>() is { } reference)
            return Errors(Referred(root, reference), root, value, path);
        return keywords.SelectMany(keyword => keyword.Key switch
        {
            "$schema" or "$comment" or "title" or "description" or "default" or "format" => [],
            "type" => Types(keyword.Value!).Any(type => Is(type, value)) ? [] : [$"{path} is not {keyword.Value!.ToJsonString()}"],
            "enum" => keyword.Value!.AsArray().Any(one => JsonNode.DeepEquals(one, value)) ? [] : [$"{path} is not in {keyword.Value!.ToJsonString()}"],
            "pattern" => value is null || value.GetValueKind() != JsonValueKind.String || Regex.IsMatch(value.GetValue<string>(), keyword.Value!.GetValue<string>()) ? [] : [$"{path} does not match"],
            "maxItems" => value is not JsonArray list || list.Count <= keyword.Value!.GetValue<int>() ? [] : [$"{path} has too many"],
            "items" => value is JsonArray items ? items.SelectMany((item, index) => Errors(keyword.Value, root, item, $"{path}[{index}]")) : [],
            "required" => value is JsonObject sent ? keyword.Value!.AsArray().Where(name => !sent.ContainsKey(name!.GetValue<string>())).Select(name => $"{path}.{name} is missing") : [],
            "properties" => value is JsonObject fields ? fields.Where(field => keyword.Value!.AsObject().ContainsKey(field.Key)).SelectMany(field => Errors(keyword.Value![field.Key], root, field.Value, $"{path}.{field.Key}")) : [],
            "additionalProperties" when keyword.Value is JsonObject other => value is JsonObject entries ? entries.SelectMany(entry => Errors(other, root, entry.Value, $"{path}.{entry.Key}")) : [],
            "additionalProperties" => value is JsonObject named ? named.Where(field => keywords["properties"]?.AsObject().ContainsKey(field.Key) != true).Select(field => $"{path}.{field.Key} is not known") : [],
            var unknown => [$"{path}: this check does not know {unknown}"],
        });
    }

    /// <summary>What a <c>$ref</c> inside the document stands for.</summary>
    public static JsonNode Referred(JsonNode root, string reference) => reference.Split('/').Skip(1).Aggregate(root, (at, step) => at[step]!);

    static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()];

    static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("number", JsonValueKind.Number)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value!.ToJsonString().All(character => char.IsAsciiDigit(character) || character == '-'),
        _ => false,
    };
}
