using System.Text.Json;
using Gateway.Admin.Channels;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Notices;

/// <summary>What of a silence the store need not look into.</summary>
sealed record SilenceContent(WeeklyDocument? Weekly, SilenceMatchesDocument Matches)
{
    static readonly SilenceContent All = new(null, new SilenceMatchesDocument());

    public static SilenceContent Of(Silence row) =>
        row.Content == "{}" ? All : JsonSerializer.Deserialize<SilenceContent>(row.Content, ContractJson.Options)!;
}

/// <summary>A silence ready to be asked.</summary>
sealed record LiveSilence(string Tenant, string Id, string Reason, DateTimeOffset From, DateTimeOffset? To, SilenceContent Content)
{
    public static LiveSilence Of(Silence row) => new(row.TenantId, row.Id, row.Reason, row.StartsAt, row.EndsAt, SilenceContent.Of(row));

    /// <summary>Until when it keeps the notice back; null: it does not.</summary>
    public DateTimeOffset? Covers(AlertNotice notice, DateTimeOffset now)
    {
        var matches = Content.Matches;
        var isMeant = notice.Tenant == Tenant
            && (matches.Alerts.Count == 0 || matches.Alerts.Contains(notice.Alert))
            && (matches.Severities.Count == 0 || matches.Severities.Contains(LiveChannel.Word(notice.Severity)))
            && (matches.Instances.Count == 0 || matches.Instances.Contains(notice.Instance))
            && Labels.Hold(matches.Labels, notice.Labels);
        return isMeant ? SilenceTimes.HoldsUntil(From, To, Content.Weekly, now) : null;
    }
}
