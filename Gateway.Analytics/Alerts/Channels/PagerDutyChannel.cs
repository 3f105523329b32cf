namespace Gateway.Analytics.Alerts.Channels;

/// <summary>PagerDuty's Events API v2: an incident is triggered and resolved by the same key.</summary>
sealed class PagerDutyChannel(ChannelHttp http) : IAlertChannel
{
    public ChannelKind Kind { get; } = new("pagerDuty", "PagerDuty", Gathers: false,
    [
        new("routingKey", "Integration key", SettingKind.Text, "Of an Events API v2 integration.") { IsRequired = true, IsSecret = true },
        new("url", "Address", SettingKind.Url, "Of the Events API; https://events.eu.pagerduty.com/v2/enqueue in Europe.") { Default = "https://events.pagerduty.com/v2/enqueue", IsTarget = true },
    ]);

    public Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token)
    {
        var notice = notices[0];
        return http.PostAsync(settings.Url("url"), NoticeJson.Payload(new
        {
            routing_key = settings.Text("routingKey"),
            event_action = notice.State == NoticeState.Resolved ? "resolve" : "trigger",
            dedup_key = IncidentKey.Of(notice, 255),
            client = "Gateway",
            client_url = notice.Link,
            payload = new
            {
                summary = NoticeText.Cut(notice.Message.Length > 0 ? $"{NoticeText.Title(notice)}: {notice.Message}" : NoticeText.Title(notice), 1024),
                source = notice.Tenant,
                severity = notice.State is NoticeState.Test or NoticeState.HeldBack ? "info" : notice.Severity,
                timestamp = notice.Time,
                component = notice.Alert,
                group = notice.Instance,
                custom_details = new { notice.Key, notice.State, notice.Labels, notice.Conditions, notice.From, notice.To },
            },
        }), "application/json", null, token);
    }
}
