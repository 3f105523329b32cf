using System.Diagnostics;
using Gateway.Admin.Contract;
using Gateway.Proxy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.Imports;

/// <summary>
/// Finds the route that would take a logged request today: by the framework's own matcher, as the listener does. A log has no
/// headers but the host, so a route that asks for others takes nothing.
/// </summary>
sealed class LogRoutes : IAsyncDisposable
{
    readonly Dictionary<string, RouteDocument> documents;
    readonly ServiceProvider services;
    readonly RequestDelegate match;

    /// <param name="routes">Those that may be found, enabled ones.</param>
    public LogRoutes(IEnumerable<RouteDocument> routes)
    {
        documents = routes.ToDictionary(route => ProxyConfigBuilder.IdOf(route.Tenant!, route.Id));
        var listener = new DiagnosticListener("Gateway.Import");
        var collection = new ServiceCollection();
        collection.AddSingleton(listener).AddSingleton<DiagnosticSource>(listener);
        collection.AddSingleton<IServer, NoServer>();
        collection.AddLogging();
        collection.AddMetrics();
        // Nothing is ever forwarded, so what a route does once it is chosen is left out.
        RouteConfig[] configs = [.. documents.Values.Select(ProxyConfigBuilder.Build).Select(route => new RouteConfig { RouteId = route.RouteId, Order = route.Order, Match = route.Match })];
        collection.AddReverseProxy().LoadFromMemory(configs, []);
        services = collection.BuildServiceProvider();
        var pipeline = new ApplicationBuilder(services);
        pipeline.UseRouting();
        pipeline.Use(_ => _ => Task.CompletedTask);
        pipeline.UseEndpoints(endpoints => endpoints.MapReverseProxy(_ => { }));
        match = pipeline.Build();
    }

    /// <summary>Null where none takes it.</summary>
    /// <param name="method">As logged.</param>
    /// <param name="host">Without a port; null where the log has none.</param>
    /// <param name="path">Decoded.</param>
    /// <param name="query">With its question mark, or empty.</param>
    public async Task<RouteDocument?> FindAsync(string method, string? host, string path, string query)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Method = method;
        http.Request.Scheme = "http";
        http.Request.Host = host is null ? default : new HostString(host);
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);
        await match(http);
        return http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { } route ? documents[route.Config.RouteId] : null;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>The proxy looks at what kind of server there is; here is none.</summary>
    sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
