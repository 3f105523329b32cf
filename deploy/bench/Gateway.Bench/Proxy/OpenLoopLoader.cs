using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gateway.Bench.Proxy;

/// <summary>
/// Sends at a fixed rate whatever the answers do. The times of all requests are set beforehand and latency counts from them, so
/// a stall is charged to every request that should have been sent meanwhile (no coordinated omission).
/// </summary>
sealed class OpenLoopLoader(IReadOnlyList<ShapedRequest> cycle, int connections)
{
    const int Seed = 20260102;

    readonly ConcurrentQueue<long> latencies = [];
    readonly ConcurrentQueue<LoadConnection> free = [];
    long failed;

    public async Task<LoadResult> RunAsync(Uri address, double perSecond, TimeSpan length, CancellationToken token)
    {
        var requests = LoadConnection.Bytes(cycle, address);
        using var available = new SemaphoreSlim(0);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        var opened = new List<LoadConnection>();
        try
        {
            for (var i = 0; i < connections; i++)
                opened.Add(await LoadConnection.OpenAsync(address, token));
            opened.ForEach(free.Enqueue);
            available.Release(opened.Count);
            var reading = Task.WhenAll(opened.Select(connection => Task.Run(() => ReadAsync(connection, available, over.Token), token)));

            var started = Stopwatch.GetTimestamp();
            var arrivals = Arrivals(perSecond, length);
            // A thread of its own: the pool's timers are a millisecond coarse, and that would be measured too.
            await Task.Factory.StartNew(
                () => Send(arrivals, started, requests, available, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            for (var i = 0; i < opened.Count; i++)
                await available.WaitAsync(TimeSpan.FromSeconds(10), token);
            var elapsed = Stopwatch.GetElapsedTime(started);
            await over.CancelAsync();
            await reading;
            return LoadResult.Of([.. latencies], Interlocked.Read(ref failed), elapsed);
        }
        finally
        {
            opened.ForEach(connection => connection.Dispose());
        }
    }

    void Send(long[] arrivals, long started, IReadOnlyList<byte[]> requests, SemaphoreSlim available, CancellationToken token)
    {
        for (var i = 0; i < arrivals.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            var due = started + arrivals[i];
            Pause.Until(due);
            available.Wait(token);
            if (!free.TryDequeue(out var connection))
                throw new InvalidOperationException("A connection was announced and is not there.");
            connection.DueAt = due;
            connection.Send(requests[i % requests.Count]);
        }
    }

    async Task ReadAsync(LoadConnection connection, SemaphoreSlim available, CancellationToken token)
    {
        try
        {
            while (true)
            {
                if (!await connection.ReceiveAsync(token))
                    Interlocked.Increment(ref failed);
                latencies.Enqueue(Stopwatch.GetTimestamp() - connection.DueAt);
                free.Enqueue(connection);
                available.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Every request is answered, or the bench was stopped.
        }
    }

    /// <summary>Times from the start: exponential gaps, as independent clients make them, the same in every run.</summary>
    static long[] Arrivals(double perSecond, TimeSpan length)
    {
        var random = new Random(Seed);
        var arrivals = new long[(int)(perSecond * length.TotalSeconds)];
        var at = 0.0;
        for (var i = 0; i < arrivals.Length; i++)
        {
            at += -Math.Log(1 - random.NextDouble()) / perSecond;
            arrivals[i] = (long)(at * Stopwatch.Frequency);
        }

        return arrivals;
    }
}
