using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;

namespace Gateway.Admin.Channels;

/// <summary>A channel ready to send.</summary>
sealed record LiveChannel(string Tenant, string Id, string Name, IAlertChannel Kind, ChannelSettings Settings, ChannelContent Content)
{
    static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    /// <summary>How long a first notice waits for others.</summary>
    public TimeSpan GroupWait => Kind.Kind.Gathers ? Content.GroupWait ?? UsualWait : TimeSpan.Zero;

    /// <summary>Null: a later version of the gateway knows its type, this one does not.</summary>
    public static LiveChannel? Of(Channel row, AlertChannels kinds, ChannelSecrets secrets) =>
        kinds.Find(row.Type) is { } kind
            ? new LiveChannel(row.TenantId, row.Id, row.Name, kind, new ChannelSettings(kind.Kind, secrets.Values(row)), ChannelContent.Of(row))
            : null;

    /// <summary>Whether it is told of the beginning of something: named by the alert, or because it asks for the like.</summary>
    public bool Takes(AlertNotice notice)
    {
        if (notice.Tenant == Tenant && notice.Channels.Contains(Id))
            return true;
        return Content.Receives is { } receives
            && (notice.Tenant == Tenant || (Tenant == GatewayStore.PlatformTenant && receives.Tenants.Any(tenant => tenant == "*" || tenant == notice.Tenant)))
            && (receives.Severities.Count == 0 || receives.Severities.Contains(Word(notice.Severity)))
            && Labels.Hold(receives.Labels, notice.Labels);
    }

    /// <summary>Sends, and makes an answer of what no channel should throw.</summary>
    public async Task<ChannelAnswer> SendAsync(IReadOnlyList<AlertNotice> notices, CancellationToken token)
    {
        var wrong = Settings.Errors().Select(error => $"{error.Setting} {error.Message}").ToList();
        if (wrong.Count > 0)
            return ChannelAnswer.Refused($"Its settings do not suffice: {string.Join("; ", wrong)}");
        try
        {
            return await Kind.SendAsync(Settings, notices, token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && !token.IsCancellationRequested)
        {
            // The edge to channels, which others may write too: one that breaks must not stop the rest.
            return ChannelAnswer.Again(failed.Message);
        }
    }

    /// <summary>As in the contract.</summary>
    public static string Word(AlertSeverity severity) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(severity.ToString());
}
