using Gateway.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Isolation;

/// <summary>The endpoints of the API as the running gateway has them.</summary>
static class ApiEndpoints
{
    const string Root = "/api/v1";

    /// <summary>Method and path template below <c>/api/v1</c>, such as <c>GET /routes/{id}</c>.</summary>
    public static IReadOnlyList<(string Method, string Path)> Of(TestGateway gateway) =>
    [
        .. from endpoint in gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/')
           where pattern.StartsWith(Root + "/", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
           let path = pattern[Root.Length..]
           orderby path, method
           select (method, path),
    ];
}
