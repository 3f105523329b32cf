using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Gateway.Admin.Http;

/// <summary>
/// Endpoints that are built when they are first asked for and then stay. The framework asks all of its sources anew whenever one of
/// them changes, which the proxy's does with each publication, and the usual source compiles each of its handlers each time: with
/// those of the API that took 0.4 s of CPU for every change of a route (seen as `lambda_method` in the runtime's JIT events).
/// </summary>
sealed class BuiltOnce(IReadOnlyList<EndpointDataSource> sources) : EndpointDataSource
{
    readonly Lazy<IReadOnlyList<Endpoint>> built = new(() => [.. sources.SelectMany(source => source.Endpoints)]);

    public override IReadOnlyList<Endpoint> Endpoints => built.Value;

    /// <summary>Nothing is mapped after the start.</summary>
    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    /// <summary>Takes the place of all that is mapped so far.</summary>
    public static void Replace(IEndpointRouteBuilder endpoints)
    {
        var mapped = endpoints.DataSources.ToList();
        endpoints.DataSources.Clear();
        endpoints.DataSources.Add(new BuiltOnce(mapped));
    }
}
