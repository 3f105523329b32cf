namespace Gateway.Analytics.Storage;

/// <summary>What the statements of a reading transaction may take.</summary>
/// <param name="Timeout">How long each may run; at least a millisecond.</param>
/// <param name="WorkMemory">For a sort before it goes to a file, as PostgreSQL writes sizes; null: the server's own.</param>
public readonly record struct ReadLimits(TimeSpan Timeout, string? WorkMemory = null);
