using Gateway.Analytics.Classify;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Gateway.Bench.Fold;

namespace Gateway.Bench.Ingest;

/// <summary>The gateway's own spool, writer and fold at work on a database, with events coming in at a steady rate.</summary>
sealed class LiveWriter : IAsyncDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    readonly IHost host;
    readonly DirectoryInfo folder;
    readonly CancellationTokenSource stop = new();
    readonly Task capture;
    long largestLag;

    LiveWriter(IHost host, DirectoryInfo folder, FoldShape shape, int perSecond)
    {
        (this.host, this.folder) = (host, folder);
        capture = perSecond > 0 ? CaptureAsync(shape, perSecond) : Task.CompletedTask;
    }

    /// <summary>The longest that anything captured took until it was known to be complete.</summary>
    public TimeSpan LargestLag => TimeSpan.FromTicks(Volatile.Read(ref largestLag));

    public static async Task<LiveWriter> StartAsync(AnalyticsDatabase database, FoldShape shape, int perSecond, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-bench-");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var ready = new DatabaseReady();
        ready.Set();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(TimeProvider.System)
            .AddSingleton(database)
            .AddSingleton(ready)
            .AddSingleton(new SpoolPath(Path.Combine(folder.FullName, "spool")))
            .AddSingleton(new NodeName("bench-live"))
            .AddSingleton(new UserAgentCache(new UserAgentOptions(), TimeProvider.System))
            .AddIngest()
            .AddRollups();
        var host = builder.Build();
        await host.StartAsync(token);
        return new LiveWriter(host, folder, shape, perSecond);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await capture;
        await host.StopAsync();
        host.Dispose();
        stop.Dispose();
        folder.Delete(recursive: true);
    }

    async Task CaptureAsync(FoldShape shape, int perSecond)
    {
        var spool = host.Services.GetRequiredService<ISpool>();
        var status = host.Services.GetRequiredService<IngestStatus>();
        using var timer = new PeriodicTimer(Tick);
        var begun = TimeProvider.System.GetUtcNow();
        var sent = 0L;
        while (await NextAsync(timer))
        {
            var now = TimeProvider.System.GetUtcNow();
            for (var due = (long)((now - begun).TotalSeconds * perSecond); sent < due; sent++)
                spool.TryAppend(shape.Next(now.UtcDateTime, sent + 1).Event);
            if (status.Current.Watermark is { } complete)
                Volatile.Write(ref largestLag, Math.Max(largestLag, (now - complete).Ticks));
        }
    }

    async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
