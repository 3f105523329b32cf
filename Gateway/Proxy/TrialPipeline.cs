using System.Diagnostics;
using Gateway.Policies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Proxy;

/// <summary>
/// The listener's pipeline once more, with one route in place of the published one: what a change that nobody has saved would do.
/// Its matcher is the framework's, made of the published endpoints and the one of the draft; what is published goes on beside it.
/// </summary>
sealed class TrialPipeline : IAsyncDisposable
{
    readonly ServiceProvider services;

    TrialPipeline(ServiceProvider services, RequestDelegate run, IReadOnlyList<Endpoint> endpoints) => (this.services, Run, Endpoints) = (services, run, endpoints);

    public RequestDelegate Run { get; }

    /// <summary>What it chooses from.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <param name="route">The draft's; its plan is known. Null: the published one is only taken away.</param>
    /// <param name="cluster">Its cluster as published.</param>
    /// <param name="published">The endpoints of all other routes.</param>
    /// <param name="plans">Of published routes and of the draft's.</param>
    /// <param name="policies">As the listener has them.</param>
    /// <param name="config">Says that there is a configuration.</param>
    /// <param name="server">The process's own.</param>
    public static TrialPipeline Create(RouteConfig? route, ClusterConfig? cluster, IEnumerable<Endpoint> published, RoutePlans plans, IPolicy[] policies, ConfigInForce config, IServer server)
    {
        var collection = new ServiceCollection();
        var listener = new DiagnosticListener("Gateway.Trial");
        collection.AddSingleton(listener).AddSingleton<DiagnosticSource>(listener);
        // The proxy looks at what kind it is.
        collection.AddSingleton(server);
        collection.AddLogging();
        collection.AddMetrics();
        collection.AddRequestTimeouts();
        // No health checks: a trial asks no destination anything.
        collection.AddReverseProxy().LoadFromMemory(route is null ? [] : [route], cluster is null ? [] : [cluster with { HealthCheck = null }]);
        foreach (var balancing in WeightedBalancing.All)
            collection.AddSingleton<ILoadBalancingPolicy>(balancing);
        var services = collection.BuildServiceProvider();

        var drafts = new List<Endpoint>();
        var draft = new ApplicationBuilder(services);
        draft.UseRouting();
        draft.UseEndpoints(endpoints =>
        {
            endpoints.MapReverseProxy(pipeline => ProxyPipeline.Pass(pipeline, plans, policies));
            drafts.AddRange(endpoints.DataSources.SelectMany(source => source.Endpoints));
        });
        draft.Build();

        Endpoint[] all = [.. published, .. drafts];
        var whole = new ApplicationBuilder(services);
        whole.Use(next => http => OwnAnswers.InvokeAsync(http, config, next));
        whole.UseRouting();
        whole.UseRequestTimeouts();
        whole.UseEndpoints(endpoints =>
        {
            endpoints.DataSources.Clear();
            endpoints.DataSources.Add(new Fixed(all));
        });
        return new TrialPipeline(services, whole.Build(), all);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    sealed class Fixed(IReadOnlyList<Endpoint> endpoints) : EndpointDataSource
    {
        public override IReadOnlyList<Endpoint> Endpoints => endpoints;

        public override IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);
    }
}
