using Gateway.Admin.Alerts;
using Gateway.Jobs;

namespace Gateway.Metrics;

/// <summary>Alerts and jobs of this node.</summary>
sealed class WorkFamilies(AlertActivity alerts, JobRunner jobs) : IMetricSource
{
    public void Write(Exposition to)
    {
        to.One(Families.AlertEvaluations, alerts.Evaluations);
        to.One(Families.AlertFailures, alerts.Failures);
        to.One(Families.AlertLost, alerts.Lost);
        to.One(Families.AlertSeconds, alerts.Micros / 1e6);
        to.One(Families.AlertRows, alerts.Changes);
        to.One(Families.AlertLag, alerts.LagSeconds);

        var runs = jobs.Own.OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => (Labels: Exposition.Labels(("task", run.Key)), run.Value)).ToList();
        to.Begin(Families.JobRuns);
        foreach (var (labels, run) in runs)
            to.Sample(labels, run.Runs);
        to.Begin(Families.JobFailures);
        foreach (var (labels, run) in runs)
            to.Sample(labels, run.Failures);
        to.Begin(Families.JobSeconds);
        foreach (var (labels, run) in runs)
            to.Sample(labels, ((run.EndedAt ?? run.StartedAt) - run.StartedAt).TotalSeconds);
    }
}
