using System.Runtime.InteropServices;

namespace Gateway.Bench.Capture;

/// <summary>CPU time of the calling thread, from the system's clock of it.</summary>
static class ThreadCpu
{
    const int ThreadClock = 3;

    public static TimeSpan Now()
    {
        _ = ClockGetTime(ThreadClock, out var time);
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int ClockGetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
