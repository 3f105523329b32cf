using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Bench.Proxy;

/// <summary>What a figure depends on beside the program.</summary>
static class Machine
{
    public static string Facts()
    {
        var model = Field("/proc/cpuinfo", "model name") ?? "unknown processor";
        var memory = Field("/proc/meminfo", "MemTotal")?.Split(' ')[0] is { } kilobytes
            ? $"{long.Parse(kilobytes, CultureInfo.InvariantCulture) / (1024 * 1024.0):0} GB"
            : "unknown memory";
        return $"{Environment.ProcessorCount} cores of {model}, {memory}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
    }

    /// <summary>How many processes of others want to run; above a half, figures say more about them.</summary>
    public static double Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    static string? Field(string file, string name) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
