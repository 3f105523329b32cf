using Gateway.Analytics.Alerts.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.Channels;

static class ChannelsRegistration
{
    /// <summary>Needs a <see cref="Secrets.SecretBox"/>.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddAlertChannels()
        .AddSingleton<ChannelSecrets>()
        .AddSingleton<ChannelCollection>()
        .AddSingleton<ChannelEndpoints>();
}
