using Gateway.Analytics.Configuration;
using Gateway.Analytics.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Analytics.Queries;

/// <summary>Answers about what is stored.</summary>
public static class QueriesRegistration
{
    /// <summary>
    /// Needs an <see cref="AnalyticsDatabase"/> and the readers of <c>AddRollups</c>. Takes every registered <see cref="IPresetSource"/>,
    /// <see cref="Measure"/> and <see cref="Dimension"/>, and the registered <see cref="INameLookup"/> in place of one that knows no names.
    /// </summary>
    public static IServiceCollection AddQueries(this IServiceCollection services)
    {
        services.AddSection<QueryOptions>("Gateway:Queries");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INameLookup, NoNames>();
        return services
            .AddSingleton<Vocabulary>()
            .AddSingleton<PresetCatalogue>()
            .AddSingleton<TenantPlaces>()
            .AddSingleton<QueryEngine>();
    }
}
