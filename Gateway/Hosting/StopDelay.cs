namespace Gateway.Hosting;

/// <summary>Keeps the listeners open for a while after the stop signal: readiness goes first, then connections, then the flush.</summary>
sealed class StopDelay(ProxyOptions options, TimeProvider time) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        options.StopDelay > TimeSpan.Zero ? Task.Delay(options.StopDelay, time, CancellationToken.None) : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
