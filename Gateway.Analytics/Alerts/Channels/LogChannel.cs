using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>Writes notices into the gateway's log, from where whatever collects logs takes them.</summary>
sealed partial class LogChannel(ILogger<LogChannel> log) : IAlertChannel
{
    public ChannelKind Kind { get; } = new("log", "Log", Gathers: false, []);

    public Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token)
    {
        foreach (var notice in notices)
        {
            var level = notice is { Kind: NoticeKind.Fired, IsTest: false, Severity: not AlertSeverity.Info } ? LogLevel.Warning : LogLevel.Information;
            var title = NoticeText.Title(notice);
            Log.Notice(log, level, notice.Tenant, notice.Alert, title, notice.Message, notice.Key);
        }

        return Task.FromResult(ChannelAnswer.Delivered("Written to the log."));
    }

    static partial class Log
    {
        [LoggerMessage(Message = "Alert {Tenant}/{Alert}: {Title}. {Text} (notice {Notice})")]
        public static partial void Notice(ILogger log, LogLevel level, string tenant, string alert, string title, string text, string notice);
    }
}
