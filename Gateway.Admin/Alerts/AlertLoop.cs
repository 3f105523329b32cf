using Gateway.Admin.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Alerts;

/// <summary>Looks each second for alerts that are due, and at the node itself. Ends with the host; what was leased another node takes over.</summary>
sealed partial class AlertLoop(AlertRound round, NodeWatch watch, StoreReady store, TimeProvider time, ILogger<AlertLoop> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        // The watch of the node goes on while the database is away: that is what it is for.
        RunAsync(watch.RunAsync, stoppingToken),
        RunAsync(
            async token =>
            {
                await store.Task.WaitAsync(token);
                await round.RunAsync(token);
            },
            stoppingToken));

    async Task RunAsync(Func<CancellationToken, Task> part, CancellationToken stopping)
    {
        var failing = false;
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                try
                {
                    await part(stopping);
                    failing = false;
                }
                catch (Exception failed) when (failed is not OutOfMemoryException && !stopping.IsCancellationRequested)
                {
                    // The edge of the loop: what is due stays due.
                    if (!failing)
                        Log.Failed(log, failed);
                    failing = true;
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Alerts are not evaluated")]
        public static partial void Failed(ILogger log, Exception failed);
    }
}
