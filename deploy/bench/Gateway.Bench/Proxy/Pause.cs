using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gateway.Bench.Proxy;

/// <summary>Waits for a moment more exactly than the runtime's timers do, and without burning a core.</summary>
static class Pause
{
    /// <summary>
    /// Returns at the moment, given by the stopwatch, or at once when it is past. Late by the kernel's slack of about 50 µs;
    /// spinning that away would take CPU from what is measured.
    /// </summary>
    public static void Until(long moment)
    {
        for (var left = moment - Stopwatch.GetTimestamp(); left > 0; left = moment - Stopwatch.GetTimestamp())
            Sleep(Stopwatch.GetElapsedTime(0, left));
    }

    static void Sleep(TimeSpan length)
    {
        var request = new Timespec { Seconds = (nint)length.TotalSeconds, Nanoseconds = (nint)(length.Ticks % TimeSpan.TicksPerSecond * 100) };
        _ = NanoSleep(ref request, nint.Zero);
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int NanoSleep(ref Timespec request, nint remaining);

    struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
