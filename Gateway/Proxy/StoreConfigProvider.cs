using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>Hands the proxy what <see cref="ConfigFeed"/> has built: complete before it is signalled, never throwing.</summary>
sealed class StoreConfigProvider : IProxyConfigProvider
{
    volatile Config current = new([], []);

    public IProxyConfig GetConfig() => current;

    public void Swap(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters)
    {
        var old = current;
        current = new Config(routes, clusters);
        old.Signal();
    }

    sealed class Config : IProxyConfig
    {
        readonly CancellationTokenSource changed = new();

        public Config(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters)
        {
            Routes = routes;
            Clusters = clusters;
            ChangeToken = new CancellationChangeToken(changed.Token);
        }

        public IReadOnlyList<RouteConfig> Routes { get; }

        public IReadOnlyList<ClusterConfig> Clusters { get; }

        public IChangeToken ChangeToken { get; }

        public void Signal() => changed.Cancel();
    }
}
