using Gateway.Analytics.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>All kinds of channels, by their type.</summary>
public sealed class AlertChannels(IEnumerable<IAlertChannel> all)
{
    readonly Dictionary<string, IAlertChannel> byType = all.ToDictionary(channel => channel.Kind.Type, StringComparer.Ordinal);

    /// <summary>In the order of the list.</summary>
    public IReadOnlyCollection<IAlertChannel> All => byType.Values;

    /// <summary>Null: there is no such type.</summary>
    public IAlertChannel? Find(string type) => byType.GetValueOrDefault(type);
}

/// <summary>The list.</summary>
public static class AlertChannelsRegistration
{
    public static IServiceCollection AddAlertChannels(this IServiceCollection services) => services
        .AddSection<ChannelOptions>("Gateway:Channels")
        .AddSingleton<ChannelSockets>()
        .AddSingleton<ChannelHttp>()
        .AddSingleton<IAlertChannel, EmailChannel>()
        .AddSingleton<IAlertChannel, WebhookChannel>()
        .AddSingleton<IAlertChannel, SlackChannel>()
        .AddSingleton<IAlertChannel, TeamsChannel>()
        .AddSingleton<IAlertChannel, PagerDutyChannel>()
        .AddSingleton<IAlertChannel, OpsgenieChannel>()
        .AddSingleton<IAlertChannel, LogChannel>()
        .AddSingleton<AlertChannels>();
}
