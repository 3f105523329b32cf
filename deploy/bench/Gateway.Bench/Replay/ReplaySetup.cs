using System.Text.Json.Nodes;

namespace Gateway.Bench.Replay;

/// <summary>Enters what the replay needs into the gateway, over its API like anybody else.</summary>
sealed class ReplaySetup(AdminClient admin, string tenant, string host)
{
    const string Api = "site";
    const string Cluster = "site";
    const int Keys = 8;

    /// <summary>The tenant with its routes and new secrets for its keys; what an earlier replay left is switched off.</summary>
    public async Task<IReadOnlyList<ReplayKey>> EnterAsync(RouteSplit split, string upstream, CancellationToken token)
    {
        await admin.PutAsync("config?message=Replay", await DocumentAsync(split, upstream, token), null, token);
        var keys = new List<ReplayKey>();
        for (var i = 1; i <= Keys; i++)
            keys.Add(await KeyAsync($"client-{i}", token));
        return keys;
    }

    async Task<JsonObject> DocumentAsync(RouteSplit split, string upstream, CancellationToken token)
    {
        var routes = split.Routes.Select(route => Route(route.Id, route.Pattern)).ToList();
        var known = routes.Select(route => route["id"]!.GetValue<string>()).ToHashSet();
        var before = await admin.GetAsync("config", tenant, token);
        foreach (var left in before["routes"]?.AsArray() ?? [])
        {
            if (known.Contains(left!["id"]!.GetValue<string>()))
                continue;
            var off = left.DeepClone().AsObject();
            off["enabled"] = false;
            routes.Add(off);
        }

        return new JsonObject
        {
            ["tenants"] = new JsonArray(new JsonObject { ["id"] = tenant, ["name"] = "Replay" }),
            ["apis"] = new JsonArray(new JsonObject { ["id"] = Api, ["tenant"] = tenant, ["name"] = "Replayed site" }),
            ["clusters"] = new JsonArray(new JsonObject
            {
                ["id"] = Cluster,
                ["tenant"] = tenant,
                ["destinations"] = new JsonArray(new JsonObject { ["id"] = "upstream", ["address"] = upstream }),
            }),
            ["routes"] = new JsonArray([.. routes]),
        };
    }

    // Before every other route: only requests for the replay's own host match it.
    JsonObject Route(string id, string pattern) => new()
    {
        ["id"] = id,
        ["tenant"] = tenant,
        ["api"] = Api,
        ["cluster"] = Cluster,
        ["order"] = -1,
        ["match"] = new JsonObject { ["hosts"] = new JsonArray(host), ["path"] = pattern },
        ["access"] = new JsonObject { ["apiKey"] = "required" },
    };

    async Task<ReplayKey> KeyAsync(string id, CancellationToken token)
    {
        var document = new JsonObject { ["id"] = id, ["tenant"] = tenant, ["name"] = $"Replay {id}", ["consumer"] = "replay" };
        // The secret of a key that exists is not to be had; it gets a new one.
        var key = await admin.CreateAsync("keys", document, tenant, token)
            ?? await admin.PostAsync($"keys/{id}/rotate", new JsonObject { ["graceSeconds"] = 0 }, tenant, token);
        return new ReplayKey(id, key["key"]?.GetValue<string>() ?? throw new BenchException($"The gateway made the key {id} and did not answer its secret."));
    }
}
