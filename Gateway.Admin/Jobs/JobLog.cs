using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Jobs;

/// <summary>What is known of jobs, in the store: so that every node answers for all.</summary>
sealed class JobLog(GatewayStore store)
{
    public async Task<IReadOnlyList<JobRun>> ReadAsync(CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        return await session.Db.JobRuns.AsNoTracking().OrderBy(row => row.Job).ThenBy(row => row.Node).Take(10_000).ToListAsync(token);
    }

    /// <summary>Writes how a job stands; its runs and failures are added to those of others unless the row is the node's own.</summary>
    /// <param name="run">With what came on top, or the sums of a node's own.</param>
    public async Task WriteAsync(JobRun run, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        await session.Db.Database.ExecuteSqlAsync($"""
            /* gateway:jobs/write */
            insert into gateway.job_runs as old (job, scope, node, started_at, ended_at, result, error, failed_at, next_at, runs, failures)
            values ({run.Job}, {run.Scope}, {run.Node}, {run.StartedAt}, {run.EndedAt}, {run.Result}, {run.Error}, {run.FailedAt}, {run.NextAt}, {run.Runs}, {run.Failures})
            on conflict (job, scope) do update set
              node = excluded.node,
              started_at = excluded.started_at,
              ended_at = excluded.ended_at,
              result = coalesce(excluded.result, old.result),
              error = case when excluded.ended_at is null then old.error else excluded.error end,
              failed_at = coalesce(excluded.failed_at, old.failed_at),
              next_at = excluded.next_at,
              runs = case when excluded.scope = '' then old.runs else 0 end + excluded.runs,
              failures = case when excluded.scope = '' then old.failures else 0 end + excluded.failures
            """, token);
        await session.CommitAsync(token);
    }
}
