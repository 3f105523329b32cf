using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;
using Gateway.Admin.Routes;
using Gateway.Capture;
using Gateway.Policies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>
/// Sends a made-up request through the very pipeline that the listener has: the same matcher, policies, load balancing, transforms
/// and forwarder. Only the client that would call the upstream is another one: it writes down what it is given. No event comes of
/// it, no key counts as used, no destination's health changes.
/// </summary>
sealed class RouteTrial(
    RoutePlans plans, ConfigInForce config, RouteVerdicts verdicts, StoreConfigProvider published, Policies.Policies policies, JwtKeys issuers, IServer server, IServiceScopeFactory scopes) : IRouteTrial, IDisposable
{
    // A matcher of all routes takes a moment and memory: one at a time.
    readonly SemaphoreSlim drafting = new(1, 1);

    const int MaximumOthers = 50;

    RequestDelegate? pipeline;
    IEnumerable<EndpointDataSource> sources = [];

    /// <summary>Takes the listener's pipeline, from the gateway's own answers to the forwarder.</summary>
    public void Through(RequestDelegate whole) => pipeline = whole;

    /// <summary>Takes the endpoints that the pipeline chooses from.</summary>
    public void Among(IEnumerable<EndpointDataSource> proxied) => sources = proxied;

    public async Task<RouteTrialAnswer> TryAsync(
        RouteTrialRequest request, RouteDocument? draft, IPAddress? from, Func<string, string?, bool> sees, IReadOnlyList<RouteDocument> disabled, CancellationToken token)
    {
        var endpoints = sources.SelectMany(source => source.Endpoints);
        if (draft is null)
            return await TryAsync(request, pipeline!, endpoints, from, sees, disabled, token);
        await drafting.WaitAsync(token);
        try
        {
            var route = ProxyConfigBuilder.Build(draft);
            plans.Set(route, RoutePlan.Of(draft, issuers));
            var others = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RouteModel>()?.Config.RouteId != route.RouteId);
            var cluster = published.GetConfig().Clusters.FirstOrDefault(one => one.ClusterId == route.ClusterId);
            await using var trial = TrialPipeline.Create(draft.Enabled ? route : null, cluster, others, plans, policies.All, config, server);
            disabled = [.. disabled.Where(one => (one.Tenant, one.Id) != (draft.Tenant, draft.Id)), .. draft.Enabled ? Array.Empty<RouteDocument>() : [draft]];
            return await TryAsync(request, trial.Run, trial.Endpoints, from, sees, disabled, token);
        }
        finally
        {
            drafting.Release();
        }
    }

    public void Dispose() => drafting.Dispose();

    async Task<RouteTrialAnswer> TryAsync(
        RouteTrialRequest request,
        RequestDelegate run,
        IEnumerable<Endpoint> among,
        IPAddress? from,
        Func<string, string?, bool> sees,
        IReadOnlyList<RouteDocument> disabled,
        CancellationToken token)
    {
        await using var services = scopes.CreateAsyncScope();
        var http = Context(request, from, services.ServiceProvider, token);
        using var body = new MemoryStream();
        http.Features.Set<IHttpResponseFeature>(new Started(body));
        http.Response.Body = body;
        using var recorder = new RecordingInvoker();
        var exchange = new Exchange { Trial = recorder };
        exchange.Admission.IsTrial = true;
        exchange.Begin(http, Stopwatch.GetTimestamp());
        await run(http);

        var winner = exchange.Plan;
        var hidden = winner is not null && !sees(winner.Tenant, winner.Team);
        var endpoints = among.OfType<RouteEndpoint>()
            .Select(endpoint => (Endpoint: endpoint, endpoint.Metadata.GetMetadata<RouteModel>()!.Config))
            .Select(each => (each.Endpoint, each.Config, Plan: plans.Of(each.Config)))
            .ToList();
        var won = endpoints.FirstOrDefault(each => each.Plan == winner);
        // A context of its own: the one above carries what the pipeline has found.
        var fresh = Context(request, from, services.ServiceProvider, token);
        var losers = new List<TrialLoser>();
        foreach (var (endpoint, route, plan) in endpoints.Where(each => each.Plan != winner && sees(each.Plan.Tenant, each.Plan.Team)))
            losers.Add(await verdicts.OfAsync(fresh, endpoint, route, plan, won.Config, hidden));
        losers.AddRange(disabled.Select(route => new TrialLoser(route.Tenant!, route.Id, TrialReason.Disabled, "It is disabled.")));
        losers.Sort((one, other) => (one.Reason, one.Tenant, one.Id).CompareTo((other.Reason, other.Tenant, other.Id)));

        return new RouteTrialAnswer(
            config.Version,
            winner is null || hidden ? null : new TrialRoute(winner.Tenant, winner.Route, winner.Team, won.Config?.Order ?? 0, winner.Cluster),
            hidden,
            hidden || recorder.Method is not null ? null : Refusal(http, body),
            hidden || recorder.Method is null ? null : Upstream(request, recorder, exchange),
            [.. losers.Take(MaximumOthers)],
            Math.Max(0, losers.Count - MaximumOthers));
    }

    static DefaultHttpContext Context(RouteTrialRequest request, IPAddress? from, IServiceProvider services, CancellationToken token)
    {
        var url = new Uri(request.Url);
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = token };
        http.Connection.RemoteIpAddress = from;
        http.Request.Method = request.Method;
        http.Request.Protocol = HttpProtocol.Http11;
        http.Request.Scheme = url.Scheme;
        http.Request.Path = PathString.FromUriComponent(url.AbsolutePath);
        http.Request.QueryString = QueryString.FromUriComponent(url);
        foreach (var header in request.Headers)
            http.Request.Headers.Append(header.Name, header.Value);
        if (!http.Request.Host.HasValue)
            http.Request.Host = HostString.FromUriComponent(url);
        return http;
    }

    static TrialRefusal Refusal(HttpContext http, MemoryStream body)
    {
        if (body.Length == 0)
            return new TrialRefusal(http.Response.StatusCode, "The gateway answers", "It answers itself and passes nothing on.");
        using var answer = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        return new TrialRefusal(http.Response.StatusCode, answer.RootElement.GetProperty("title").GetString()!, answer.RootElement.GetProperty("detail").GetString()!);
    }

    static TrialUpstream Upstream(RouteTrialRequest request, RecordingInvoker recorder, Exchange exchange)
    {
        var sent = recorder.Headers.Select(header => header.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new TrialUpstream(
            recorder.Method!,
            recorder.Url!,
            recorder.Headers,
            [.. request.Headers.Select(header => header.Name).Where(name => !sent.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase)],
            exchange.Plan!.Cluster,
            exchange.Destination ?? "",
            recorder.Destinations);
    }

    /// <summary>A response that has begun once there is something of it, as on a connection.</summary>
    sealed class Started(MemoryStream written) : HttpResponseFeature
    {
        public override bool HasStarted => written.Length > 0;
    }
}
