using Gateway.Admin.Contract;
using Gateway.Policies;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>
/// Says why a route does not take a request, by asking the matcher's own parts about that route alone: its pattern, then each of
/// the policies that the matcher works with.
/// </summary>
sealed class RouteVerdicts(IEnumerable<MatcherPolicy> policies, ParameterPolicyFactory constraints)
{
    // By name, as the framework's and the proxy's own are not public. In the order in which reasons are told.
    static readonly (string Type, TrialReason Reason)[] Known =
    [
        ("HostMatcherPolicy", TrialReason.Host),
        ("HttpMethodMatcherPolicy", TrialReason.Method),
        ("HeaderMatcherPolicy", TrialReason.Header),
        ("QueryParameterMatcherPolicy", TrialReason.Query),
    ];

    readonly (IEndpointSelectorPolicy Policy, TrialReason Reason)[] asked =
        [.. from known in Known select ((IEndpointSelectorPolicy)policies.Single(policy => policy.GetType().Name == known.Type), known.Reason)];

    public async Task<TrialLoser> OfAsync(HttpContext http, RouteEndpoint endpoint, RouteConfig route, RoutePlan plan, RouteConfig? winner, bool isHidden)
    {
        var (reason, detail) = await FirstAsync(http, endpoint, route) is { } failed
            ? (failed, Words(failed, route))
            : (TrialReason.Order, isHidden || winner is null ? "It matches, but another route comes first." : Behind(route, winner));
        return new TrialLoser(plan.Tenant, plan.Route, reason, detail);
    }

    /// <summary>The first condition that fails; null when all hold.</summary>
    async Task<TrialReason?> FirstAsync(HttpContext http, RouteEndpoint endpoint, RouteConfig route)
    {
        foreach (var (policy, reason) in asked.Take(1))
        {
            if (!await HoldsAsync(http, endpoint, policy))
                return reason;
        }

        if (!PathMatches(http, endpoint.RoutePattern))
            return TrialReason.Path;
        foreach (var (policy, reason) in asked.Skip(1))
        {
            if (!await HoldsAsync(http, endpoint, policy))
                return reason;
        }

        return null;
    }

    static async Task<bool> HoldsAsync(HttpContext http, RouteEndpoint endpoint, IEndpointSelectorPolicy policy)
    {
        var candidates = new CandidateSet([endpoint], [[]], [0]);
        await policy.ApplyAsync(http, candidates);
        return candidates.IsValidCandidate(0);
    }

    bool PathMatches(HttpContext http, RoutePattern pattern)
    {
        var values = new RouteValueDictionary();
        if (!new TemplateMatcher(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults)).TryMatch(http.Request.Path, values))
            return false;
        foreach (var (name, references) in pattern.ParameterPolicies)
        {
            foreach (var reference in references)
            {
                if (constraints.Create(pattern.GetParameter(name), reference) is IRouteConstraint constraint
                    && !constraint.Match(http, route: null, name, values, RouteDirection.IncomingRequest))
                    return false;
            }
        }

        return true;
    }

    static string Words(TrialReason reason, RouteConfig route) => reason switch
    {
        TrialReason.Host => $"It takes the host {string.Join(" or ", route.Match.Hosts!)}.",
        TrialReason.Method => $"It takes {string.Join(", ", route.Match.Methods!)}.",
        TrialReason.Header => $"It asks for {string.Join(" and ", route.Match.Headers!.Select(header => Condition("header", header.Name, header.Mode.ToString(), header.Values)))}.",
        TrialReason.Query => $"It asks for {string.Join(" and ", route.Match.QueryParameters!.Select(query => Condition("parameter", query.Name, query.Mode.ToString(), query.Values)))}.",
        _ => $"Its path is {route.Match.Path}.",
    };

    static string Condition(string kind, string name, string mode, IReadOnlyList<string>? values) =>
        values is { Count: > 0 } ? $"the {kind} {name} ({mode}: {string.Join(", ", values)})" : $"the {kind} {name} ({mode})";

    static string Behind(RouteConfig route, RouteConfig winner) => (route.Order ?? 0) > (winner.Order ?? 0)
        ? $"It matches, but its order {route.Order} comes after {winner.Order ?? 0}."
        : "It matches, but the other one says more exactly what it takes.";
}
