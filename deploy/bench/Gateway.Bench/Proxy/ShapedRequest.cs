namespace Gateway.Bench.Proxy;

/// <summary>One request of the cycle: a path, and a key that is allowed there.</summary>
sealed record ShapedRequest(string Path, string Key);
