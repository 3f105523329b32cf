namespace Gateway.Analytics.Ingest;

/// <summary>What the writer is doing, for the pipeline page.</summary>
public enum WriterState
{
    Starting,
    Running,
    Retrying,
    Stopped,
}

/// <summary>The writer's last doings at one moment. Replaced as a whole, so a reader never sees half of it.</summary>
public sealed record WriterStatus(
    WriterState State,
    string? LastError,
    DateTimeOffset? LastErrorAt,
    DateTimeOffset? LastBatchAt,
    long Batches,
    int LastBatchRows,
    double LastBatchMs,
    DateTimeOffset? Watermark)
{
    internal static WriterStatus Initial { get; } = new(WriterState.Starting, null, null, null, 0, 0, 0, null);
}

/// <summary>Holds the current <see cref="WriterStatus"/>.</summary>
public sealed class IngestStatus
{
    volatile WriterStatus current = WriterStatus.Initial;

    public WriterStatus Current => current;

    /// <summary>Only the writer's loop changes it.</summary>
    internal void Set(WriterStatus status) => current = status;
}
