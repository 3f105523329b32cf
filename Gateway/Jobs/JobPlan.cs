namespace Gateway.Jobs;

/// <summary>What a job is and when it runs.</summary>
/// <param name="Id">Names it in addresses, in the store and in metrics: lower case and dashes. Changing it makes it another job.</param>
/// <param name="Title">As people read it.</param>
/// <param name="Does">What it does, in a sentence.</param>
/// <param name="Schedule">When.</param>
sealed record JobPlan(string Id, string Title, string Does, JobSchedule Schedule);

/// <summary>When a job runs, and where.</summary>
abstract record JobSchedule
{
    /// <summary>In words.</summary>
    public abstract string Text { get; }

    /// <summary>
    /// The nodes share it: at each time of the expression one of them runs it, and never two at once. What fell due while no node
    /// ran is made up for once. Times are UTC.
    /// </summary>
    /// <param name="Cron">Seconds, minutes, hours, day of month, month, day of week.</param>
    public sealed record Shared(string Cron, string Words) : JobSchedule
    {
        public override string Text => Words;
    }

    /// <summary>Each node runs it by itself, so long after the last run. For what shares its work by leases of its own, or is about the node.</summary>
    /// <param name="Every">The pause between runs.</param>
    /// <param name="Needs">What has to have answered once before it runs.</param>
    public sealed record OnEachNode(TimeSpan Every, JobNeeds Needs) : JobSchedule
    {
        public override string Text => Every == TimeSpan.FromSeconds(1) ? "Every second" : $"Every {Every.TotalSeconds:0.##} seconds";
    }
}

/// <summary>What a job waits for when the gateway starts.</summary>
enum JobNeeds
{
    /// <summary>It works without the database.</summary>
    Nothing,

    /// <summary>The database of the configuration, where alerts and their notices are.</summary>
    Store,

    /// <summary>The database of events, which may be another.</summary>
    Events,
}
