namespace Gateway.Bench.Replay;

/// <summary>A key of the replay with its secret.</summary>
sealed record ReplayKey(string Id, string Secret);
