using Gateway.Analytics.Classify;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Spool;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Sinks;

/// <summary>Carries events from the spool to one sink. A sink that fails is asked again, with growing pauses; its events wait in the spool.</summary>
sealed partial class SinkLoop(ISink sink, DiskSpool spool, UserAgentCache userAgents, TimeProvider time, ILogger log)
{
    const int BatchSize = 1000;

    static readonly TimeSpan BatchDelay = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RetryDelayMaximum = TimeSpan.FromSeconds(30);

    /// <summary>What does not get through by then waits for the next start.</summary>
    static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    readonly SinkReader reader = spool.AddReader(sink.Name);
    readonly SpoolBatch batch = new(BatchSize);
    readonly RowBuilder builder = new(userAgents, time);
    readonly IngestBackoff backoff = new(RetryDelayMaximum);
    volatile string? trouble;

    public SinkStatus Status => new(reader.Counts(), trouble);

    /// <summary>Runs until the host stops.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await reader.WaitAsync(BatchSize, BatchDelay, stoppingToken);
                await StepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: whatever the sink did, the events are still in the spool.
                if (trouble is null)
                    Log.Failed(log, sink.Name, failed.Message);
                trouble = failed.Message;
                await Task.Delay(backoff.Next(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await DrainAsync();
    }

    async Task StepAsync(CancellationToken token)
    {
        do
        {
            reader.Read(batch);
            if (batch.Count == 0)
                return;
            var skipped = await sink.WriteAsync(builder.Build(batch, spool: 0), spool.Id, token);
            reader.Release(batch.LastSequence, skipped);
            if (trouble is not null)
                Log.Recovered(log, sink.Name);
            trouble = null;
            backoff.Reset();
        }
        while (!batch.Drained);
    }

    async Task DrainAsync()
    {
        using var deadline = new CancellationTokenSource(StopDeadline, time);
        try
        {
            await StepAsync(deadline.Token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // They wait in the spool.
            Log.Failed(log, sink.Name, failed.Message);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The sink {Sink} takes no events, they wait in the spool: {Error}")]
        public static partial void Failed(ILogger log, string sink, string error);

        [LoggerMessage(LogLevel.Information, "The sink {Sink} takes events again.")]
        public static partial void Recovered(ILogger log, string sink);
    }
}
