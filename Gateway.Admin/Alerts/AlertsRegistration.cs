using Gateway.Analytics.Alerts;
using Gateway.Analytics.Configuration;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.Alerts;

static class AlertsRegistration
{
    /// <summary>Evaluation and watch are driven by jobs. Needs an <see cref="INodeSignals"/>.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSection<AlertOptions>("Gateway:Alerts")
        .AddSingleton<RuleReader>()
        .AddSingleton<AlertEvaluation>()
        .AddSingleton<AlertBackTest>()
        .AddSingleton<NodeNotices>()
        .AddSingleton<AlertRules>()
        .AddSingleton<AlertTemplates>()
        .AddSingleton<AlertCollection>()
        .AddSingleton<AlertActivity>()
        .AddSingleton<AlertLeases>()
        .AddSingleton<AlertRound>()
        .AddSingleton<NodeWatch>()
        .AddSingleton<AlertEndpoints>()
        .AddSingleton<AlertTrials>()
        .AddSingleton<AlertLog>();

    public static void MapAlerts(this IEndpointRouteBuilder api, IServiceProvider services)
    {
        services.GetRequiredService<AlertTrials>().Map(api);
        services.GetRequiredService<AlertEndpoints>().Map(api);
        services.GetRequiredService<AlertLog>().Map(api);
    }
}
