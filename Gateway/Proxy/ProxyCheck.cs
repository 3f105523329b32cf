using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>Asks the proxy's own validator, and points at the field that it means.</summary>
sealed class ProxyCheck(IConfigValidator validator) : IProxyCheck
{
    public async ValueTask CheckAsync(RouteDocument route, FieldErrors errors, string path)
    {
        string At(string field) => FieldErrors.Join(path, field);
        var pathIsValid = CheckPattern(route.Match.Path, errors, At("match.path"));
        for (var i = 0; i < route.Match.Query.Count; i++)
        {
            if (route.Match.Query[i].Mode == MatchMode.NotExists)
                errors.Add(At($"match.query[{i}].mode"), "NotExists is for headers only; accepted are Exact, Prefix, Contains, NotContains, Exists");
        }

        for (var i = 0; i < route.Transforms.Count; i++)
        {
            // One at a time, so that the error stands at the transform it is about.
            var only = ProxyConfigBuilder.Build(route with { Transforms = [route.Transforms[i]], Match = new MatchDocument { Path = "/" } });
            foreach (var error in await validator.ValidateRouteAsync(only))
                errors.Add(At($"transforms[{i}]"), Plain(error));
        }

        if (!pathIsValid)
            return;
        foreach (var error in await validator.ValidateRouteAsync(ProxyConfigBuilder.Build(route with { Transforms = [], Match = route.Match with { Methods = [] } })))
            errors.Add(At("match"), Plain(error));
    }

    public async ValueTask CheckAsync(ClusterDocument cluster, FieldErrors errors, string path)
    {
        if (cluster.Destinations.DistinctBy(destination => destination.Id).Count() != cluster.Destinations.Count)
            return;
        foreach (var error in await validator.ValidateClusterAsync(ClusterConfigBuilder.Build(cluster)))
            errors.Add(path.Length == 0 ? "cluster" : path, Plain(error));
    }

    static bool CheckPattern(string? pattern, FieldErrors errors, string path)
    {
        if (string.IsNullOrEmpty(pattern))
            return true;
        try
        {
            RoutePatternFactory.Parse(pattern);
            return true;
        }
        catch (RoutePatternException invalid)
        {
            errors.Add(path, $"is not a route pattern: {invalid.Message} Write it like /orders/{{**rest}}.");
            return false;
        }
    }

    // The validator repeats the internal id; people know the route by its own.
    static string Plain(Exception error) => error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message;
}
