using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Queries;

namespace Gateway.Tests.Alerts;

/// <summary>Rules as they are written, and figures by hand.</summary>
static class Rules
{
    public static PresetCatalogue Catalogue { get; } = new([], new QueryOptions());

    /// <summary>The rule, or its errors.</summary>
    public static (AlertRule? Rule, Dictionary<string, List<string>> Errors) Read(string json, string tenant = "acme", string? team = null)
    {
        var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        return (new RuleReader(Catalogue).Read(Document(json).ToDefinition(), RuleReader.ScopeOf(tenant, team, "platform"), $"{tenant}/a", errors), errors);
    }

    public static AlertRule Of(string json, string tenant = "acme")
    {
        var (rule, errors) = Read(json, tenant);
        return rule ?? throw new ArgumentException(JsonSerializer.Serialize(errors));
    }

    /// <summary>An alert with the fields of the JSON object, and those that it must have.</summary>
    public static AlertDocument Document(string json)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        node.TryAdd("id", "a");
        node.TryAdd("name", "A");
        return node.Deserialize<AlertDocument>(ContractJson.Options)!;
    }

    /// <summary>A book with the same figures for each question of the rule: those of a line end at the moment.</summary>
    public static SeriesBook Book(AlertRule rule, DateTimeOffset end, params (string Line, double?[] Values)[] lines)
    {
        var book = new SeriesBook(rule.Grid.Bucket);
        foreach (var question in rule.Questions)
            Add(book, rule, question, end, lines);
        return book;
    }

    public static void Add(SeriesBook book, AlertRule rule, Question question, DateTimeOffset end, params (string Line, double?[] Values)[] lines)
    {
        var count = lines.Max(line => line.Values.Length);
        var recorded = Enumerable.Range(0, count).Select(at => lines.Any(line => line.Values[at] is not null)).ToArray();
        book.Add(question.Key, new Strip(end - rule.Grid.Bucket * count, lines.ToDictionary(line => line.Line, line => line.Values), recorded));
    }
}
