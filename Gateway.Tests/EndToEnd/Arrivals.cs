using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Policies;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.EndToEnd;

/// <summary>Measures how long after its publication each version is in force on each node: looks every few milliseconds.</summary>
sealed class Arrivals : IDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly ConcurrentQueue<(int Version, long At)> published = new();
    readonly Task<TimeSpan>[] watches;

    public Arrivals(params TestGateway[] nodes) =>
        watches = [.. nodes.Select(node => Task.Run(() => WatchAsync(node.Services.GetRequiredService<ConfigInForce>())))];

    /// <summary>The answer to the publication has come.</summary>
    public void Published(int version) => published.Enqueue((version, Stopwatch.GetTimestamp()));

    /// <summary>The longest that any version took to any node.</summary>
    public async Task<TimeSpan> SlowestAsync()
    {
        await stop.CancelAsync();
        return (await Task.WhenAll(watches)).Max();
    }

    public void Dispose() => stop.Dispose();

    async Task<TimeSpan> WatchAsync(ConfigInForce node)
    {
        var slowest = TimeSpan.Zero;
        var next = 0;
        bool last;
        do
        {
            last = stop.IsCancellationRequested;
            var inForce = node.Version;
            // The queue only grows, so its order is the same for each node.
            foreach (var (_, at) in published.Skip(next).TakeWhile(one => one.Version <= inForce))
            {
                next++;
                slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(at).Ticks));
            }

            await Task.Delay(5).ConfigureAwait(false);
        }
        while (!last);
        return slowest;
    }
}
