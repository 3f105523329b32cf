using Gateway.Analytics.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Admin.Notices;

static class NoticesRegistration
{
    /// <summary>Needs channels. Router and senders are driven by jobs.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        // What watches the node brings it too.
        services.TryAddSingleton<NodeNotices>();
        return services
            .AddSingleton<SilenceCollection>()
            .AddSingleton<EventNotices>()
            .AddSingleton<NoticeRouter>()
            .AddSingleton<NoticeSender>()
            .AddSingleton<NodeNoticeSender>();
    }
}
