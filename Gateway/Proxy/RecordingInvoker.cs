using System.Net;
using Gateway.Admin.Contract;
using Gateway.Capture;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>Stands where the client of a cluster stands, and writes down the one request that it is given.</summary>
sealed class RecordingInvoker() : HttpMessageInvoker(new SocketsHttpHandler()), ITrial
{
    public string? Method { get; private set; }

    public string? Url { get; private set; }

    public IReadOnlyList<HeaderLine> Headers { get; private set; } = [];

    /// <summary>Those that load balancing had before it.</summary>
    public IReadOnlyList<string> Destinations { get; private set; } = [];

    public void TakePlace(HttpContext http)
    {
        var proxying = http.GetReverseProxyFeature();
        Destinations = [.. proxying.AvailableDestinations.Select(destination => destination.DestinationId).Order(StringComparer.Ordinal)];
        // Without its health check: what is answered here says nothing about a destination.
        var cluster = new ClusterModel(proxying.Cluster.Config with { HealthCheck = null }, this);
        http.Features.Set<IReverseProxyFeature>(new InPlace(proxying.Route, cluster, proxying.AllDestinations) { AvailableDestinations = proxying.AvailableDestinations });
    }

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Method = request.Method.Method;
        Url = request.RequestUri!.AbsoluteUri;
        var lines = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default(System.Net.Http.Headers.HttpHeadersNonValidated));
        var headers = lines.SelectMany(header => header.Value.Select(value => new HeaderLine { Name = header.Key, Value = value })).ToList();
        // Its absence means that the address says it.
        if (request.Headers.Host is null)
            headers.Insert(0, new HeaderLine { Name = "Host", Value = request.RequestUri.Authority });
        Headers = headers;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request });
    }

    sealed record InPlace(RouteModel Route, ClusterModel Cluster, IReadOnlyList<DestinationState> AllDestinations) : IReverseProxyFeature
    {
        public required IReadOnlyList<DestinationState> AvailableDestinations { get; set; }

        public DestinationState? ProxiedDestination { get; set; }
    }
}
