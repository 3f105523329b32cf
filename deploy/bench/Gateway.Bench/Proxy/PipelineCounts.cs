namespace Gateway.Bench.Proxy;

/// <summary>What became of the gateway's events since it started.</summary>
sealed record PipelineCounts(long Captured, long Stored, long Quarantined, long Dropped);
