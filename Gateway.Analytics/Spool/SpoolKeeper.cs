using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Spool;

/// <summary>
/// Tends to the spool on a thread of its own, since the disk may be slow: when a segment was taken or is done with, and every
/// second. Ends when the host stops.
/// </summary>
sealed partial class SpoolKeeper(DiskSpool spool, SpoolOptions options, ILogger<SpoolKeeper> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>What a crash of the machine may cost with <see cref="SpoolDurability.Disk"/>, beside the time of a flush.</summary>
    static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    void Run(CancellationToken stoppingToken)
    {
        WaitHandle[] signals = [stoppingToken.WaitHandle, spool.Untended];
        var every = options.Durability == SpoolDurability.Disk ? FlushEvery : Every;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                spool.Tend();
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // The edge of the loop: appends go on in memory until it works again.
                Log.Failed(log, failed);
            }

            WaitHandle.WaitAny(signals, every);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The spool could not be tended to")]
        public static partial void Failed(ILogger log, Exception failed);
    }
}
