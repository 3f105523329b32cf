using Gateway.Analytics.Classify;

namespace Gateway.Hosting;

/// <summary>Looks every few seconds whether the country file was replaced. Ends with the host.</summary>
sealed class CountryReload(CountryDatabase countries, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (countries.Path is null)
            return;
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            // What is wrong with a new file is in the log; the one before stays in use.
            while (await timer.WaitForNextTickAsync(stoppingToken))
                countries.Reload();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
