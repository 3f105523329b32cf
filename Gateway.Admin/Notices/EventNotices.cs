using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Alerts;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Notices;

/// <summary>What the log of alerts holds, as channels are told it.</summary>
sealed class EventNotices(AdminOptions admin)
{
    public AlertNotice Of(AlertEvent row) => Linked(AlertEvents.NoticeOf(row) with { Series = JsonSerializer.Deserialize<JsonElement>(row.Series) });

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
}
