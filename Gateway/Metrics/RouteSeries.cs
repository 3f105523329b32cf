using Gateway.Analytics.Events;

namespace Gateway.Metrics;

/// <summary>What is counted for one route.</summary>
sealed class RouteSeries(string labels, HistogramBounds bounds)
{
    static readonly string[] RequestLabels =
    [
        .. from method in Families.MethodGroups
           from status in Families.StatusClasses
           select Exposition.Labels(("method_group", method), ("status_class", status)),
    ];

    static readonly string In = Exposition.Labels(("direction", "in"));
    static readonly string Out = Exposition.Labels(("direction", "out"));

    readonly long[] requests = new long[RequestLabels.Length];
    readonly LatencyHistogram durations = new(bounds);
    readonly LatencyHistogram starts = new(bounds);
    long bytesIn;
    long bytesOut;

    public void Count(in RequestEvent captured)
    {
        Interlocked.Increment(ref requests[(Families.GroupOf(captured.Method) * Families.StatusClasses.Count) + Families.ClassOf(captured.Status)]);
        if (captured.BytesIn > 0)
            Interlocked.Add(ref bytesIn, captured.BytesIn);
        if (captured.BytesOut > 0)
            Interlocked.Add(ref bytesOut, captured.BytesOut);
        if (!Outcomes.IsTimed(captured.Status, captured.Protocol, captured.DurationMicros))
            return;
        durations.Observe(captured.DurationMicros);
        if (captured.FirstByteMicros >= 0)
            starts.Observe(captured.FirstByteMicros);
    }

    public void WriteRequests(Exposition to)
    {
        for (var index = 0; index < requests.Length; index++)
            to.Sample(labels, Interlocked.Read(ref requests[index]), RequestLabels[index]);
    }

    public void WriteDuration(Exposition to) => to.Histogram(labels, durations);

    public void WriteStart(Exposition to) => to.Histogram(labels, starts);

    public void WriteBytes(Exposition to)
    {
        to.Sample(labels, Interlocked.Read(ref bytesIn), In);
        to.Sample(labels, Interlocked.Read(ref bytesOut), Out);
    }
}
