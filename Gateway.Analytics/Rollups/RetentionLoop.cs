using Gateway.Analytics.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Rollups;

/// <summary>Drops what is past its time, every hour. Ends when the host stops.</summary>
sealed partial class RetentionLoop(Retention retention, DatabaseReady database, StageFaults faults, TimeProvider time, ILogger<RetentionLoop> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await retention.RunAsync(stoppingToken);
                faults.Works("retention");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: what is due stays due.
                Log.Failed(log, failed);
                faults.Failed("retention", failed.Message);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Nothing was dropped that is past its time.")]
        public static partial void Failed(ILogger log, Exception failed);
    }
}
