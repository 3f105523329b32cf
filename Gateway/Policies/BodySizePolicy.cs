using Gateway.Analytics.Events;

namespace Gateway.Policies;

/// <summary>Refuses a body that says beforehand that it is too large; one that does not say is cut off while it streams.</summary>
sealed class BodySizePolicy : IPolicy
{
    static readonly Refusal TooLarge = new(413, Reason.BodyTooLarge, "Request body too large", "The route takes smaller bodies only.");

    public ValueTask<Refusal?> CheckAsync(HttpContext http, RoutePlan route, Admission admission) =>
        new(http.Request.ContentLength > route.MaxRequestBodyBytes ? TooLarge : null);
}
