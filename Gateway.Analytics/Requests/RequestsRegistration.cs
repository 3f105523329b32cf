using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Analytics.Requests;

/// <summary>Single requests: found among those that are stored, and watched as they end.</summary>
public static class RequestsRegistration
{
    /// <summary>Needs what <c>AddQueries</c> needs and registers, and a <see cref="Storage.DatabaseReady"/>.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton<RequestExplorer>()
        .AddSingleton<TailFeed>()
        .AddHostedService(provider => provider.GetRequiredService<TailFeed>());
}
