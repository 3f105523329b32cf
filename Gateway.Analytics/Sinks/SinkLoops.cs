using Gateway.Analytics.Classify;
using Gateway.Analytics.Spool;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Sinks;

/// <summary>Runs a loop for each sink that is configured. Ends when the host stops.</summary>
public sealed class SinkLoops : BackgroundService
{
    readonly List<SinkLoop> loops;

    /// <summary>Gives each sink its reader, before anything is removed from the spool.</summary>
    public SinkLoops(IEnumerable<ISink> sinks, DiskSpool spool, UserAgentCache userAgents, TimeProvider time, ILogger<SinkLoops> log) =>
        loops = [.. sinks.Where(sink => sink.IsOn).Select(sink => new SinkLoop(sink, spool, userAgents, time, log))];

    /// <summary>How each sink is doing.</summary>
    public IEnumerable<SinkStatus> Statuses => loops.Select(loop => loop.Status);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(loops.Select(loop => loop.RunAsync(stoppingToken)));
}

/// <summary>How a sink is doing.</summary>
/// <param name="Trouble">Why it takes nothing now; null while it does.</param>
public sealed record SinkStatus(SinkCounts Counts, string? Trouble);
