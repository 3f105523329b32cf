using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;
using Gateway.Admin.Publishing;
using Gateway.Policies;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>
/// Puts a configuration in force: everything is built and validated first, then swapped in one step. What does not pass is
/// refused as a whole, says why, and leaves traffic as it is; the next one starts afresh.
/// </summary>
sealed class ConfigApplier(StoreConfigProvider provider, RoutePlans plans, KeyRing keys, JwtKeys issuers, ConfigInForce version, IConfigValidator validator)
{
    IReadOnlyDictionary<string, (RouteConfig Config, string Fingerprint)> known = new Dictionary<string, (RouteConfig, string)>();

    /// <summary>Null when it is in force; otherwise what the proxy said, in one text.</summary>
    public async Task<string?> ApplyAsync(PublishedConfig config, CancellationToken token)
    {
        var clusters = config.Clusters.Select(ClusterConfigBuilder.Build).ToList();
        var clusterIds = clusters.Select(cluster => cluster.ClusterId).ToHashSet();
        var routes = new List<RouteConfig>(config.Routes.Count);
        var built = new Dictionary<string, (RouteConfig Config, string Fingerprint)>(config.Routes.Count);
        var refusals = new List<string>();
        foreach (var document in config.Routes.Where(route => route.Enabled))
        {
            token.ThrowIfCancellationRequested();
            var route = await BuildAsync(document, clusterIds, refusals);
            routes.Add(route);
            built[route.RouteId] = (route, route.Metadata!["document"]);
        }

        foreach (var cluster in clusters)
        {
            foreach (var error in await validator.ValidateClusterAsync(cluster))
                refusals.Add($"cluster {cluster.ClusterId}: {error.Message}");
        }

        if (refusals.Count > 0)
            return string.Join(" ", refusals.Take(20));

        // Keys first: a request of the new routes never meets the keys from before.
        keys.Current = Carry(config.Keys);
        known = built;
        provider.Swap(routes, clusters);
        version.Version = config.Version;
        return null;
    }

    /// <summary>A route that is as it was keeps its object: it was validated, and the proxy sees at once that nothing changed.</summary>
    async Task<RouteConfig> BuildAsync(RouteDocument document, HashSet<string> clusterIds, List<string> refusals)
    {
        var route = ProxyConfigBuilder.Build(document);
        var isKnown = known.TryGetValue(route.RouteId, out var before) && before.Fingerprint == route.Metadata!["document"];
        if (isKnown)
            route = before.Config;
        else
        {
            plans.Set(route, RoutePlan.Of(document, issuers));
            foreach (var error in await validator.ValidateRouteAsync(route))
                refusals.Add($"route {route.RouteId}: {error.Message}");
        }

        if (!clusterIds.Contains(route.ClusterId!))
            refusals.Add($"route {route.RouteId}: there is no cluster {route.ClusterId}");
        return route;
    }

    KeyTable Carry(IReadOnlyCollection<PublishedKey> published)
    {
        var table = new KeyTable(published);
        table.TakeUses(keys.Current);
        return table;
    }
}
