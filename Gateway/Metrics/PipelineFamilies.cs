using Gateway.Analytics.Events;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Gateway.Capture;

namespace Gateway.Metrics;

/// <summary>What became of events: the sum check, the spool, the writer, the sinks, the sums.</summary>
sealed class PipelineFamilies(ISpool spool, IngestStatus ingest, SinkLoops sinks, FoldWatch folds, StageFaults stages, CaptureFaults faults, TimeProvider time) : IMetricSource
{
    public void Write(Exposition to)
    {
        var counts = spool.Reader.Counts();
        to.One(Families.Captured, counts.Captured);
        to.One(Families.Recovered, counts.Recovered);
        to.One(Families.Stored, counts.Stored);
        to.One(Families.Queued, counts.Queued);
        to.One(Families.Quarantined, counts.Quarantined);
        to.Begin(Families.Dropped);
        foreach (var reason in Enum.GetValues<DropReason>())
            to.Sample(Exposition.Labels(("reason", reason.ToString())), counts.Dropped.GetValueOrDefault(reason));
        to.One(Families.Faults, faults.Total);

        var writer = ingest.Current;
        to.One(Families.Batches, writer.Batches);
        to.One(Families.BatchSeconds, writer.LastBatchMs / 1000);
        to.One(Families.WriterRunning, writer.State == WriterState.Running ? 1 : 0);

        var state = spool.State();
        to.One(Families.SpoolBytes, state.Bytes);
        to.One(Families.SpoolMaximum, state.MaximumBytes);
        to.One(Families.SpoolMemory, state.InMemory);
        to.One(Families.SpoolTrouble, state.Trouble is null ? 0 : 1);
        WriteSinks(to);
        WriteFolds(to);
        to.Begin(Families.StageFailing);
        foreach (var fault in stages.All)
            to.Sample(Exposition.Labels(("stage", fault.Stage)), fault.IsOver ? 0 : 1);
    }

    void WriteSinks(Exposition to)
    {
        var readers = sinks.Statuses.Select(sink => sink.Counts).ToList();
        to.Begin(Families.SinkEvents);
        foreach (var sink in readers)
        {
            to.Sample(Exposition.Labels(("sink", sink.Name), ("outcome", "delivered")), sink.Delivered);
            to.Sample(Exposition.Labels(("sink", sink.Name), ("outcome", "skipped")), sink.Skipped);
            to.Sample(Exposition.Labels(("sink", sink.Name), ("outcome", "lost")), sink.Lost);
        }

        to.Begin(Families.SinkQueued);
        foreach (var sink in readers)
            to.Sample(Exposition.Labels(("sink", sink.Name)), sink.Queued);
    }

    void WriteFolds(Exposition to)
    {
        var grains = folds.Current?.Grains ?? [];
        to.Begin(Families.FoldLag);
        foreach (var grain in grains.Where(grain => grain.Through is not null))
            to.Sample(Exposition.Labels(("grain", grain.Grain.Name)), grain.LagAt(time.GetUtcNow())!.Value.TotalSeconds);
        to.Begin(Families.FoldStale);
        foreach (var grain in grains)
            to.Sample(Exposition.Labels(("grain", grain.Grain.Name)), grain.Stale);
    }
}
