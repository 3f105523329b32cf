using Gateway.Capture;
using Gateway.Hosting;

namespace Gateway.Metrics;

/// <summary>The listener for machines: metrics and health, nothing else.</summary>
static class MetricsRegistration
{
    /// <summary>The sources in the order of the answer.</summary>
    public static IServiceCollection AddNodeMetrics(this IServiceCollection services) => services
        .AddSingleton<RequestMetrics>()
        .AddSingleton<IExchangeMetrics>(provider => provider.GetRequiredService<RequestMetrics>())
        .AddSingleton<IMetricSource, NodeFamilies>()
        .AddSingleton<IMetricSource, PipelineFamilies>()
        .AddSingleton<IMetricSource, WorkFamilies>()
        .AddSingleton<IMetricSource, RuntimeFamilies>()
        .AddSingleton<MetricsEndpoint>();

    public static void UseMetrics(this IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            app.ApplicationServices.GetRequiredService<Health>().Map(endpoints);
            app.ApplicationServices.GetRequiredService<MetricsEndpoint>().Map(endpoints);
        });
    }
}
