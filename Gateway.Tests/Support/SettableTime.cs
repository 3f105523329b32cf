namespace Gateway.Tests.Support;

/// <summary>A wall clock that stands until a test moves it.</summary>
sealed class SettableTime(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
