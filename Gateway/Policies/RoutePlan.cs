using System.Runtime.CompilerServices;
using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;
using Gateway.Analytics.Events;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Policies;

/// <summary>What the gateway itself needs of a route while a request runs: whose it is, and who may send.</summary>
sealed record RoutePlan(
    string Tenant,
    string Route,
    string? Api,
    string? Team,
    string[]? Groups,
    string Cluster,
    KeyAccess KeyAccess,
    string KeyHeader,
    bool PassKey,
    JwtPlan? Jwt,
    long MaxRequestBodyBytes,
    Refusal? Maintenance)
{
    /// <summary>Kestrel's own default.</summary>
    public const long DefaultMaxRequestBodyBytes = 30_000_000;

    /// <summary>Where the route's token comes as Authorization: Bearer, a key does not: it has its own header.</summary>
    public bool KeyMayBeBearer { get; } = Jwt is not { IsBearer: true };

    public static RoutePlan Of(RouteDocument route, JwtKeys keys) => new(
        route.Tenant!,
        route.Id,
        route.Api,
        route.Team,
        route.Groups.Count == 0 ? null : [.. route.Groups],
        route.Cluster,
        route.Access.ApiKey,
        route.Access.Header,
        route.Access.PassKey,
        JwtPlan.Of(route, keys),
        route.MaxRequestBodyBytes ?? DefaultMaxRequestBodyBytes,
        route.Maintenance is { } rest ? Rest(rest) : null);

    static Refusal Rest(MaintenanceDocument rest) =>
        new(503, Reason.Maintenance, "Under maintenance", rest.Text ?? "This route rests for maintenance. Try again later.") { RetryAfter = (int)Math.Ceiling(rest.RetryAfter.TotalSeconds) };
}

/// <summary>
/// Ties each of the proxy's route configurations to its plan, so that both change in one step: a request that has matched the
/// old configuration meets the old plan, never a mix.
/// </summary>
sealed class RoutePlans
{
    readonly ConditionalWeakTable<RouteConfig, RoutePlan> plans = [];

    public RoutePlan Of(RouteConfig route) => plans.TryGetValue(route, out var plan)
        ? plan
        : throw new InvalidOperationException($"Route '{route.RouteId}' has no plan: the proxy was given a route that the feed did not make.");

    public void Set(RouteConfig route, RoutePlan plan) => plans.AddOrUpdate(route, plan);
}
