namespace Gateway.Jobs;

/// <summary>
/// Work that recurs. It is idempotent: a run that a dying node left in the middle is done again by another, and an operator may
/// start one at any time.
/// To add one: 1. a class <c>&lt;Name&gt;Job</c> in this folder, as <see cref="DeadNodesJob"/>; 2. its line in <see cref="Jobs"/>.
/// </summary>
interface IJob
{
    JobPlan Plan { get; }

    /// <summary>Does what there is to do, and says in a line what that was; null: nothing worth a word. What it throws is shown to operators.</summary>
    Task<string?> RunAsync(CancellationToken token);
}
