namespace Gateway.Bench.Replay;

/// <summary>What came of one line.</summary>
/// <param name="Entry">The line.</param>
/// <param name="Key">Id of the key it was sent with; null where it was wrong on purpose.</param>
/// <param name="Status">What the client got; 0 where there was no answer.</param>
/// <param name="Bytes">Body bytes the client read.</param>
/// <param name="At">When the answer had ended.</param>
/// <param name="Error">Why there was no answer, or what was wrong with it.</param>
public sealed record ReplayAnswer(LogEntry Entry, string? Key, int Status, long Bytes, DateTimeOffset At, string? Error);
