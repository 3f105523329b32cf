using System.Net;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Bench.Proxy;

/// <summary>The bare proxy in a process of its own: the same routes and clusters as the gateway gets, and nothing around them.</summary>
static class BareRole
{
    public const string Verb = "role-bare";

    public static Task<int> RunAsync(string upstream, CancellationToken token)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddReverseProxy().LoadFromMemory(
            [.. ProxyShape.Routes.Select(route => new RouteConfig
            {
                RouteId = route.Id,
                ClusterId = route.Tenant,
                Match = new RouteMatch { Path = route.Pattern },
            })],
            [.. ProxyShape.Tenants.Select(tenant => new ClusterConfig
            {
                ClusterId = tenant,
                LoadBalancingPolicy = "PowerOfTwoChoices",
                Destinations = new Dictionary<string, DestinationConfig> { ["upstream"] = new() { Address = upstream } },
            })]);
        var app = builder.Build();
        app.MapReverseProxy();
        return RoleHost.RunAsync(app, token);
    }
}
