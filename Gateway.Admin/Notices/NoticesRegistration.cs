using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.Notices;

static class NoticesRegistration
{
    /// <summary>Needs channels and alerts. Router and senders are driven by jobs.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton<SilenceCollection>()
        .AddSingleton<EventNotices>()
        .AddSingleton<NoticeRouter>()
        .AddSingleton<NoticeSender>()
        .AddSingleton<NodeNoticeSender>();
}
