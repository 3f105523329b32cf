using Gateway.Admin.Alerts;
using Gateway.Admin.Certificates;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Gateway.Policies;
using Gateway.Proxy;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Hosting;

/// <summary>What this node knows of itself from memory, for the alerts that look at it.</summary>
sealed class NodeSignals(
    ConfigFeed feed, StoreReady store, DatabaseReady database, IngestStatus ingest, ISpool spool, KeyRing keys, HeldCertificates certificates, IServiceProvider services, NodeName name, TimeProvider time) : INodeSignals
{
    public string Node => name.Value;

    /// <summary>Whether the store of the configuration does not answer.</summary>
    public bool IsStoreAway => !store.IsReady || feed.IsAway;

    /// <summary>Whether the database of events does not answer.</summary>
    public bool AreEventsAway => !database.IsReady || ingest.Current.State == WriterState.Retrying;

    public IReadOnlyList<HealthReading> Read(HealthKind kind, string? tenant) => kind switch
    {
        HealthKind.DatabaseAway => [new HealthReading(AtNode("database"), IsStoreAway || AreEventsAway ? 1 : 0)],
        HealthKind.SpoolBytes => [new HealthReading(AtNode("spool"), spool.State().Bytes)],
        HealthKind.DestinationDown => [.. Clusters(tenant)],
        HealthKind.CertificateExpiry => [.. Certificates(tenant)],
        _ => [.. Keys(tenant)],
    };

    IEnumerable<HealthReading> Clusters(string? tenant) =>
        from cluster in services.GetRequiredService<IProxyStateLookup>().GetClusters()
        where tenant is null || cluster.ClusterId.StartsWith(tenant + "/", StringComparison.Ordinal)
        let down = cluster.DestinationsState.AllDestinations.Count(destination =>
            destination.Health is { Active: DestinationHealth.Unhealthy } or { Passive: DestinationHealth.Unhealthy })
        select new HealthReading(AtNode(tenant is null ? cluster.ClusterId : cluster.ClusterId[(tenant.Length + 1)..]), down);

    /// <summary>Every node knows the same of keys, so none is named.</summary>
    IEnumerable<HealthReading> Keys(string? tenant) =>
        from key in keys.Current.Entries
        where (tenant is null || key.Tenant == tenant) && key is { Enabled: true, Revoked: false, ExpiresAt: not null }
        let left = key.ExpiresAt!.Value - time.GetUtcNow()
        where left > TimeSpan.Zero
        select new HealthReading(tenant is null ? $"{key.Tenant}/{key.Id}" : key.Id, Math.Round(left.TotalDays, 2), key.ExpiresAt);

    /// <summary>Published to every node alike; of those in files each node may hold another.</summary>
    IEnumerable<HealthReading> Certificates(string? tenant) =>
        from held in certificates.Current.All
        where (tenant is null || held.Published.Tenant == tenant) && held.Material is not null
        let id = tenant is null ? $"{held.Published.Tenant}/{held.Published.Id}" : held.Published.Id
        select new HealthReading(
            held.Published.Files is null ? id : AtNode(id), Math.Round((held.Material!.NotAfter - time.GetUtcNow()).TotalDays, 2), held.Material.NotAfter);

    string AtNode(string what) => $"{what}@{name.Value}";
}
