namespace Gateway.Tests.Classify;

/// <summary>A clock that a test moves, or that moves by a step each time somebody looks at it.</summary>
sealed class SteppingTime : TimeProvider
{
    long now;

    public TimeSpan Step { get; init; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now += Step.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(now);

    public void Advance(TimeSpan by) => now += by.Ticks;
}
