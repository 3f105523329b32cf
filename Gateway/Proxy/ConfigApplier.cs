using Gateway.Admin.Certificates;
using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;
using Gateway.Admin.Publishing;
using Gateway.Admin.Settings;
using Gateway.Policies;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>
/// Puts a configuration in force: everything is built and validated first, then swapped in one step. What does not pass is
/// refused as a whole, says why, and leaves traffic as it is; the next one starts afresh.
/// </summary>
sealed class ConfigApplier(StoreConfigProvider provider, RoutePlans plans, KeyRing keys, JwtKeys issuers, ConfigInForce version, HeldCertificates certificates, LiveSettings settings, IConfigValidator validator)
{
    Dictionary<string, (RouteDocument Document, RouteConfig Config)> knownRoutes = [];
    Dictionary<string, (ClusterDocument Document, ClusterConfig Config)> knownClusters = [];
    IReadOnlyList<PublishedKey>? knownKeys;
    IReadOnlyList<PublishedCertificate>? knownCertificates;

    /// <summary>Null when it is in force; otherwise what the proxy said, in one text.</summary>
    public async Task<string?> ApplyAsync(PublishedConfig config, CancellationToken token)
    {
        var refusals = new List<string>();
        var clusters = new Dictionary<string, (ClusterDocument Document, ClusterConfig Config)>(config.Clusters.Count);
        foreach (var document in config.Clusters)
        {
            var cluster = await BuildAsync(document, refusals);
            clusters[cluster.ClusterId] = (document, cluster);
        }

        var routes = new Dictionary<string, (RouteDocument Document, RouteConfig Config)>(config.Routes.Count);
        foreach (var document in config.Routes.Where(route => route.Enabled))
        {
            token.ThrowIfCancellationRequested();
            var route = await BuildAsync(document, refusals);
            routes[route.RouteId] = (document, route);
            if (!clusters.ContainsKey(route.ClusterId!))
                refusals.Add($"route {route.RouteId}: there is no cluster {route.ClusterId}");
        }

        if (refusals.Count > 0)
            return string.Join(" ", refusals.Take(20));

        settings.Apply(config.Settings);
        // Keys first: a request of the new routes never meets the keys from before.
        if (!ReferenceEquals(config.Keys, knownKeys))
            keys.Current = Carry(config.Keys);
        // And what clients are shown before the routes for them: nobody is sent to a name that is not answered yet.
        if (!ReferenceEquals(config.Certificates, knownCertificates))
            certificates.Take(config.Certificates);
        knownCertificates = config.Certificates;
        (knownRoutes, knownClusters, knownKeys) = (routes, clusters, config.Keys);
        provider.Swap([.. routes.Values.Select(route => route.Config)], [.. clusters.Values.Select(cluster => cluster.Config)]);
        version.Version = config.Version;
        return null;
    }

    /// <summary>A route that is as it was keeps its object: it was validated, and the proxy sees at once that nothing changed.</summary>
    async Task<RouteConfig> BuildAsync(RouteDocument document, List<string> refusals)
    {
        var isKnown = knownRoutes.TryGetValue(ProxyConfigBuilder.IdOf(document.Tenant ?? "", document.Id), out var before);
        if (isKnown && ReferenceEquals(before.Document, document))
            return before.Config;
        var route = ProxyConfigBuilder.Build(document);
        if (isKnown && before.Config.Metadata!["document"] == route.Metadata!["document"])
            return before.Config;
        plans.Set(route, RoutePlan.Of(document, issuers));
        foreach (var error in await validator.ValidateRouteAsync(route))
            refusals.Add($"route {route.RouteId}: {error.Message}");
        return route;
    }

    /// <inheritdoc cref="BuildAsync(RouteDocument, List{string})"/>
    async Task<ClusterConfig> BuildAsync(ClusterDocument document, List<string> refusals)
    {
        if (knownClusters.TryGetValue(ProxyConfigBuilder.IdOf(document.Tenant ?? "", document.Id), out var before) && ReferenceEquals(before.Document, document))
            return before.Config;
        var cluster = ClusterConfigBuilder.Build(document);
        foreach (var error in await validator.ValidateClusterAsync(cluster))
            refusals.Add($"cluster {cluster.ClusterId}: {error.Message}");
        return cluster;
    }

    KeyTable Carry(IReadOnlyCollection<PublishedKey> published)
    {
        var table = new KeyTable(published);
        table.TakeUses(keys.Current);
        return table;
    }
}
