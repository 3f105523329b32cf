namespace Gateway.Capture;

/// <summary>From an exchange to an event.</summary>
static class CaptureRegistration
{
    public static IServiceCollection AddCapture(this IServiceCollection services) => services
        .AddSingleton<CaptureFaults>()
        .AddSingleton<EventBuilder>()
        .AddSingleton<FinishedExchanges>()
        .AddHostedService<BadRequests>();

    public static void UseCapture(this IApplicationBuilder app) => app.UseMiddleware<CaptureMiddleware>();
}
