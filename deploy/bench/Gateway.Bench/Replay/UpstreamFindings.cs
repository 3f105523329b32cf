namespace Gateway.Bench.Replay;

/// <summary>What the upstream's own log says: sums, and each part of a request that was changed on the way.</summary>
sealed record UpstreamFindings(IReadOnlyList<SumLine> Sums, IReadOnlyList<UpstreamChange> Changes);
