using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Nodes;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Yarp.ReverseProxy;

namespace Gateway.Hosting;

/// <summary>What a node says of itself in the registry, beyond its configuration.</summary>
sealed class NodeReport(Health health, ISpool spool, IngestStatus ingest, IProxyStateLookup destinations, StageFaults faults, TimeProvider time)
{
    /// <summary>As JSON.</summary>
    public string Write()
    {
        var (status, problems) = health.State();
        var counts = spool.Reader.Counts();
        var disk = spool.State();
        return JsonSerializer.Serialize(
            new NodeHealth(
                status,
                problems,
                health.IsDatabaseAway,
                destinations.GetClusters().Sum(cluster => cluster.Destinations.Count),
                counts.Queued,
                disk.Bytes,
                disk.MaximumBytes,
                counts.Dropped.Values.Sum(),
                ingest.Current.Watermark is { } watermark ? Math.Max(0, (time.GetUtcNow() - watermark).TotalSeconds) : null,
                faults.All),
            ContractJson.Options);
    }
}
