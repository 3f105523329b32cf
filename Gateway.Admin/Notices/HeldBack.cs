using System.Globalization;
using Gateway.Admin.Channels;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Notices;

/// <summary>The one notice for many that a channel had no room for.</summary>
static class HeldBack
{
    const int Named = 10;

    public static AlertDelivery Summary(LiveChannel channel, IReadOnlyList<AlertDelivery> held, DateTimeOffset now)
    {
        var (first, last) = (held.Min(row => row.CreatedAt), held.Max(row => row.CreatedAt));
        var alerts = held.GroupBy(row => row.AlertId).OrderByDescending(each => each.Count()).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} ({each.Count()})")).ToList();
        var key = $"held-{held.Min(row => row.Id)}-{held.Max(row => row.Id)}";
        var notice = new AlertNotice
        {
            Tenant = channel.Tenant,
            Alert = "heldBack",
            Name = held.Count == 1 ? "1 notice was held back" : string.Create(CultureInfo.InvariantCulture, $"{held.Count} notices were held back"),
            Severity = held.Max(row => Deliveries.Read(row).Severity),
            From = AlertStatus.Ok,
            To = AlertStatus.Ok,
            Kind = NoticeKind.HeldBack,
            Time = now,
            Key = key,
            Incident = key,
            Message = $"This channel takes at most {channel.Content.PerHour.ToString(CultureInfo.InvariantCulture)} messages an hour. The log of alerts has them all: "
                + string.Join(", ", alerts.Take(Named)) + (alerts.Count > Named ? " and others." : "."),
            WindowFrom = first,
            WindowTo = last,
        };
        return Deliveries.For(channel, notice, null, now);
    }
}
