namespace Gateway.Tests.SignIn;

/// <summary>The real clock, set forward by a test.</summary>
sealed class ShiftedTime : TimeProvider
{
    long shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks);
}
