using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gateway.Admin.Contract;
using Gateway.Tests.Contract;

namespace Gateway.Tests.ConfigFiles;

/// <summary>Documents in which every field of the contract is used, found by walking its types, so that a new field cannot be forgotten.</summary>
static class ConfigSample
{
    /// <summary>Texts that one way of writing or another would change.</summary>
    public static readonly string[] HardTexts =
    [
        "", " ", " a", "a ", "a\n", "\na", "a\nb\n", "a\n\n", " a\nb\n", "a \nb\n", "a\r\nb", "\ta", "no", "Yes", "on", "null", "NULL", "~", "true", "1", "-1", "1.10", "0x1F", "0123", "1e3", ".5", "+1", ".inf",
        "10:00:00", "2027-01-01", "a: b", "a:b", "a:", ": a", "a #b", "#a", "- a", "-", "? a", "| a", "> a", "&a", "*a", "!a", "%a", "@a", "`a", "'a'", "\"a\"", "a'b", "\\", "[a]", "{a}", "{a: 1}", "a, b", "<<",
        "=", "---", "...", "--- a", "é", "\u00A0", "\u2028", "\u0085", "\uFEFFa", "😀", "\u0001", "\u007F", "</script>", new string('a', 90) + " " + new string('b', 900),
    ];

    const string Dashboards = """
        [
          { "id": "whole", "tenant": "acme", "title": "Whole", "description": "All of it", "folder": "Ops", "tags": ["a", "b"], "access": "team", "team": "shop",
            "defaults": { "range": { "from": "now-7d", "to": "now" }, "zone": "Europe/Paris", "filters": [{ "dimension": "route", "op": "is", "values": ["orders"] }], "refreshSeconds": 30, "compare": "previous" },
            "widgets": [
              { "id": "w1", "type": "table", "title": "Routes", "x": 0, "y": 0, "w": 6, "h": 4,
                "query": { "measures": ["requests", "errorRate"], "split": "route", "filters": [{ "dimension": "status", "op": "oneOf", "values": ["200"] }], "limit": 5, "order": "requests" },
                "options": { "note": "of today", "unit": "count", "decimals": 1, "legend": true, "stacked": false, "thresholds": [{ "value": 1.5, "color": "warn", "label": "much" }], "min": 0, "max": 10.5, "log": true,
                             "colours": "status", "ground": true, "spark": true, "share": true, "unknownHint": "none", "more": "routes", "columns": ["requests"], "sort": { "column": "requests", "desc": true }, "bars": true, "good": "up" } },
              { "id": "w2", "type": "line", "title": "", "x": 6, "y": 0, "w": 6, "h": 4, "query": { "preset": "traffic/requests-per-second" }, "options": {} },
              { "id": "w3", "type": "text", "title": "Note", "x": 0, "y": 4, "w": 12, "h": 2, "query": null, "options": { "text": "# Note\n\n- one: 1\n- two" } } ] }
        ]
        """;

    const string Alerts = """
        [
          { "id": "whole", "tenant": "acme", "name": "Whole", "description": "All of it", "severity": "critical", "enabled": true,
            "when": { "query": { "measures": ["errorRate"], "filters": [{ "dimension": "status", "op": "oneOf", "values": ["200"] }] },
                      "series": "errorRate", "reduce": "max", "op": ">", "threshold": 0.05, "against": "week", "as": "difference", "resolveBelow": 0.02 },
            "window": "00:05:00", "every": "00:00:30", "for": "00:01:00", "keepFiring": "00:02:00", "cooldown": "00:10:00", "lag": "00:00:20",
            "noData": "keep", "onError": "alert", "each": { "dimension": "route", "limit": 5 }, "zone": "Europe/Paris",
            "message": "Orders fail: {value}", "dashboard": "notes", "labels": { "service": "orders" }, "channels": ["ops"] },
          { "id": "of-team", "tenant": "acme", "name": "Team", "team": "shop", "when": { "query": { "preset": "traffic/requests-per-second" }, "reduce": "avg", "op": "<", "threshold": 1, "resolveAbove": 2 } },
          { "id": "split", "tenant": "acme", "name": "Split", "when": { "query": { "measures": ["requests"], "split": ["time", "statusClass"] }, "series": "5xx", "reduce": "p90", "op": ">=", "threshold": 10 }, "resolveBelow": 5 },
          { "id": "low", "tenant": "acme", "name": "Low", "when": { "all": [{ "query": { "measures": ["requests"] }, "reduce": "sum", "op": "<=", "threshold": 10 }] }, "resolveAbove": 20 },
          { "id": "any", "tenant": "acme", "name": "Any", "when": { "any": [{ "not": { "query": { "measures": ["requests"] }, "reduce": "sum", "op": ">", "threshold": 10 } }] } },
          { "id": "not", "tenant": "acme", "name": "Not", "when": { "not": { "query": { "measures": ["requests"] }, "reduce": "sum", "op": ">", "threshold": 10 } } },
          { "id": "quiet", "tenant": "acme", "name": "Quiet", "when": { "query": {}, "absent": true } },
          { "id": "key", "tenant": "acme", "name": "Key", "when": { "health": "keyExpiry" } }
        ]
        """;

    static readonly string[] Varied = ["clusters", "routes", "keys", "dashboards", "alerts"];

    /// <summary>One tenant with everything.</summary>
    public static JsonObject Whole()
    {
        var document = JsonNode.Parse(FieldTests.Everything)!.AsObject();
        document["dashboards"] = JsonNode.Parse(Dashboards);
        var hard = document["keys"]![0]!.DeepClone();
        hard["id"] = "hard";
        hard["tags"] = new JsonObject(HardTexts.Take(45).Select((text, index) => KeyValuePair.Create($"t{index}", (JsonNode?)text)));
        document["keys"]!.AsArray().Add(hard);
        var notes = document["dashboards"]![0]!.DeepClone();
        notes["id"] = "notes";
        notes["widgets"] = new JsonArray([.. HardTexts.Select((text, index) => JsonNode.Parse("""{ "type": "text", "title": "", "x": 0, "y": 0, "w": 1, "h": 1 }""")!.AsObject())
            .Zip(HardTexts, (widget, text) => (widget, text)).Take(60).Select((each, index) =>
            {
                each.widget["id"] = $"w{index}";
                each.widget["options"] = new JsonObject { ["text"] = each.text };
                return (JsonNode)each.widget;
            })]);
        document["dashboards"]!.AsArray().Add(notes);
        document["alerts"] = JsonNode.Parse(Alerts);
        return document;
    }

    /// <summary>The whole, and of the larger kinds a copy for every other value that one of its fields may have. Some copies are refused, as fields depend on each other.</summary>
    public static JsonObject Generated()
    {
        var document = Whole();
        foreach (var kind in ContractJson.Options.GetTypeInfo(typeof(ConfigDocument)).Properties.Where(property => Varied.Contains(property.Name)))
        {
            var list = document[kind.Name]!.AsArray();
            var sample = list[0]!;
            foreach (var change in Changes(sample, ElementOf(kind.PropertyType), root => root).ToList())
            {
                var copy = sample.DeepClone();
                change(copy);
                copy["id"] = $"v{list.Count}";
                list.Add(copy);
            }
        }

        return document;
    }

    /// <summary>Each field that the contract takes, by path without numbers; of a type within itself no more than that.</summary>
    public static IEnumerable<string> Fields(Type type, string path = "", params Type[] within)
    {
        foreach (var property in Taken(type))
        {
            var at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            yield return at;
            var element = ElementOf(property.PropertyType);
            if (IsOwn(element) && element != type && !within.Contains(element))
            {
                foreach (var inner in Fields(element, at, [.. within, type]))
                    yield return inner;
            }
        }
    }

    /// <summary>Each field that the document sets, by path without numbers.</summary>
    public static IEnumerable<string> Used(JsonNode? node, string path = "") => node switch
    {
        JsonObject fields => fields.SelectMany(field => Used(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}")).Append(path),
        JsonArray items => items.SelectMany(item => Used(item, path)).Append(path),
        _ => [path],
    };

    static IEnumerable<Action<JsonNode>> Changes(JsonNode sample, Type type, Func<JsonNode, JsonNode> at)
    {
        foreach (var property in Taken(type).Where(property => property.Name is not ("id" or "tenant" or "hash")))
        {
            var now = sample[property.Name];
            foreach (var value in Others(property, now))
                yield return root => at(root)[property.Name] = value?.DeepClone();
            var items = now switch
            {
                JsonObject when IsOwn(property.PropertyType) => [(now, -1)],
                JsonArray list when IsOwn(ElementOf(property.PropertyType)) => list.Select((item, index) => (item!, index)),
                _ => Enumerable.Empty<(JsonNode, int)>(),
            };
            foreach (var (item, index) in items)
            {
                foreach (var change in Changes(item, ElementOf(property.PropertyType), root => index < 0 ? at(root)[property.Name]! : at(root)[property.Name]![index]!))
                    yield return change;
            }
        }
    }

    static IEnumerable<JsonNode?> Others(JsonPropertyInfo property, JsonNode? now)
    {
        if (property.IsSetNullable && now is not null)
            yield return null;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(bool))
            yield return now?.GetValue<bool>() != true;
        else if (type == typeof(int))
            yield return (now?.GetValue<int>() ?? 0) + 1;
        else if (type.IsEnum)
        {
            foreach (var value in Enum.GetValues(type))
                yield return JsonSerializer.SerializeToNode(value, type, ContractJson.Options);
        }
        else if (now is JsonArray { Count: > 0 })
            yield return new JsonArray();
    }

    static IEnumerable<JsonPropertyInfo> Taken(Type type) =>
        ContractJson.Options.GetTypeInfo(type).Properties.Where(property =>
            property.AttributeProvider?.GetCustomAttributes(inherit: true).Any(attribute => attribute is AnsweredAttribute or NotYetAttribute) != true
            && property.Get is not null);

    static bool IsOwn(Type type) => type.Namespace?.StartsWith("Gateway.", StringComparison.Ordinal) == true
        && ContractJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object;

    static Type ElementOf(Type type) =>
        type != typeof(string) && ContractJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable && type.IsGenericType ? type.GetGenericArguments()[0] : type;
}
