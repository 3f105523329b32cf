using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Pipeline;

/// <summary>The product watching itself: what was captured and what became of it, per node and in sum.</summary>
static class PipelineEndpoints
{
    public static void MapPipeline(this IEndpointRouteBuilder api, PipelineReader pipeline, Partitions partitions, FoldStatusReader folds, UserAgentCache userAgents, SinkLoops sinks, TimeProvider time)
    {
        api.MapGet("/pipeline", async (CancellationToken token) =>
        {
            var reports = await pipeline.AllAsync(token);
            var folded = await folds.ReadAsync(token);
            var live = reports.Where(report => report.Live).ToList();
            var sum = Sum(live);
            var completeUntil = live.Select(report => report.Writer.Watermark).Min();
            return TypedResults.Json(new PipelineAnswer(
                time.GetUtcNow(),
                sum.Captured,
                sum.Stored,
                sum.Queued,
                sum.Quarantined,
                sum.Dropped,
                sum.Balanced,
                completeUntil is { } until ? Math.Max(0, (time.GetUtcNow() - until).TotalSeconds) : null,
                completeUntil,
                [.. reports.Select(report => new PipelineNode(
                    report.Node,
                    report.Live,
                    report.Seen,
                    report.Counts.Captured,
                    report.Counts.Stored,
                    report.Counts.Queued,
                    report.Counts.Quarantined,
                    report.Counts.Dropped,
                    report.Counts.Balanced,
                    report.Writer,
                    report.Spool,
                    report.Spool is null ? null : report.Counts.Recovered,
                    report.Spool is null ? null : Sinks(sinks)))],
                new PipelineStorage(await partitions.ListAsync(token)),
                folded.RawSince,
                [.. folded.Grains.Select(grain => new PipelineFold(
                    grain.Grain.Name, grain.Since, grain.Through, grain.LagAt(time.GetUtcNow())?.TotalSeconds, grain.Stale, grain.OldestStale, grain.FoldedAt, grain.Node))],
                await pipeline.QuarantineAsync(20, token),
                new PipelineUserAgents(userAgents.Cached, userAgents.Pending, userAgents.Unknown)), ContractJson.Options);
        }).Needs(Need.PlatformRead).Produces<PipelineAnswer>().WithTags("pipeline");
    }

    static List<PipelineSink> Sinks(SinkLoops sinks) =>
        [.. sinks.Statuses.Select(sink => new PipelineSink(sink.Counts.Name, sink.Counts.Delivered, sink.Counts.Queued, sink.Counts.Lost, sink.Counts.Skipped, sink.Trouble))];

    static (long Captured, long Stored, long Queued, long Quarantined, Dictionary<DropReason, long> Dropped, bool Balanced) Sum(IReadOnlyList<SpoolReport> reports)
    {
        var dropped = new Dictionary<DropReason, long>();
        foreach (var (reason, count) in reports.SelectMany(report => report.Counts.Dropped))
            dropped[reason] = dropped.GetValueOrDefault(reason) + count;
        return (
            reports.Sum(report => report.Counts.Captured),
            reports.Sum(report => report.Counts.Stored),
            reports.Sum(report => report.Counts.Queued),
            reports.Sum(report => report.Counts.Quarantined),
            dropped,
            reports.All(report => report.Counts.Balanced));
    }

    /// <summary>Sums over the live nodes: <c>captured = stored + queued + quarantined + dropped</c>.</summary>
    sealed record PipelineAnswer(
        DateTimeOffset Time,
        long Captured,
        long Stored,
        long Queued,
        long Quarantined,
        IReadOnlyDictionary<DropReason, long> Dropped,
        bool Balanced,
        double? LagSeconds,
        DateTimeOffset? CompleteUntil,
        IReadOnlyList<PipelineNode> Nodes,
        PipelineStorage Storage,
        DateTimeOffset? RawSince,
        IReadOnlyList<PipelineFold> Folds,
        IReadOnlyList<QuarantinedEvent> Quarantine,
        PipelineUserAgents UserAgents);

    /// <summary>What a node reported. Spool, recovered events and sinks are known of the node that answers alone.</summary>
    sealed record PipelineNode(
        string Node,
        bool Live,
        DateTimeOffset Seen,
        long Captured,
        long Stored,
        long Queued,
        long Quarantined,
        IReadOnlyDictionary<DropReason, long> Dropped,
        bool Balanced,
        WriterStatus Writer,
        SpoolState? Spool,
        long? Recovered,
        IReadOnlyList<PipelineSink>? Sinks);

    /// <summary>A sink since the node started. Fields as in <see cref="SinkCounts"/> and <see cref="SinkStatus"/>.</summary>
    sealed record PipelineSink(string Name, long Delivered, long Queued, long Lost, long Skipped, string? Trouble);

    sealed record PipelineStorage(IReadOnlyList<Partition> Partitions);

    /// <summary>How far the sums of a grain go, from the finest to the coarsest. Fields as in <see cref="GrainStatus"/>.</summary>
    sealed record PipelineFold(
        string Grain, DateTimeOffset? Since, DateTimeOffset? Through, double? LagSeconds, long Stale, DateTimeOffset? OldestStale, DateTimeOffset? FoldedAt, string? Node);

    /// <summary>User agents: classes known, texts waiting to be classified, and events left unknown.</summary>
    sealed record PipelineUserAgents(long Cached, long Pending, long Unknown);
}
