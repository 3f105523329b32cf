using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>
/// The proxy's own validator, asked once for each object. The proxy validates all it is given at each change, and nearly all of
/// that are the objects from before, which it cannot change.
/// </summary>
sealed class CheckedOnce(IConfigValidator validator) : IConfigValidator
{
    static readonly object Passed = new();

    // By reference, not by value, and gone with the object.
    readonly ConditionalWeakTable<object, object> passed = [];

    public async ValueTask<IList<Exception>> ValidateRouteAsync(RouteConfig route) =>
        passed.TryGetValue(route, out _) ? [] : Remember(route, await validator.ValidateRouteAsync(route));

    public async ValueTask<IList<Exception>> ValidateClusterAsync(ClusterConfig cluster) =>
        passed.TryGetValue(cluster, out _) ? [] : Remember(cluster, await validator.ValidateClusterAsync(cluster));

    /// <summary>Puts it in front of the validator that is registered.</summary>
    public static void Replace(IServiceCollection services)
    {
        var own = services.Last(service => service.ServiceType == typeof(IConfigValidator));
        services.Remove(own);
        services.AddSingleton<IConfigValidator>(provider => new CheckedOnce((IConfigValidator)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
    }

    IList<Exception> Remember(object config, IList<Exception> errors)
    {
        if (errors.Count == 0)
            passed.AddOrUpdate(config, Passed);
        return errors;
    }
}
