namespace Gateway.Bench.Replay;

/// <summary>A part of a request that did not arrive as it was sent.</summary>
/// <param name="Line">The log's line.</param>
/// <param name="What">Which part.</param>
/// <param name="Sent">As the client sent it.</param>
/// <param name="Came">As it came to the upstream.</param>
public sealed record UpstreamChange(int Line, string What, string? Sent, string? Came);
