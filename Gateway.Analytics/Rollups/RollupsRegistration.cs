using Gateway.Analytics.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Analytics.Rollups;

/// <summary>Sums of the events, and how long things are kept.</summary>
public static class RollupsRegistration
{
    /// <summary>Fold and retention are driven by jobs. Needs an <see cref="Storage.AnalyticsDatabase"/>, a <see cref="Storage.DatabaseReady"/> and an <see cref="Ingest.NodeName"/>.</summary>
    public static IServiceCollection AddRollups(this IServiceCollection services) => services
        .AddSection<RollupOptions>("Gateway:Rollups")
        .AddSingleton<CellReader>()
        .AddSingleton<FoldStatusReader>()
        .AddSingleton<FoldWatch>()
        .AddSingleton<TenantTraffic>()
        .AddSingleton<Folder>()
        .AddSingleton<FoldRounds>()
        .AddSingleton<Retention>();
}
