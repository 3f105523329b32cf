using System.ComponentModel.DataAnnotations;

namespace Gateway.Admin.Jobs;

/// <summary>Section <c>Gateway:Retention</c>: how long what is written row by row is kept. Requests and their sums: see <c>Gateway:Rollups</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>How long entries of the audit are kept. Default 400.00:00:00; 1 day to 36500 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepAudit { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long changes of alerts are kept. Default 90.00:00:00; 1 day to 36500 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepAlertEvents { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long it is kept what became of each notice. Default 30.00:00:00; 1 day to 36500 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(30);
}
