using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace Gateway.Tests.Support;

/// <summary>The real gateway in a process of its own, so that it can be killed. Its ports stay the same over restarts.</summary>
sealed class GatewayProcess(string folder, string connectionString, params string[] settings) : IDisposable
{
    readonly int[] ports = FreePorts(3);
    readonly StringBuilder output = new();
    readonly HttpClient machines = new() { Timeout = TimeSpan.FromSeconds(5) };
    Process? process;

    public Uri Proxy => new($"http://127.0.0.1:{ports[0]}");

    public Uri Admin => new($"http://127.0.0.1:{ports[1]}");

    /// <summary>What it has used of the processors since it started.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>What it has printed.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Gateway.dll"), .. Arguments()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.HoldsAsync(IsReadyAsync, "the gateway is ready", TimeSpan.FromSeconds(60));
    }

    /// <summary>As <c>kill -9</c>: nothing of it runs any more when this returns.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Asks it to end, as SIGTERM does, and answers its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]))
            await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        var code = process.ExitCode;
        process.Dispose();
        process = null;
        return code;
    }

    /// <summary>One value of its metrics.</summary>
    public async Task<long> MetricAsync(string name)
    {
        var text = await machines.GetStringAsync(new Uri($"http://127.0.0.1:{ports[2]}/metrics"));
        var line = text.Split('\n').First(one => one.StartsWith(name + " ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process?.Kill();
        process?.Dispose();
        machines.Dispose();
    }

    IEnumerable<string> Arguments() =>
    [
        $"--Gateway:DataFolder={folder}",
        $"--Gateway:Proxy:Urls={Proxy}",
        $"--Gateway:Admin:Urls=http://127.0.0.1:{ports[1]}",
        $"--Gateway:Metrics:Urls=http://127.0.0.1:{ports[2]}",
        $"--Gateway:Admin:BootstrapToken={TestGateway.Token}",
        $"--ConnectionStrings:Gateway={connectionString}",
        "--Serilog:MinimumLevel:Default=Warning",
        .. settings.Select(setting => "--" + setting),
    ];

    async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited)
            Assert.Fail($"The gateway ended:\n{Output}");
        try
        {
            using var answer = await machines.GetAsync(new Uri($"http://127.0.0.1:{ports[2]}/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    void Take(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    // Taken all at once, so that no two are the same.
    static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
