using System.Globalization;

namespace Gateway.Bench.Proxy;

/// <summary>CPU time from <c>/proc</c>, user and system, in steps of 10 ms.</summary>
static class ProcessCpu
{
    const double TicksPerSecond = 100;

    /// <summary>Of one process with all its threads.</summary>
    public static TimeSpan Of(int process) => Read(process)?.Own ?? TimeSpan.Zero;

    /// <summary>Of a database server: the process itself, its sessions, and those that have ended.</summary>
    public static TimeSpan OfServer(int server)
    {
        var sum = TimeSpan.Zero;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) || Read(process) is not { } stat)
                continue;
            if (process == server)
                sum += stat.Own + stat.Ended;
            else if (stat.Parent == server)
                sum += stat.Own;
        }

        return sum;
    }

    // proc(5): after the name in parentheses come state (3), ppid (4) … utime (14), stime (15), cutime (16), cstime (17).
    static (int Parent, TimeSpan Own, TimeSpan Ended)? Read(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            TimeSpan Time(int field) => TimeSpan.FromSeconds(long.Parse(fields[field - 3], CultureInfo.InvariantCulture) / TicksPerSecond);
            return (int.Parse(fields[4 - 3], CultureInfo.InvariantCulture), Time(14) + Time(15), Time(16) + Time(17));
        }
        catch (IOException)
        {
            // It has ended while we looked.
            return null;
        }
    }
}
