using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Ingest;

/// <summary>
/// The one reader of the node's spool: takes a batch, writes it, frees it after the commit. While the database is away it keeps
/// the batch and tries again; capture goes on into the spool meanwhile.
/// Ends when the host stops: then it writes what is left until the deadline and says what it could not.
/// </summary>
sealed partial class IngestLoop(
    ISpool spool,
    EventWriter writer,
    IngestStatus status,
    IngestOptions options,
    NodeName node,
    DatabaseReady database,
    TimeProvider time,
    ILogger<IngestLoop> log) : BackgroundService
{
    /// <summary>An event is stamped just before it is appended; the mark stays behind by more than that takes.</summary>
    static readonly TimeSpan WatermarkMargin = TimeSpan.FromMilliseconds(250);

    static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    readonly SpoolBatch batch = new(options.BatchSize);
    readonly IngestBackoff backoff = new(options.RetryDelayMaximum);
    bool registered;
    DateTimeOffset lastReport;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await spool.Reader.WaitAsync(options.BatchSize, options.BatchDelay, stoppingToken);
                await StepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: whatever the database or the network did, the batch is still in the spool.
                await FailedAsync(failed, stoppingToken);
            }
        }

        await DrainAsync();
    }

    /// <summary>
    /// Waits for the drain whatever the host's own deadline says: connections that were slow to close may have used it up, and
    /// the drain has a deadline of its own.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { } draining)
            await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>One batch from the spool into the database; nothing when the spool is empty.</summary>
    async Task StepAsync(CancellationToken token)
    {
        if (!registered)
            await RegisterAsync(token);

        var readAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        spool.Reader.Read(batch);
        if (batch.Count > 0)
        {
            var rows = writer.Prepare(batch);
            var quarantined = await writer.WriteAsync(rows, token);
            spool.Reader.Release(batch.LastSequence, rows.Length - quarantined, quarantined);
            if (quarantined > 0)
                Log.Quarantined(log, quarantined, rows.Length);
            status.Set(status.Current with
            {
                LastBatchAt = time.GetUtcNow(),
                Batches = status.Current.Batches + 1,
                LastBatchRows = rows.Length,
                LastBatchMs = time.GetElapsedTime(started).TotalMilliseconds,
            });
        }

        Running(batch.Drained ? readAt - WatermarkMargin : null);
        if (batch.Count > 0 || time.GetUtcNow() - lastReport >= ReportEvery)
        {
            await writer.ReportAsync(spool.Reader.Counts(), status.Current, token);
            lastReport = time.GetUtcNow();
        }

        backoff.Reset();
    }

    /// <summary>
    /// After a failure it is not known whether a commit arrived. The checkpoint knows: what it covers is stored and is freed
    /// here, the rest is written again. One that cannot be this spool's own gives it a new id, which is entered in turn.
    /// </summary>
    async Task RegisterAsync(CancellationToken token)
    {
        SpoolCheckpoint found;
        do
            found = await writer.RegisterAsync(spool.Id, node.Value, spool.Reader.Next, token);
        while (!spool.Reader.Resume(found));
        registered = true;
    }

    void Running(DateTimeOffset? watermark)
    {
        if (status.Current.State == WriterState.Retrying)
            Log.Recovered(log);
        status.Set(status.Current with { State = WriterState.Running, Watermark = watermark ?? status.Current.Watermark });
    }

    async Task FailedAsync(Exception failed, CancellationToken token)
    {
        registered = false;
        if (status.Current.State != WriterState.Retrying)
            Log.Away(log, failed.Message);
        status.Set(status.Current with { State = WriterState.Retrying, LastError = failed.Message, LastErrorAt = time.GetUtcNow() });
        try
        {
            await Task.Delay(backoff.Next(), time, token);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the caller sees it by its token.
        }
    }

    async Task DrainAsync()
    {
        using var deadline = new CancellationTokenSource(options.StopDeadline, time);
        while (spool.Reader.Counts().Queued > 0 && !deadline.IsCancellationRequested)
        {
            try
            {
                await StepAsync(deadline.Token);
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // As in the loop above; the deadline ends it.
                await FailedAsync(failed, deadline.Token);
            }
        }

        status.Set(status.Current with { State = WriterState.Stopped });
        var left = spool.Reader.Counts().Queued;
        if (left > 0)
            Log.Left(log, left, options.StopDeadline, spool.State().InMemory);
        else if (registered)
            await ReportLastAsync(deadline.Token);
    }

    async Task ReportLastAsync(CancellationToken token)
    {
        try
        {
            await writer.ReportAsync(spool.Reader.Counts(), status.Current, token);
        }
        catch (Exception unreported) when (unreported is not OutOfMemoryException)
        {
            // The events are stored; only the last counts of this node stay as they were.
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Events cannot be stored, they wait in the spool: {Error}")]
        public static partial void Away(ILogger log, string error);

        [LoggerMessage(LogLevel.Information, "Events are stored again.")]
        public static partial void Recovered(ILogger log);

        [LoggerMessage(LogLevel.Warning, "{Count} of {Total} events were refused for their data and put into quarantine.")]
        public static partial void Quarantined(ILogger log, int count, int total);

        [LoggerMessage(LogLevel.Warning, "{Count} events could not be stored within {Deadline} of stopping. They wait in the data folder for the next start, but for those in memory (at most {InMemory}), which are lost.")]
        public static partial void Left(ILogger log, long count, TimeSpan deadline, long inMemory);
    }
}

/// <summary>The node's name as pages show it.</summary>
public sealed record NodeName(string Value);
