using System.ComponentModel.DataAnnotations;

namespace Gateway.Analytics.Ingest;

/// <summary>Section <c>Gateway:Ingest</c>: how events reach the database.</summary>
public sealed class IngestOptions
{
    /// <summary>Events in one batch, which is one COPY and one transaction. Default 10000. 100 to 100000.</summary>
    [Range(100, 100_000)]
    public int BatchSize { get; set; } = 10_000;

    /// <summary>How long an event waits for its batch to fill. Default 00:00:00.500; 10 milliseconds to 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan BatchDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause between two tries while the database refuses or is away. Default 00:00:05; 100 milliseconds to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan RetryDelayMaximum { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping gateway goes on writing what it holds. Default 00:00:20; up to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopDeadline { get; set; } = TimeSpan.FromSeconds(20);
}
