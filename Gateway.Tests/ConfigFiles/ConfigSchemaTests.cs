using System.Text.Json.Nodes;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Contract;
using Gateway.Tests.House;
using NUnit.Framework;

namespace Gateway.Tests.ConfigFiles;

public sealed class ConfigSchemaTests
{
    static readonly JsonNode Schema = JsonNode.Parse(ConfigSchema.Text)!;

    [Test]
    public void The_schema_equals_the_contract() => GeneratedFile.Check("docs/config.schema.json", ConfigSchema.Text);

    [Test]
    public void Every_field_of_the_contract_is_in_it_and_what_is_answered_only_is_not()
    {
        var named = Properties(Schema, Schema, "").ToList();
        Assert.That(ConfigSample.Fields(typeof(ConfigDocument)).Except(named), Is.Empty);
        Assert.That(named, Has.None.EqualTo("keys.lastFour").And.None.EqualTo("dashboards.updatedAt"));
    }

    [TestCase("""{ "routes": [{ "id": "a", "cluster": "a", "match": {}, "typo": 1 }] }""", "typo")]
    [TestCase("""{ "routes": [{ "id": "a", "match": {} }] }""", "cluster")]
    [TestCase("""{ "routes": [{ "id": "a", "cluster": "a", "match": {}, "groups": null }] }""", "groups")]
    [TestCase("""{ "routes": [{ "id": "a", "cluster": "a", "match": {}, "retry": { "attempts": 2 } }] }""", "retry")]
    [TestCase("""{ "clusters": [{ "id": "a", "loadBalancing": "Best" }] }""", "loadBalancing")]
    [TestCase("""{ "alerts": [{ "id": "a", "name": "A" }] }""", "when")]
    public void It_finds_what_the_gateway_would_refuse(string document, string field) =>
        Assert.That(SchemaCheck.Errors(Schema, Schema, JsonNode.Parse(document), ""), Has.Exactly(1).Contains(field));

    /// <summary>By path; of a part within itself no more than that.</summary>
    static IEnumerable<string> Properties(JsonNode root, JsonNode? schema, string path, params string[] within)
    {
        if (schema is not JsonObject keywords)
            return [];
        if (keywords["$ref"]?.GetValue<string>() is { } reference)
            return within.Contains(reference) ? [] : Properties(root, SchemaCheck.Referred(root, reference), path, [.. within, reference]);
        return (keywords["properties"] as JsonObject ?? []).SelectMany(property =>
        {
            var at = path.Length == 0 ? property.Key : $"{path}.{property.Key}";
            return Properties(root, property.Value, at, within).Prepend(at);
        }).Concat(Properties(root, keywords["items"], path, within));
    }
}
