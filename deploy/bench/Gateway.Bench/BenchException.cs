namespace Gateway.Bench;

/// <summary>What the person at the terminal can put right; the message says how.</summary>
public sealed class BenchException(string message) : Exception(message);
