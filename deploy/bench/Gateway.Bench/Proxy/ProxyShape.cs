using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Bench.Proxy;

/// <summary>What both proxies serve and what is asked of them: 5 tenants, 100 routes, 1,000 keys, 1,000 endpoints.</summary>
static class ProxyShape
{
    public const int RoutesPerTenant = 20;
    public const int KeysPerTenant = 200;
    public const int EndpointsPerRoute = 10;

    /// <summary>Length of the cycle of requests; a prime, so that connections do not walk in step.</summary>
    const int CycleLength = 16411;

    const int Seed = 20260101;

    public static IReadOnlyList<string> Tenants { get; } = [.. Enumerable.Range(1, 5).Select(tenant => $"tenant-{tenant}")];

    public static IReadOnlyList<ShapedRoute> Routes { get; } =
    [
        .. from tenant in Tenants
           from route in Enumerable.Range(1, RoutesPerTenant)
           select new ShapedRoute(tenant, $"{tenant}-route-{route}", $"/{tenant}/route-{route}"),
    ];

    /// <summary>A cycle of requests. Endpoints and keys are asked for like words in a text: the n-th 1/n as often as the first.</summary>
    public static IReadOnlyList<ShapedRequest> Cycle()
    {
        var random = new Random(Seed);
        var endpoints = (from route in Routes from number in Enumerable.Range(1, EndpointsPerRoute) select (route, Path: $"{route.Base}/endpoint-{number}")).ToArray();
        // Otherwise the first tenant would have nearly all of the traffic.
        random.Shuffle(endpoints);
        var keys = Tenants.ToDictionary(tenant => tenant, tenant => Enumerable.Range(1, KeysPerTenant).Select(number => Secret(tenant, number)).ToArray());
        foreach (var own in keys.Values)
            random.Shuffle(own);
        var endpoint = new Zipf(endpoints.Length, random);
        var key = new Zipf(KeysPerTenant, random);
        return [.. Enumerable.Range(0, CycleLength).Select(_ =>
        {
            var (route, path) = endpoints[endpoint.Next()];
            return new ShapedRequest(path, keys[route.Tenant][key.Next()]);
        })];
    }

    /// <summary>The configuration document of the gateway.</summary>
    public static JsonObject Document(string upstream) => new()
    {
        ["tenants"] = Array(Tenants.Select(tenant => new JsonObject { ["id"] = tenant, ["name"] = tenant })),
        ["apis"] = Array(Tenants.Select(tenant => new JsonObject { ["id"] = "api", ["tenant"] = tenant, ["name"] = "API" })),
        ["clusters"] = Array(Tenants.Select(tenant => new JsonObject
        {
            ["id"] = "cluster",
            ["tenant"] = tenant,
            ["destinations"] = Array([new JsonObject { ["id"] = "upstream", ["address"] = upstream }]),
        })),
        ["routes"] = Array(Routes.Select(route => new JsonObject
        {
            ["id"] = route.Id,
            ["tenant"] = route.Tenant,
            ["api"] = "api",
            ["cluster"] = "cluster",
            ["match"] = new JsonObject { ["path"] = route.Pattern },
            ["access"] = new JsonObject { ["apiKey"] = "required" },
        })),
        ["keys"] = Array(from tenant in Tenants
                         from number in Enumerable.Range(1, KeysPerTenant)
                         select new JsonObject
                         {
                             ["id"] = $"key-{number}",
                             ["tenant"] = tenant,
                             ["name"] = $"Key {number}",
                             ["consumer"] = $"consumer-{number % 20}",
                             ["hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret(tenant, number)))),
                         }),
    };

    // Imported by its hash, so it may have any form. As long as a key of the gateway's own.
    static string Secret(string tenant, int number) => $"bench-{tenant}-{number:D4}-".PadRight(46, 'k');

    static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);
}
