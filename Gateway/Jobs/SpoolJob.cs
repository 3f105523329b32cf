using Gateway.Analytics.Spool;

namespace Gateway.Jobs;

/// <summary>Watches the room of this node's spool, and says early when it runs out.</summary>
sealed partial class SpoolJob(ISpool spool, ILogger<SpoolJob> log) : IJob
{
    /// <summary>From here on it is warned.</summary>
    const double Full = 0.8;

    bool isFull;

    public JobPlan Plan { get; } = new(
        "spool", "Spool watch", "Watches how much room the node's spool has left.", new JobSchedule.OnEachNode(TimeSpan.FromSeconds(10), JobNeeds.Nothing));

    public Task<string?> RunAsync(CancellationToken token)
    {
        var state = spool.State();
        var part = state.MaximumBytes > 0 ? (double)state.Bytes / state.MaximumBytes : 0;
        if (part >= Full && !isFull)
            Log.Filling(log, part);
        isFull = part >= Full;
        return Task.FromResult<string?>(FormattableString.Invariant($"{part:P0} of its room used, {spool.Reader.Counts().Queued} events wait"));
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The spool has used {Part:P0} of its room; when it is full the oldest events go.")]
        public static partial void Filling(ILogger log, double part);
    }
}
