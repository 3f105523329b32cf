namespace Gateway.Analytics.Alerts.Channels;

/// <summary>Opsgenie's Alert API: an alert is made and closed by the same alias.</summary>
sealed class OpsgenieChannel(ChannelHttp http) : IAlertChannel
{
    public ChannelKind Kind { get; } = new("opsgenie", "Opsgenie", Gathers: false,
    [
        new("apiKey", "API key", SettingKind.Text, "Of an API integration that may create and close alerts.") { IsRequired = true, IsSecret = true },
        new("url", "Address", SettingKind.Url, "Of the API; https://api.eu.opsgenie.com in Europe.") { Default = "https://api.opsgenie.com", IsTarget = true },
    ]);

    public Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token)
    {
        var notice = notices[0];
        var alias = IncidentKey.Of(notice, 512);
        var root = settings.Text("url").TrimEnd('/');
        var (address, body) = notice is { Kind: NoticeKind.Resolved, IsTest: false }
            ? ($"{root}/v2/alerts/{Uri.EscapeDataString(alias)}/close?identifierType=alias", NoticeJson.Payload(new { source = notice.Tenant, note = NoticeText.Cut(NoticeText.Plain(notice), 25_000) }))
            : ($"{root}/v2/alerts", NoticeJson.Payload(new
            {
                message = NoticeText.Cut(NoticeText.Title(notice), 130),
                alias,
                description = NoticeText.Cut(NoticeText.Plain(notice), 15_000),
                priority = notice switch
                {
                    _ when NoticeText.StandsAlone(notice) => "P5",
                    { Severity: AlertSeverity.Critical } => "P1",
                    { Severity: AlertSeverity.Warning } => "P3",
                    _ => "P5",
                },
                source = notice.Tenant,
                entity = notice.Alert,
                details = notice.Labels,
            }));
        return http.PostAsync(new Uri(address), body, "application/json", headers => headers.Add("Authorization", $"GenieKey {settings.Text("apiKey")}"), token);
    }
}
