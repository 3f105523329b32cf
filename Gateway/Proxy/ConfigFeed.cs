using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Publishing;
using Gateway.Admin.Store;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Proxy;

/// <summary>
/// Keeps the node on the store's newest configuration. At start it takes the snapshot at once, so traffic flows before the
/// database answers; then it asks for the revision each second (the guarantee) and listens for a notice (the speed-up).
/// Ends when the host stops.
/// </summary>
sealed partial class ConfigFeed(
    GatewayStore store,
    ConfigReader reader,
    ConfigApplier applier,
    ConfigSnapshot snapshot,
    SnapshotSaves saves,
    StoreReady database,
    StoreRevision storeRevision,
    StageFaults faults,
    TimeProvider time,
    ILogger<ConfigFeed> log) : BackgroundService
{
    const string Stage = "configuration";

    static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim noticed = new(0, 1);
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile FeedStatus status = new(0, 0, null, null);
    volatile bool isAway;
    long seenRevision = -1;

    /// <summary>What is in force here.</summary>
    public FeedStatus Status => status;

    /// <summary>Whether the store did not answer the last time.</summary>
    public bool IsAway => isAway;

    /// <summary>Completes with the first configuration.</summary>
    public Task Ready => ready.Task;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await snapshot.ReadAsync(cancellationToken) is { } last)
        {
            var refusal = await applier.ApplyAsync(last, cancellationToken);
            if (refusal is null)
            {
                status = new FeedStatus(last.Revision, last.Version, last.Time, null);
                ready.TrySetResult();
                Log.FromSnapshot(log, last.Version, time.GetUtcNow() - last.Time);
            }
            else
            {
                Log.Refused(log, last.Version, refusal);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var listening = ListenAsync(stoppingToken);
        var saving = saves.RunAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CatchUpAsync(stoppingToken);
                isAway = false;
                if (status.Refusal is null)
                    faults.Works(Stage);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: the configuration in force stays; the next round asks again.
                if (!isAway)
                    Log.Away(log, failed.Message);
                isAway = true;
                faults.Failed(Stage, failed.Message);
            }

            await WaitAsync(stoppingToken);
        }

        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await saving;
    }

    async Task CatchUpAsync(CancellationToken token)
    {
        var before = storeRevision.Current;
        var revision = await reader.RevisionAsync(token);
        storeRevision.Saw(before, revision);
        if (revision == seenRevision)
            return;
        var config = await reader.ReadAsync(token);
        var refusal = await applier.ApplyAsync(config, token);
        seenRevision = config.Revision;
        if (refusal is not null)
        {
            status = status with { Refusal = $"Version {config.Version}: {refusal}", RefusedVersion = config.Version };
            Log.Refused(log, config.Version, refusal);
            faults.Failed(Stage, status.Refusal!);
            return;
        }

        status = new FeedStatus(config.Revision, config.Version, null, null);
        ready.TrySetResult();
        Log.Applied(log, config.Version, config.Routes.Count, config.Keys.Count);
        saves.Offer(config);
    }

    async Task WaitAsync(CancellationToken token)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        over.CancelAfter(PollEvery);
        await noticed.WaitAsync(over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Only makes changes arrive sooner: when the connection is cut, the poll goes on and this tries again.</summary>
    async Task ListenAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await using var connection = await store.Source.OpenConnectionAsync(token);
                connection.Notification += (_, _) => Notice();
                await using (var listen = new NpgsqlCommand($"/* gateway:listen */ listen {StoreWriter.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(token);
                while (true)
                    await connection.WaitAsync(token);
            }
            catch (Exception) when (token.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cut) when (cut is not OutOfMemoryException)
            {
                Log.NoticeCut(log, cut.Message);
                await Task.Delay(PollEvery, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    void Notice()
    {
        if (noticed.CurrentCount == 0)
            noticed.Release();
    }

    public override void Dispose()
    {
        noticed.Dispose();
        base.Dispose();
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Configuration version {Version} is in force: {Routes} routes, {Keys} keys.")]
        public static partial void Applied(ILogger log, int version, int routes, int keys);

        [LoggerMessage(LogLevel.Warning, "Started from the snapshot of configuration version {Version}, {Age} old, until the database answers.")]
        public static partial void FromSnapshot(ILogger log, int version, TimeSpan age);

        [LoggerMessage(LogLevel.Error, "Configuration version {Version} is refused, the one before stays in force: {Refusal}")]
        public static partial void Refused(ILogger log, int version, string refusal);

        [LoggerMessage(LogLevel.Warning, "The store cannot be read, the configuration stays as it is: {Error}")]
        public static partial void Away(ILogger log, string error);

        [LoggerMessage(LogLevel.Debug, "Notices are cut, changes arrive by the poll: {Error}")]
        public static partial void NoticeCut(ILogger log, string error);
    }
}

/// <summary>What a node serves.</summary>
/// <param name="Revision">Store revision.</param>
/// <param name="Version">Configuration version.</param>
/// <param name="SnapshotFrom">When the snapshot was taken, while the node runs from one.</param>
/// <param name="Refusal">Why the newest version is not in force.</param>
sealed record FeedStatus(long Revision, int Version, DateTimeOffset? SnapshotFrom, string? Refusal)
{
    /// <summary>The version that is refused; null when none is.</summary>
    public int? RefusedVersion { get; init; }
}
