using Gateway.Analytics.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Access.Relations;

/// <summary>Relationship checks: the one that is configured, or none.</summary>
static class RelationsRegistration
{
    public static IServiceCollection AddRelations(this IServiceCollection services) => services
        .AddSection<OpenFgaOptions>("Gateway:Relations:OpenFga")
        .AddSingleton<OpenFgaChecker>()
        .AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<OpenFgaOptions>();
            var time = provider.GetRequiredService<TimeProvider>();
            var reader = options.ApiUrl is null
                ? null
                : new RelationReader(provider.GetRequiredService<OpenFgaChecker>(), [.. options.Mapped], options.UserTemplate, options.Timeout, time);
            return new RelationGrants(reader, options.CacheFor, time, provider.GetRequiredService<ILogger<RelationGrants>>());
        });
}
