using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Bench.Proxy;

/// <summary>A process that the bench has started and stops: asked first, ended when it does not listen.</summary>
sealed class ChildProcess : IAsyncDisposable
{
    const int Terminate = 15;

    static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(2);
    static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    readonly Process process;
    readonly StringBuilder output = new();
    readonly TaskCompletionSource<string> announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Everything it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts a program and waits until it prints a line that begins with the marker.</summary>
    public static async Task<(ChildProcess Child, string Line)> StartAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string marker, CancellationToken token)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var child = new ChildProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        child.process.OutputDataReceived += (_, line) => child.Take(line.Data, marker);
        child.process.ErrorDataReceived += (_, line) => child.Take(line.Data, marker);
        child.process.Exited += (_, _) => child.announced.TrySetException(new BenchException($"{string.Join(' ', command)} ended early:\n{child.Output}"));
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        try
        {
            return (child, await child.announced.Task.WaitAsync(StartWithin, token));
        }
        catch (Exception failed)
        {
            await child.DisposeAsync();
            if (failed is TimeoutException)
                throw new BenchException($"{string.Join(' ', command)} is not ready after {StartWithin.TotalMinutes} minutes:\n{child.Output}");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
            if (!process.HasExited)
                _ = Kill(process.Id, Terminate);
            await process.WaitForExitAsync().WaitAsync(StopWithin);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    void Take(string? line, string marker)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
        if (line.TrimStart().StartsWith(marker, StringComparison.Ordinal))
            announced.TrySetResult(line.Trim());
    }

    // The runtime only knows the signal that cannot be answered.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int process, int signal);
}
