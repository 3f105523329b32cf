namespace Gateway.Analytics.Alerts.Channels;

/// <summary>Slack's incoming webhooks (api.slack.com/messaging/webhooks); Mattermost and Rocket.Chat take the same. The address is the secret.</summary>
sealed class SlackChannel(ChannelHttp http) : IAlertChannel
{
    const int MaximumText = 2900;

    public ChannelKind Kind { get; } = new("slack", "Slack", Gathers: true,
    [
        new("url", "Webhook address", SettingKind.Url, "Of an incoming webhook. Who has it can post, so it is kept secret.") { IsRequired = true, IsSecret = true },
    ]);

    public Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token) =>
        http.PostAsync(settings.Url("url"), NoticeJson.Payload(new
        {
            text = Escape(NoticeText.Title(notices)),
            attachments = notices.Select(notice => new
            {
                color = Color(notice),
                fallback = Escape(NoticeText.Title(notice)),
                blocks = Blocks(notice).ToArray(),
            }),
        }), "application/json", null, token);

    static IEnumerable<object> Blocks(AlertNotice notice)
    {
        var title = $"*{Escape(NoticeText.Title(notice))}*";
        yield return Section(notice.Message.Length > 0 ? $"{title}\n{Escape(notice.Message)}" : title);
        yield return Section(string.Join('\n', NoticeText.Facts(notice).Select(fact => $"{Escape(fact.Name)}: {Escape(fact.Value)}")));
        if (notice.Link is { } link)
            yield return Section($"<{Escape(link)}|Open the dashboard>");
    }

    static object Section(string text) => new { type = "section", text = new { type = "mrkdwn", text = NoticeText.Cut(text, MaximumText) } };

    static string Color(AlertNotice notice) => notice switch
    {
        _ when NoticeText.StandsAlone(notice) => "#868e96",
        { Kind: NoticeKind.Resolved } => "#2eb67d",
        { Severity: AlertSeverity.Critical } => "#e01e5a",
        { Severity: AlertSeverity.Warning } => "#ecb22e",
        _ => "#36c5f0",
    };

    /// <summary>Slack's three characters: no name in a notice can make a link or call a channel.</summary>
    static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
