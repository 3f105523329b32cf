using Gateway.Analytics.Configuration;

namespace Gateway.Demo;

/// <summary>The demo, when asked for.</summary>
static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<DemoOptions>("Gateway:Demo");
        if (configuration.GetValue<bool>("Gateway:Demo:Enabled"))
            services.AddHostedService<DemoRunner>();
        return services;
    }
}
