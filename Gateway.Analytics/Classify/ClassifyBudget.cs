namespace Gateway.Analytics.Classify;

/// <summary>
/// How much time a caller grants to classification in all its calls together; only the time spent in it is counted. Classification
/// never waits, so on a machine that is not overloaded this is CPU time.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="limit">Time for all calls.</param>
public struct ClassifyBudget(TimeProvider time, TimeSpan limit)
{
    TimeSpan left = limit;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool Exhausted => left <= TimeSpan.Zero;

    internal readonly long Start() => time.GetTimestamp();

    internal void Spend(long start) => left -= time.GetElapsedTime(start);
}
