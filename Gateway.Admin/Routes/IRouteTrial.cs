using Gateway.Admin.Contract;

namespace Gateway.Admin.Routes;

/// <summary>
/// Runs a request that nobody sent through the proxy's own pipeline, up to the point where it would leave. Implemented beside
/// the proxy, which this project does not know.
/// </summary>
interface IRouteTrial
{
    /// <summary>What would become of the request on this node.</summary>
    /// <param name="request">Checked already.</param>
    /// <param name="draft">A route as it is not published, valid and with its tenant; it stands in place of the published one of its id. Null: all as published.</param>
    /// <param name="from">Address of the client that it would come from.</param>
    /// <param name="sees">Whether the caller sees routes of this tenant and team; of others nothing is said.</param>
    /// <param name="disabled">The routes that this node does not know because they are switched off.</param>
    /// <param name="token">Cancels.</param>
    Task<RouteTrialAnswer> TryAsync(
        RouteTrialRequest request, RouteDocument? draft, System.Net.IPAddress? from, Func<string, string?, bool> sees, IReadOnlyList<RouteDocument> disabled, CancellationToken token);
}
