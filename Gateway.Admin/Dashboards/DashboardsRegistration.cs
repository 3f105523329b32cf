using Gateway.Admin.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.Dashboards;

static class DashboardsRegistration
{
    public static IServiceCollection AddDashboards(this IServiceCollection services) => services
        .AddSingleton(_ => ShippedDashboards.Load())
        .AddSingleton<DashboardChecks>()
        .AddSingleton<DashboardCollection>()
        .AddSingleton<DashboardReader>()
        .AddSingleton<DashboardSaves>()
        .AddSingleton<DashboardEndpoints>()
        .AddSingleton<DashboardHistory>()
        .AddSingleton<DashboardStars>()
        .AddSingleton<DashboardCopies>()
        .AddSingleton<DashboardLinks>()
        .AddSingleton<SharedDashboards>()
        .AddSingleton<WidgetQuestions>()
        .AddSingleton<SharedEndpoints>();

    /// <summary>What one may do with a dashboard follows from the dashboard, so all calls are open to who sees some traffic of the tenant.</summary>
    public static void MapDashboards(this IEndpointRouteBuilder api, IServiceProvider services)
    {
        var group = api.MapGroup("/dashboards").WithTags("dashboards").Needs(Need.ReadTeam);
        services.GetRequiredService<DashboardEndpoints>().Map(group);
        services.GetRequiredService<DashboardHistory>().Map(group);
        services.GetRequiredService<DashboardStars>().Map(group);
        services.GetRequiredService<DashboardCopies>().Map(group);
        services.GetRequiredService<DashboardLinks>().Map(group);
        services.GetRequiredService<SharedEndpoints>().Map(api);
    }
}
