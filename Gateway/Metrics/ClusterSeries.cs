using Gateway.Analytics.Events;

namespace Gateway.Metrics;

/// <summary>What is counted for one cluster.</summary>
sealed class ClusterSeries(string labels, HistogramBounds bounds)
{
    static readonly string[] StatusLabels = [.. Families.StatusClasses.Select(status => Exposition.Labels(("status_class", status)))];

    readonly long[] requests = new long[StatusLabels.Length];
    readonly LatencyHistogram durations = new(bounds);

    public void Count(in RequestEvent captured)
    {
        Interlocked.Increment(ref requests[Families.ClassOf(captured.UpstreamStatus)]);
        if (Outcomes.IsTimed(captured.Status, captured.Protocol, captured.DurationMicros))
            durations.Observe(captured.UpstreamMicros);
    }

    public void WriteRequests(Exposition to)
    {
        for (var index = 0; index < requests.Length; index++)
            to.Sample(labels, Interlocked.Read(ref requests[index]), StatusLabels[index]);
    }

    public void WriteDuration(Exposition to) => to.Histogram(labels, durations);
}
