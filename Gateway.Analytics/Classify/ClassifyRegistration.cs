using Gateway.Analytics.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Analytics.Classify;

/// <summary>What is said about a client: its class and its country.</summary>
public static class ClassifyRegistration
{
    /// <summary>The host calls <see cref="CountryDatabase.Reload"/> every some seconds.</summary>
    public static IServiceCollection AddClassify(this IServiceCollection services) => services
        .AddSection<UserAgentOptions>("Gateway:UserAgents")
        .AddSection<GeoOptions>("Gateway:Geo")
        .AddSingleton<UserAgentCache>()
        .AddSingleton<CountryDatabase>();
}
