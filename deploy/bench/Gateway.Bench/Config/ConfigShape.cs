using System.Text.Json.Nodes;

namespace Gateway.Bench.Config;

/// <summary>A large configuration of one tenant: a cluster and an API for each hundred routes, keys that are allowed an API.</summary>
sealed class ConfigShape(int routes, int keys)
{
    public const string Tenant = "large";

    /// <summary>How many documents are sent at once while it is filled.</summary>
    const int AtOnce = 5000;

    const int PerApi = 100;

    public int Routes => routes;

    public int Keys => keys;

    /// <summary>The documents that fill it, one after the other.</summary>
    public IEnumerable<JsonObject> Documents(string upstream)
    {
        var apis = Enumerable.Range(0, (routes + PerApi - 1) / PerApi).ToList();
        yield return new JsonObject
        {
            ["tenants"] = new JsonArray(new JsonObject { ["id"] = Tenant, ["name"] = "Large" }),
            ["apis"] = List(apis, api => new JsonObject { ["id"] = $"api-{api}", ["tenant"] = Tenant, ["name"] = $"API {api}" }),
            ["clusters"] = List(apis, api => new JsonObject
            {
                ["id"] = $"cluster-{api}",
                ["tenant"] = Tenant,
                ["destinations"] = new JsonArray(new JsonObject { ["id"] = "a", ["address"] = upstream }),
            }),
        };
        foreach (var some in Enumerable.Range(0, routes).Chunk(AtOnce))
            yield return new JsonObject { ["routes"] = List(some, number => Route(number, $"/large/route-{number}/{{**rest}}")) };
        foreach (var some in Enumerable.Range(0, keys).Chunk(AtOnce))
            yield return new JsonObject { ["keys"] = List(some, Key) };
    }

    public static JsonObject Route(int number, string path) => new()
    {
        ["id"] = $"route-{number}",
        ["tenant"] = Tenant,
        ["api"] = $"api-{number / PerApi}",
        ["cluster"] = $"cluster-{number / PerApi}",
        ["match"] = new JsonObject { ["path"] = path },
    };

    JsonObject Key(int number) => new()
    {
        ["id"] = $"key-{number}",
        ["tenant"] = Tenant,
        ["name"] = $"Key {number}",
        ["consumer"] = $"consumer-{number % 1000}",
        ["allow"] = new JsonObject { ["apis"] = new JsonArray($"api-{number % ((routes + PerApi - 1) / PerApi)}") },
    };

    static JsonArray List(IEnumerable<int> numbers, Func<int, JsonObject> one) => new([.. numbers.Select(one)]);
}
