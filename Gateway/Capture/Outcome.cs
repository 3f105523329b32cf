using Gateway.Analytics.Events;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Capture;

/// <summary>Who made an exchange fail, and why: from the forwarder's own account, a policy's refusal, or what routing met.</summary>
static class Outcome
{
    /// <summary>nginx's word for "the client closed the connection before the answer"; the client itself saw no status.</summary>
    public const short ClientClosed = 499;

    public static (short Status, FailedBy By, Reason Reason) Of(HttpContext http, Exchange exchange)
    {
        var status = (short)Math.Clamp(http.Response.StatusCode, 0, 999);
        if (exchange.FailedBy != FailedBy.None)
            return (status, exchange.FailedBy, exchange.Reason);
        if (http.Features.Get<IForwarderErrorFeature>() is { Error: not ForwarderError.None } failed)
        {
            var (by, reason) = Of(failed.Error, http.RequestAborted.IsCancellationRequested);
            var unanswered = by == FailedBy.Client && !http.Response.HasStarted && http.RequestAborted.IsCancellationRequested;
            return (unanswered ? ClientClosed : status, by, reason);
        }

        if (exchange.Plan is null)
            return (status, FailedBy.None, status == StatusCodes.Status405MethodNotAllowed ? Reason.MethodNotAllowed : status == StatusCodes.Status404NotFound ? Reason.NoRoute : Reason.None);
        return (status, FailedBy.None, Reason.None);
    }

    /// <summary>The forwarder's error in our words.</summary>
    public static (FailedBy By, Reason Reason) Of(ForwarderError error, bool clientIsGone) => error switch
    {
        ForwarderError.Request => (FailedBy.Upstream, Reason.ConnectFailed),
        ForwarderError.RequestTimedOut => (FailedBy.Upstream, Reason.TimedOut),
        ForwarderError.RequestCanceled => clientIsGone ? (FailedBy.Client, Reason.ClientClosedRequest) : (FailedBy.Upstream, Reason.TimedOut),
        ForwarderError.RequestBodyCanceled => clientIsGone ? (FailedBy.Client, Reason.RequestBodyCanceled) : (FailedBy.Upstream, Reason.TimedOut),
        ForwarderError.RequestBodyClient => (FailedBy.Client, Reason.RequestBodyClient),
        ForwarderError.RequestBodyDestination => (FailedBy.Upstream, Reason.RequestBodyDestination),
        ForwarderError.ResponseBodyCanceled => clientIsGone ? (FailedBy.Client, Reason.ResponseBodyCanceled) : (FailedBy.Upstream, Reason.TimedOut),
        ForwarderError.ResponseBodyClient => (FailedBy.Client, Reason.ResponseBodyClient),
        ForwarderError.ResponseBodyDestination => (FailedBy.Upstream, Reason.ResponseBodyDestination),
        ForwarderError.ResponseHeaders => (FailedBy.Upstream, Reason.ResponseHeaders),
        ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled => (FailedBy.Client, Reason.UpgradeCanceled),
        ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient => (FailedBy.Client, Reason.UpgradeClient),
        ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination => (FailedBy.Upstream, Reason.UpgradeDestination),
        ForwarderError.UpgradeActivityTimeout => (FailedBy.Upstream, Reason.TimedOut),
        ForwarderError.NoAvailableDestinations => (FailedBy.Upstream, Reason.NoDestination),
        ForwarderError.RequestCreation => (FailedBy.Gateway, Reason.RequestCreation),
        _ => (FailedBy.Gateway, Reason.GatewayFault),
    };
}
