using Gateway.Admin.Jobs;
using Gateway.Admin.Store;

namespace Gateway.Jobs;

/// <summary>Jobs as operators see them: of this node from memory, of the others from the store.</summary>
sealed class JobDesk(JobRunner runner, Scheduler scheduler, NodeJobs node, JobLog log, TimeProvider time) : IJobDesk
{
    public bool Has(string id) => runner.Find(id) is not null;

    public async Task<bool> RunAsync(string id, CancellationToken token)
    {
        if (runner.Find(id)?.Plan.Schedule is JobSchedule.Shared)
            return await scheduler.TriggerAsync(id, token);
        node.Wake(id);
        return true;
    }

    public async Task<IReadOnlyList<JobAnswer>> ListAsync(CancellationToken token)
    {
        var known = await log.ReadAsync(token);
        var now = time.GetUtcNow();
        var answers = new List<JobAnswer>();
        foreach (var plan in runner.All.Select(job => job.Plan))
        {
            if (plan.Schedule is JobSchedule.Shared shared)
            {
                answers.Add(Answer(plan, known.FirstOrDefault(run => run.Job == plan.Id && run.Scope.Length == 0), Scheduler.NextOf(shared, now), now));
                continue;
            }

            var runs = known.Where(run => run.Job == plan.Id && run.Scope.Length > 0 && run.Scope != runner.Scope).ToList();
            if (runner.Own.GetValueOrDefault(plan.Id) is { } own)
                runs.Insert(0, own);
            answers.AddRange(runs.Count == 0 ? [Answer(plan, null, null, now)] : runs.Select(run => Answer(plan, run, run.NextAt, now)));
        }

        return answers;
    }

    static JobAnswer Answer(JobPlan plan, JobRun? run, DateTimeOffset? next, DateTimeOffset now) => new(
        plan.Id,
        plan.Title,
        plan.Does,
        plan.Schedule.Text,
        plan.Schedule is JobSchedule.Shared,
        run?.Node,
        run is { EndedAt: null },
        run?.StartedAt,
        run is null ? null : ((run.EndedAt ?? now) - run.StartedAt).TotalMilliseconds,
        run?.Result,
        next,
        run?.Error,
        run?.Runs ?? 0,
        run?.Failures ?? 0);
}
