using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Notices;

/// <summary>What the log of alerts holds, as channels are told it.</summary>
sealed class EventNotices(AdminOptions admin)
{
    public AlertNotice Of(AlertEvent row) => Linked(new AlertNotice
    {
        Tenant = row.TenantId,
        Team = row.TeamId,
        Alert = row.AlertId,
        Name = row.AlertName,
        Severity = Parse<AlertSeverity>(row.Severity),
        Instance = row.Instance,
        From = Parse<AlertStatus>(row.FromState),
        To = Parse<AlertStatus>(row.ToState),
        Kind = Parse<NoticeKind>(row.Notice!),
        Time = row.Time,
        Key = row.Key,
        Incident = row.Incident,
        Message = row.Message,
        Labels = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Labels, ContractJson.Options)!,
        Channels = row.Channels,
        Dashboard = row.DashboardId,
        WindowFrom = row.WindowFrom,
        WindowTo = row.WindowTo,
        Conditions = JsonSerializer.Deserialize<List<ObservedCondition>>(row.Conditions, ContractJson.Options)!,
        Series = JsonSerializer.Deserialize<JsonElement>(row.Series),
        IsTest = row.IsTest,
    });

    /// <summary>With the way to the dashboard, as far as the gateway knows under which address people open it.</summary>
    public AlertNotice Linked(AlertNotice notice)
    {
        if (notice.Link is not null || admin.PublicUrl is not { } root)
            return notice;
        var page = notice.Dashboard is { } dashboard
            ? $"dashboards/{Uri.EscapeDataString(dashboard)}?from={Iso(notice.WindowFrom)}&to={Iso(notice.WindowTo)}"
            : "alerts";
        return notice with { Link = $"{root}/t/{Uri.EscapeDataString(notice.Tenant)}/{page}" };
    }

    static string Iso(DateTimeOffset time) => Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));

    static TEnum Parse<TEnum>(string word)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(word, ignoreCase: true);
}
