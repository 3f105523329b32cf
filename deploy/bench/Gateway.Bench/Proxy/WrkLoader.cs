using System.Diagnostics;
using System.Globalization;

namespace Gateway.Bench.Proxy;

/// <summary>Saturates an address with wrk, where it is installed.</summary>
sealed class WrkLoader(string program, string cycleFile, int connections) : ISaturatingLoader
{
    public string Name => $"wrk, {connections} connections";

    /// <summary>Null where wrk is not installed.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists);

    public async Task<LoadResult> RunAsync(Uri address, TimeSpan length, CancellationToken token)
    {
        var start = new ProcessStartInfo(program,
        [
            "--threads", "1",
            "--connections", connections.ToString(CultureInfo.InvariantCulture),
            "--duration", $"{Math.Ceiling(length.TotalSeconds)}s",
            "--timeout", "10s",
            "--script", Path.Combine(AppContext.BaseDirectory, "Proxy", "wrk.lua"),
            address.ToString(), "--", cycleFile,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var wrk = Process.Start(start) ?? throw new BenchException($"{program} did not start.");
        try
        {
            var output = wrk.StandardOutput.ReadToEndAsync(token);
            var errors = wrk.StandardError.ReadToEndAsync(token);
            await wrk.WaitForExitAsync(token);
            return Parse(await output) ?? throw new BenchException($"wrk gave no result: {await output}{await errors}");
        }
        finally
        {
            if (!wrk.HasExited)
                wrk.Kill();
        }
    }

    // The line that wrk.lua writes: requests, duration, failures, p50, p99; times in microseconds.
    static LoadResult? Parse(string output)
    {
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith("result ", StringComparison.Ordinal));
        if (line?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [_, var requests, var micros, var failed, var p50, var p99])
            return null;
        long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
        return new LoadResult(Number(requests), Number(failed), TimeSpan.FromMicroseconds(Number(micros)), Number(p50) / 1000.0, Number(p99) / 1000.0);
    }
}
