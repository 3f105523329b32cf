using Gateway.Hosting;

namespace Gateway.Metrics;

/// <summary>The listener for machines: metrics and health, nothing else.</summary>
static class MetricsRegistration
{
    public static void UseMetrics(this IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            app.ApplicationServices.GetRequiredService<Health>().Map(endpoints);
            ActivatorUtilities.CreateInstance<MetricsText>(app.ApplicationServices).Map(endpoints);
        });
    }
}
