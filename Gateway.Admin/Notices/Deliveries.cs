using System.Text.Json;
using Gateway.Admin.Channels;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Notices;

/// <summary>Rows of notices on their way.</summary>
static class Deliveries
{
    public const string Pending = "pending";
    public const string Sent = "sent";
    public const string Failed = "failed";
    public const string Held = "held";
    public const string SummedUp = "summedUp";
    public const string Silenced = "silenced";
    public const string Skipped = "skipped";

    /// <summary>Those of which the channel is told, was told or will be.</summary>
    public static readonly string[] Told = [Pending, Sent, Failed, Held, SummedUp];

    /// <summary>A notice for a channel, due when it has waited for others.</summary>
    public static AlertDelivery For(LiveChannel channel, AlertNotice notice, long? id, DateTimeOffset now) => new()
    {
        TenantId = channel.Tenant,
        ChannelId = channel.Id,
        EventId = id,
        AlertId = notice.Alert,
        Key = notice.Key,
        Incident = notice.Incident,
        Notice = JsonSerializer.Serialize(notice, ContractJson.Options),
        State = Pending,
        DueAt = now + channel.GroupWait,
        CreatedAt = now,
    };

    public static AlertNotice Read(AlertDelivery row) => JsonSerializer.Deserialize<AlertNotice>(row.Notice, ContractJson.Options)!;

    public static DeliveryAnswer Answer(AlertDelivery row) => new(
        row.Id, row.TenantId, row.ChannelId, row.EventId, row.AlertId, row.Key, Enum.Parse<DeliveryState>(row.State, ignoreCase: true), row.Attempts,
        row.CreatedAt, row.State is Pending or Held or Silenced ? row.DueAt : null, row.DoneAt, row.Answer, row.SilenceId);
}
