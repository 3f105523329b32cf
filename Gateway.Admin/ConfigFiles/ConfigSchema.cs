using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Gateway.Admin.Contract;
using Gateway.Analytics.Queries;

namespace Gateway.Admin.ConfigFiles;

/// <summary>
/// The JSON schema of the configuration document (draft 2020-12), made from the contract's types, so that an editor completes
/// and checks what is written. The texts are the doc comments, read from the files beside the assemblies.
/// </summary>
static class ConfigSchema
{
    static readonly Lazy<string> Made = new(() => Create().ToJsonString(
        new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");

    /// <summary>Indented, with a line end.</summary>
    public static string Text => Made.Value;

    static JsonObject Create()
    {
        var summaries = new[] { typeof(ConfigDocument), typeof(Filter) }.SelectMany(Summaries).ToDictionary();
        var schema = ContractJson.Options.GetJsonSchemaAsNode(typeof(ConfigDocument), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context, node, summaries),
        }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Configuration of the gateway");
        return schema;
    }

    static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node, Dictionary<string, string> summaries)
    {
        var schema = node as JsonObject ?? [];
        var notYet = Attribute<NotYetAttribute>(context.PropertyInfo);
        if (notYet is not null)
        {
            schema = context.TypeInfo.Kind == JsonTypeInfoKind.Enumerable
                ? new JsonObject { ["type"] = new JsonArray("array", "null"), ["maxItems"] = 0 }
                : new JsonObject { ["type"] = "null" };
        }
        else if (context.TypeInfo.Type == typeof(Split))
            schema = new JsonObject { ["type"] = new JsonArray("string", "array", "null"), ["items"] = new JsonObject { ["type"] = "string" } };
        else if (context.PropertyInfo is { Name: "values" } values && values.DeclaringType == typeof(Filter))
            schema = new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = new JsonObject { ["type"] = new JsonArray("string", "integer", "null") } };
        else if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema["properties"] is JsonObject properties)
        {
            foreach (var answered in context.TypeInfo.Properties.Where(property => Attribute<AnsweredAttribute>(property) is not null))
                properties.Remove(answered.Name);
            schema["additionalProperties"] = false;
        }

        var text = notYet is null ? Summary(context, summaries) : $"Not supported yet: it arrives with {notYet.ArrivesWith}.";
        if (text.Length > 0 && !schema.ContainsKey("description"))
            schema.Insert(0, "description", text);
        return schema;
    }

    static string Summary(JsonSchemaExporterContext context, Dictionary<string, string> summaries) =>
        context.PropertyInfo is { } property
            ? summaries.GetValueOrDefault($"P:{property.DeclaringType.FullName}.{(property.AttributeProvider as System.Reflection.MemberInfo)?.Name}", "")
            : summaries.GetValueOrDefault($"T:{context.TypeInfo.Type.FullName}", "");

    static TAttribute? Attribute<TAttribute>(JsonPropertyInfo? property)
        where TAttribute : Attribute =>
        property?.AttributeProvider?.GetCustomAttributes(typeof(TAttribute), inherit: true).OfType<TAttribute>().FirstOrDefault();

    /// <summary>The doc comments of the type's assembly in plain words; none where the file is not there.</summary>
    static IEnumerable<KeyValuePair<string, string>> Summaries(Type type)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{type.Assembly.GetName().Name}.xml");
        if (!File.Exists(file))
            return [];
        return from member in XDocument.Load(file).Descendants("member")
               let summary = member.Element("summary")
               where summary is not null && member.Attribute("name")!.Value[2..].StartsWith(nameof(Gateway), StringComparison.Ordinal)
               select KeyValuePair.Create(member.Attribute("name")!.Value, Plain(summary));
    }

    static string Plain(XElement summary) => string.Join(' ', string.Concat(summary.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1],
        XElement element => element.Value,
        XText text => text.Value,
        _ => "",
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
