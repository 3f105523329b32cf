using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Bench.Replay;

/// <summary>Asks the gateway for the sums that the client has counted itself.</summary>
sealed class SumCheck(AdminClient admin, string tenant)
{
    // What the gateway accepts in one call and in one filter.
    const int QueriesPerCall = 40;
    const int ValuesPerFilter = 100;
    const int LongestText = 500;

    /// <summary>So many of the commonest paths are asked for one by one, the others by the hundred.</summary>
    const int SinglePaths = 60;

    public async Task<IReadOnlyList<SumLine>> CompareAsync(ReplayReport report, CancellationToken token)
    {
        var total = report.Answers.Count;
        var sums = new List<SumLine>();
        var results = await AskAsync(
            report,
            [
                new JsonObject { ["ref"] = "total", ["measures"] = new JsonArray("requests", "bytesOut", "refusals") },
                Ranking("status"),
                Ranking("method"),
                Ranking("route"),
                Ranking("key"),
                Ranking("endpoint"),
                new JsonObject { ["ref"] = "time", ["measures"] = new JsonArray("requests"), ["split"] = "time" },
            ],
            token);

        sums.Add(new SumLine("requests", "", total, Cell(results["total"]!, "requests")));
        sums.Add(new SumLine("refusals", "", report.Refused, Cell(results["total"]!, "refusals")));
        sums.Add(new SumLine("bytes out", "", report.Bytes, Cell(results["total"]!, "bytesOut")));
        sums.AddRange(Rows("status", report.ByStatus, results["status"]!));
        sums.AddRange(Rows("method", report.ByMethod, results["method"]!));
        sums.AddRange(Rows("route", report.ByRoute, results["route"]!));
        sums.AddRange(Rows("key", report.ByKey, results["key"]!));

        // Paths are folded into endpoints, so only their sum is known here; the paths themselves are compared below.
        sums.Add(new SumLine("all endpoints", "", total, RowsOf(results["endpoint"]!).Sum(row => row.Value) + Whole(results["endpoint"]!["other"]?["requests"])));
        sums.Add(new SumLine("all minutes", "", total, results["time"]!["series"]!.AsArray().Sum(line => line!["values"]!.AsArray().Sum(Whole))));
        sums.AddRange(await PathsAsync(report, token));
        return sums;
    }

    async Task<IEnumerable<SumLine>> PathsAsync(ReplayReport report, CancellationToken token)
    {
        var paths = report.ByPath.OrderByDescending(path => path.Value).ThenBy(path => path.Key, StringComparer.Ordinal).ToList();
        var usual = paths.Where(path => path.Key.Length <= LongestText).ToList();
        var groups = usual.Take(SinglePaths).Select(path => new PathGroup(path.Key, "is", [path.Key], path.Value))
            .Concat(usual.Skip(SinglePaths).Chunk(ValuesPerFilter).Select((chunk, index) =>
                new PathGroup($"{chunk.Length} rarer paths ({index + 1})", "is", [.. chunk.Select(path => path.Key)], chunk.Sum(path => path.Value))))
            .Concat(paths.Where(path => path.Key.Length > LongestText).Select(path => path.Key[..LongestText]).Distinct().Select(begin =>
                new PathGroup($"{begin[..40]}…", "prefix", [begin], paths.Where(path => path.Key.StartsWith(begin, StringComparison.Ordinal)).Sum(path => path.Value))))
            .ToList();
        var sums = new List<SumLine>();
        foreach (var call in groups.Chunk(QueriesPerCall))
        {
            var results = await AskAsync(report, call.Select((group, index) => new JsonObject
            {
                ["ref"] = $"{index}",
                ["measures"] = new JsonArray("requests"),
                ["filters"] = new JsonArray(new JsonObject
                {
                    ["dimension"] = "path",
                    ["op"] = group.Op,
                    ["values"] = new JsonArray([.. group.Values.Select(value => JsonValue.Create(value))]),
                }),
            }), token);
            sums.AddRange(call.Select((group, index) => new SumLine("path", group.Name, group.Counted, Whole(results[$"{index}"]!["value"]))));
        }

        return sums;
    }

    async Task<JsonNode> AskAsync(ReplayReport report, IEnumerable<JsonObject> queries, CancellationToken token)
    {
        var answer = await admin.PostAsync("query", new JsonObject
        {
            ["queries"] = new JsonArray([.. queries]),
            ["range"] = new JsonObject { ["from"] = Iso(report.From), ["to"] = Iso(report.To), ["zone"] = "UTC" },
        }, tenant, token);
        var results = answer["results"]!;
        foreach (var (name, result) in results.AsObject())
        {
            if (result?["error"] is { } error)
                throw new BenchException($"The query {name} failed: {error.ToJsonString()}");
        }

        return results;
    }

    static JsonObject Ranking(string dimension) =>
        new() { ["ref"] = dimension, ["measures"] = new JsonArray("requests"), ["split"] = dimension, ["limit"] = 1000 };

    /// <summary>Every value that either side knows.</summary>
    static IEnumerable<SumLine> Rows(string what, IReadOnlyDictionary<string, long> counted, JsonNode result)
    {
        var found = RowsOf(result);
        return counted.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
            .Select(value => new SumLine(what, value, counted.GetValueOrDefault(value), found.GetValueOrDefault(value)));
    }

    static Dictionary<string, long> RowsOf(JsonNode result) => result["rows"]!.AsArray()
        .ToDictionary(row => row!["key"]?.GetValue<string>() ?? ReplayReport.None, row => Whole(row!["values"]!["requests"]));

    /// <summary>A table has a row for each measure.</summary>
    static long Cell(JsonNode table, string measure) =>
        table["rows"]!.AsArray().FirstOrDefault(row => row!["key"]!.GetValue<string>() == measure) is { } row
            ? Whole(row["values"]!["value"])
            : throw new BenchException($"The gateway's answer has no row {measure}: {table.ToJsonString()}");

    static long Whole(JsonNode? value) => value is null ? 0 : (long)Math.Round(value.GetValue<double>());

    static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    sealed record PathGroup(string Name, string Op, IReadOnlyList<string> Values, long Counted);
}
