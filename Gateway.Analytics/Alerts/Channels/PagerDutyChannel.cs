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
            event_action = notice is { Kind: NoticeKind.Resolved, IsTest: false } ? "resolve" : "trigger",
            dedup_key = IncidentKey.Of(notice, 255),
            client = "Gateway",
            client_url = notice.Link,
            payload = new
            {
                summary = NoticeText.Cut(notice.Message.Length > 0 ? $"{NoticeText.Title(notice)}: {notice.Message}" : NoticeText.Title(notice), 1024),
                source = notice.Tenant,
                severity = NoticeText.StandsAlone(notice) ? "info" : NoticeText.Severity(notice),
                timestamp = notice.Time,
                component = notice.Alert,
                group = notice.Instance.Length > 0 ? notice.Instance : null,
                custom_details = new { notice.Key, State = NoticeText.State(notice), notice.Labels, notice.Conditions, notice.WindowFrom, notice.WindowTo },
            },
        }), "application/json", null, token);
    }
}
