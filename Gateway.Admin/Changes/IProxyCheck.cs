using Gateway.Admin.Contract;

namespace Gateway.Admin.Changes;

/// <summary>
/// What the data plane says of a document before it is stored: the proxy's own validator runs here, so that nothing is published
/// that it would refuse. Implemented beside the proxy, which this project does not know.
/// </summary>
interface IProxyCheck
{
    /// <summary>Adds an error for everything the proxy would refuse, each at its field below <paramref name="path"/>.</summary>
    ValueTask CheckAsync(RouteDocument route, FieldErrors errors, string path);

    /// <inheritdoc cref="CheckAsync(RouteDocument, FieldErrors, string)"/>
    ValueTask CheckAsync(ClusterDocument cluster, FieldErrors errors, string path);
}
