using Gateway.Admin.Publishing;
using Gateway.Analytics.Storage;

namespace Gateway.Proxy;

/// <summary>
/// Writes what was put in force to the snapshot, beside the loop that puts it in force: a disk takes its time to flush, and the
/// next version shall not wait for it. The first is written at once, then the newest at most every second, the last when the node stops.
/// </summary>
sealed partial class SnapshotSaves(ConfigSnapshot snapshot, StageFaults faults, TimeProvider time, ILogger<SnapshotSaves> log) : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim offered = new(0, 1);
    PublishedConfig? newest;

    /// <summary>To be written soon, unless a newer one comes first. Called by one loop.</summary>
    public void Offer(PublishedConfig config)
    {
        Volatile.Write(ref newest, config);
        if (offered.CurrentCount == 0)
            offered.Release();
    }

    /// <summary>Ends with the token, after it has written what was offered last.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await offered.WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SaveAsync();
            await Task.Delay(Pause, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await SaveAsync();
    }

    // Not cancelled: it takes a moment, and half of it would be no use.
    async Task SaveAsync()
    {
        if (Interlocked.Exchange(ref newest, null) is not { } config)
            return;
        try
        {
            await snapshot.WriteAsync(config, CancellationToken.None);
            faults.Works("snapshot");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            Log.NoSnapshot(log, failed.Message);
            faults.Failed("snapshot", failed.Message);
        }
    }

    public void Dispose() => offered.Dispose();

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The snapshot cannot be written; a start without the database would begin with an older one: {Error}")]
        public static partial void NoSnapshot(ILogger log, string error);
    }
}
