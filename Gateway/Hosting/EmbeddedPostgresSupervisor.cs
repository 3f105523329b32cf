namespace Gateway.Hosting;

/// <summary>Brings the embedded database back when its server died. Ends when the host stops, before the server is stopped.</summary>
sealed partial class EmbeddedPostgresSupervisor(EmbeddedPostgres postgres, TimeProvider clock, ILogger<EmbeddedPostgresSupervisor> logger)
    : BackgroundService
{
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Shortest;
        var diedAt = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, clock, stoppingToken);
                if (await postgres.ReviveServerAsync(stoppingToken))
                {
                    pause = Longer(pause);
                    diedAt = clock.GetTimestamp();
                }
                else if (clock.GetElapsedTime(diedAt) >= Settled)
                {
                    pause = Shortest;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The edge of the loop: the disk may be full now and free later. The gateway proxies without its database.
                pause = Longer(pause);
                diedAt = clock.GetTimestamp();
                Log.NotRevived(logger, pause, failure);
            }
        }
    }

    static TimeSpan Longer(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Embedded PostgreSQL could not be started again; the next try is in {Pause}")]
        public static partial void NotRevived(ILogger logger, TimeSpan pause, Exception failure);
    }
}
