using System.Diagnostics;
using Gateway.Analytics.Events;
using Gateway.Capture;
using Gateway.Policies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Proxy;

/// <summary>The proxy listener from the inside: own answers, routing, policies, choice of a destination, forwarding.</summary>
static class ProxyPipeline
{
    public static IServiceCollection AddProxy(this IServiceCollection services)
    {
        services.AddReverseProxy();
        CheckedOnce.Replace(services);
        services.AddRequestTimeouts();
        foreach (var balancing in WeightedBalancing.All)
            services.AddSingleton<ILoadBalancingPolicy>(balancing);
        return Policies.Policies.Add(services)
            .AddSingleton<RoutePlans>()
            .AddSingleton<ConfigInForce>()
            .AddSingleton<StoreConfigProvider>()
            .AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<StoreConfigProvider>())
            .AddSingleton<Admin.Changes.IProxyCheck, ProxyCheck>()
            .AddSingleton<RouteVerdicts>()
            .AddSingleton<RouteTrial>()
            .AddSingleton<Admin.Routes.IRouteTrial>(provider => provider.GetRequiredService<RouteTrial>())
            .AddSingleton<ConfigApplier>()
            .AddSingleton<SnapshotSaves>()
            .AddSingleton<ConfigFeed>()
            .AddHostedService(provider => provider.GetRequiredService<ConfigFeed>());
    }

    public static void UseProxy(this IApplicationBuilder app)
    {
        var plans = app.ApplicationServices.GetRequiredService<RoutePlans>();
        var policies = app.ApplicationServices.GetRequiredService<Policies.Policies>().All;
        var config = app.ApplicationServices.GetRequiredService<ConfigInForce>();
        var trial = app.ApplicationServices.GetRequiredService<RouteTrial>();
        app.Use(next =>
        {
            trial.Through(next);
            return next;
        });
        app.Use(next => http => OwnAnswers.InvokeAsync(http, config, next));
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapReverseProxy(pipeline => Pass(pipeline, plans, policies));
            trial.Among(endpoints.DataSources);
        });
    }

    /// <summary>What a request goes through once a route has taken it.</summary>
    public static void Pass(IReverseProxyApplicationBuilder pipeline, RoutePlans plans, IPolicy[] policies)
    {
        pipeline.Use(next => http => AdmitAsync(http, plans, policies, next));
        pipeline.UseSessionAffinity();
        pipeline.UseLoadBalancing();
        pipeline.UsePassiveHealthChecks();
        pipeline.Use(next => http => ForwardAsync(http, next));
    }

    static async Task AdmitAsync(HttpContext http, RoutePlans plans, IPolicy[] policies, RequestDelegate next)
    {
        var exchange = http.Features.GetRequiredFeature<Exchange>();
        var plan = exchange.Plan = plans.Of(http.GetRouteModel().Config);
        foreach (var policy in policies)
        {
            if (await policy.CheckAsync(http, plan, exchange.Admission) is not { } refusal)
                continue;
            (exchange.FailedBy, exchange.Reason) = (refusal.By, refusal.Reason);
            await OwnAnswers.WriteAsync(http, refusal);
            return;
        }

        exchange.Trial?.TakePlace(http);
        await next(http);
    }

    static async Task ForwardAsync(HttpContext http, RequestDelegate next)
    {
        var exchange = http.Features.GetRequiredFeature<Exchange>();
        var proxying = http.GetReverseProxyFeature();
        // Without a destination the forwarder answers 503 and asks nobody.
        if (proxying.AvailableDestinations.Count == 0)
        {
            await next(http);
            return;
        }

        exchange.UpstreamAt = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            exchange.UpstreamEndedAt = Stopwatch.GetTimestamp();
            exchange.Attempts = 1;
            exchange.Destination = proxying.ProxiedDestination?.DestinationId;
            var failed = http.Features.Get<IForwarderErrorFeature>();
            if (failed is null || http.Response.HasStarted)
                exchange.UpstreamStatus = (short)http.Response.StatusCode;
            if (failed is not null && http.Features.Get<IHttpRequestTimeoutFeature>() is { RequestTimeoutToken.IsCancellationRequested: true })
                TimedOut(http, exchange);
        }
    }

    /// <summary>The forwarder sees a cancelled request and takes the client for gone; it was the route's own limit.</summary>
    static void TimedOut(HttpContext http, Exchange exchange)
    {
        (exchange.FailedBy, exchange.Reason) = (FailedBy.Upstream, Reason.TimedOut);
        if (!http.Response.HasStarted)
            http.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
    }
}
