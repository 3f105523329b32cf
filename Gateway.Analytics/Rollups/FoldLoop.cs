using Gateway.Analytics.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Rollups;

/// <summary>Folds whenever something has closed. Every node runs it; one at a time does the work. Ends when the host stops, in the middle of a bucket too.</summary>
sealed partial class FoldLoop(
    Folder folder, FoldStatusReader status, FoldWatch watch, RollupOptions options, DatabaseReady database, StageFaults faults, TimeProvider time, ILogger<FoldLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                bool more;
                do
                {
                    // Until nothing closed is left.
                    more = (await folder.RoundAsync(stoppingToken)).More;
                    watch.Set(await status.ReadAsync(stoppingToken));
                }
                while (more);

                if (failing)
                    Log.Recovered(log);
                failing = false;
                faults.Works("fold");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: nothing is half done, the next round begins where this one did.
                if (!failing)
                    Log.Failed(log, failed);
                failing = true;
                faults.Failed("fold", failed.Message);
            }

            await Task.Delay(options.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sums are not built; answers come from single requests until they are.")]
        public static partial void Failed(ILogger log, Exception failed);

        [LoggerMessage(LogLevel.Information, "Sums are built again.")]
        public static partial void Recovered(ILogger log);
    }
}
