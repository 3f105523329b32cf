namespace Gateway.Admin.Jobs;

/// <summary>The gateway's recurring work, as operators see it. Implemented beside the jobs, which this project does not know.</summary>
interface IJobDesk
{
    /// <summary>Every job; of those that each node runs by itself, one for each node.</summary>
    Task<IReadOnlyList<JobAnswer>> ListAsync(CancellationToken token);

    /// <summary>Whether there is a job of this id.</summary>
    bool Has(string id);

    /// <summary>Has it run as soon as possible, out of its turn; of those that each node runs by itself, on this node. False: the scheduler is not ready.</summary>
    Task<bool> RunAsync(string id, CancellationToken token);
}

/// <summary>A job, and how its last run went.</summary>
/// <param name="Id">Names it in the address.</param>
/// <param name="Does">What it does, in a sentence.</param>
/// <param name="Schedule">When it runs, in words.</param>
/// <param name="Shared">Whether the nodes share it: one of them runs it at a time. Else each node runs its own.</param>
/// <param name="Node">The node that ran it last, or runs its own; null: none did yet.</param>
/// <param name="Running">Whether it is at work.</param>
/// <param name="LastRun">When it began last.</param>
/// <param name="DurationMs">How long it took, or takes already.</param>
/// <param name="Result">What it did.</param>
/// <param name="NextRun">When it is due; null: its node is gone.</param>
/// <param name="Error">Why the last run failed; null: it did not.</param>
/// <param name="Runs">Since the job is known; of those that each node runs by itself, since the node started.</param>
sealed record JobAnswer(
    string Id,
    string Title,
    string Does,
    string Schedule,
    bool Shared,
    string? Node,
    bool Running,
    DateTimeOffset? LastRun,
    double? DurationMs,
    string? Result,
    DateTimeOffset? NextRun,
    string? Error,
    long Runs,
    long Failures);
