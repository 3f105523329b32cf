using Gateway.Hosting;
using Gateway.Policies;
using Gateway.Proxy;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Metrics;

/// <summary>Requests with the routes and destinations that are in force, and the node itself.</summary>
sealed class NodeFamilies(RequestMetrics requests, MetricsOptions options, IProxyStateLookup proxy, RoutePlans plans, ConfigInForce config, ConfigFeed feed, KeyRing keys) : IMetricSource
{
    long folded;

    public void Write(Exposition to)
    {
        foreach (var route in proxy.GetRoutes())
        {
            var plan = plans.Of(route.Config);
            requests.Know(plan.Tenant, plan.Route, plan.Cluster);
        }

        requests.Write(to);
        WriteDestinations(to);
        to.Begin(Families.Build);
        to.Sample(Exposition.Labels(("version", NodeHeartbeat.Version)), 1);
        to.One(Families.ConfigRefused, feed.Status.Refusal is null ? 0 : 1);
        to.One(Families.ConfigVersion, config.Version);
        to.One(Families.Keys, keys.Current.Count);
        to.Begin(Families.Overflow);
        foreach (var (family, count) in requests.Overflow.Append((Families.DestinationUp, Interlocked.Read(ref folded))))
            to.Sample(Exposition.Labels(("family", family.Name)), count);
        to.One(Families.SeriesInUse, requests.Budget.Used);
        to.One(Families.SeriesMaximum, requests.Budget.Most);
    }

    /// <summary>In the room that is left. Of those beyond it one series says whether any is down.</summary>
    void WriteDestinations(Exposition to)
    {
        var rest = Exposition.Labels(("tenant", "other"), ("cluster", "other"), ("destination", "other"));
        // The one for the rest has its place set aside.
        var room = Math.Min(options.SeriesPerFamily - 1, requests.Budget.Most - requests.Budget.Used);
        var (shown, up, down, beyond) = (new Dictionary<string, bool>(StringComparer.Ordinal), 0, 0, 0);
        foreach (var cluster in proxy.GetClusters())
        {
            var id = cluster.ClusterId.Split('/', 2);
            foreach (var destination in cluster.DestinationsState.AllDestinations)
            {
                var isUp = destination.Health is { Active: not DestinationHealth.Unhealthy, Passive: not DestinationHealth.Unhealthy };
                (up, down) = isUp ? (up + 1, down) : (up, down + 1);
                var labels = requests.Labels(("tenant", id[0]), ("cluster", id[1]), ("destination", destination.DestinationId));
                if (shown.Count >= room && !shown.ContainsKey(labels))
                    (labels, beyond) = (rest, beyond + 1);
                shown[labels] = isUp && shown.GetValueOrDefault(labels, true);
            }
        }

        Interlocked.Add(ref folded, beyond);
        to.Begin(Families.DestinationUp);
        foreach (var (labels, isUp) in shown)
            to.Sample(labels, isUp ? 1 : 0);
        to.Begin(Families.Destinations);
        to.Sample(Exposition.Labels(("state", "up")), up);
        to.Sample(Exposition.Labels(("state", "down")), down);
    }
}
