using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Nodes;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>The destinations that this node passes over, for the registry of nodes.</summary>
static class UnhealthyDestinations
{
    /// <summary>More are not told: by then it is the network that is away.</summary>
    const int Maximum = 1000;

    /// <summary>As JSON; null when all may be chosen.</summary>
    public static string? Of(IProxyStateLookup state)
    {
        var found = (
            from cluster in state.GetClusters()
            from destination in cluster.DestinationsState.AllDestinations
            let health = destination.Health
            where health.Active == DestinationHealth.Unhealthy || health.Passive == DestinationHealth.Unhealthy
            let id = cluster.ClusterId.Split('/', 2)
            select new UnhealthyDestination(id[0], id[1], destination.DestinationId, health.Active == DestinationHealth.Unhealthy)).Take(Maximum).ToList();
        return found.Count == 0 ? null : JsonSerializer.Serialize(found, ContractJson.Options);
    }
}
