using System.Diagnostics;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

/// <summary>What a call allocates in the steady state.</summary>
static class Allocations
{
    const int Calls = 1_000;

    /// <summary>
    /// Runs the call until a round of it allocates nothing. Code that is not optimised yet boxes where optimised code does not, and
    /// when the runtime optimises is its own affair; a call that really allocates never gets there.
    /// </summary>
    public static void AssertNone(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        long allocated;
        do
        {
            // The runtime optimises on a thread of its own, which needs its turn.
            Thread.Yield();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
                call();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        while (allocated > 0 && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1));

        Assert.That(allocated, Is.Zero, $"bytes in {Calls} calls");
    }
}
