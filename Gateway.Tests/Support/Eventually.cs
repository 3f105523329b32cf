using System.Diagnostics;
using NUnit.Framework;

namespace Gateway.Tests.Support;

/// <summary>Waits for what another process or thread brings about: asks until it is so, and fails with the last answer.</summary>
static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks until the condition holds.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string expectation, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(20);
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
                Assert.Fail($"Not within {limit}: {expectation}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks until the condition holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, string expectation, TimeSpan? within = null) =>
        HoldsAsync(() => Task.FromResult(condition()), expectation, within);
}
