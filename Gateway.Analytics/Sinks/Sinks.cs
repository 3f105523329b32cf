using Gateway.Analytics.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Analytics.Sinks;

/// <summary>All sinks beside the database, which has a writer of its own with a checkpoint in each transaction.</summary>
public static class Sinks
{
    /// <summary>Needs a spool.</summary>
    public static IServiceCollection AddSinks(this IServiceCollection services) => services
        .AddSection<JsonFileOptions>("Gateway:Sinks:JsonFile")
        .AddSingleton<ISink, JsonFileSink>()
        .AddSingleton<SinkLoops>()
        .AddHostedService(provider => provider.GetRequiredService<SinkLoops>());
}
