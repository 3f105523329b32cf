namespace Gateway.Bench.Replay;

/// <summary>Says how far it is: one line that is written over on a terminal, a line every few seconds elsewhere.</summary>
sealed class Progress(TextWriter? output, bool isTerminal, int total, TimeProvider time)
{
    const int Width = 30;

    static readonly TimeSpan TerminalEvery = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    readonly long started = time.GetTimestamp();
    int done;
    int errors;

    public void Step(bool isError)
    {
        Interlocked.Increment(ref done);
        if (isError)
            Interlocked.Increment(ref errors);
    }

    /// <summary>Shows progress until the token ends it.</summary>
    public async Task ShowAsync(CancellationToken token)
    {
        if (output is null)
            return;
        using var timer = new PeriodicTimer(isTerminal ? TerminalEvery : LineEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(token))
                await WriteAsync(isTerminal ? "\r" : "", isTerminal ? "" : "\n");
        }
        catch (OperationCanceledException)
        {
            // Everything is sent, or given up; the last state is shown either way.
        }

        await WriteAsync(isTerminal ? "\r" : "", "\n");
    }

    async Task WriteAsync(string before, string after)
    {
        var now = Volatile.Read(ref done);
        var elapsed = time.GetElapsedTime(started);
        var rate = elapsed > TimeSpan.Zero ? now / elapsed.TotalSeconds : 0;
        var left = now == total ? "done" : now > 0 ? $"{TimeSpan.FromSeconds((total - now) / rate):hh\\:mm\\:ss} left" : "";
        var filled = total == 0 ? Width : (int)((long)Width * now / total);
        var bar = isTerminal ? $"[{new string('#', filled)}{new string('.', Width - filled)}] " : "";
        await output!.WriteAsync($"{before}{bar}{now}/{total}  {rate:0}/s  {Volatile.Read(ref errors)} errors  {left}   {after}");
        await output.FlushAsync(CancellationToken.None);
    }
}
