namespace Gateway.Bench.Replay;

/// <summary>A line that is not as it should be.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Why">What is wrong.</param>
public sealed record LogFault(int Line, string Why);
