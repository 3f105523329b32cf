using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Nodes;

/// <summary>The processes that serve traffic: each writes its own row every few seconds.</summary>
sealed class NodeRegistry(GatewayStore store, EdgeAddresses edge, TimeProvider time)
{
    /// <summary>A node that has been silent for longer is shown as dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    const string Withheld = "Why is told to those who see all tenants.";

    /// <summary>The act of a node that cannot take a version, as the audit calls it.</summary>
    public const string Refuse = "refuse";

    /// <summary>Writes the node's row; a refusal that is new stands in the audit too.</summary>
    /// <param name="node">As it is now.</param>
    /// <param name="refused">The version that it does not take; null: it takes the newest.</param>
    /// <param name="token">Cancels.</param>
    public async Task ReportAsync(Node node, int? refused, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var row = await session.Db.Nodes.FindAsync([node.Id], token);
        if (refused is { } version && node.Refusal is { } why && row?.Refusal != why)
        {
            session.Db.Audit.Add(new AuditEntry
            {
                Time = node.SeenAt,
                // Why names routes and clusters, whosever they are.
                TenantId = GatewayStore.PlatformTenant,
                Actor = $"node {node.Name}",
                Action = Refuse,
                Collection = "versions",
                ObjectId = version.ToString(CultureInfo.InvariantCulture),
                After = JsonSerializer.Serialize(new { refusal = why }, ContractJson.Options),
            });
        }

        if (row is null)
            session.Db.Nodes.Add(node);
        else
            session.Db.Entry(row).CurrentValues.SetValues(node);
        await session.CommitAsync(token);
    }

    /// <summary>Takes the node out when it stops as it should.</summary>
    public async Task LeaveAsync(Guid id, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        await session.Db.Nodes.Where(node => node.Id == id).ExecuteDeleteAsync(token);
        await session.CommitAsync(token);
    }

    /// <summary>The nodes of the last day.</summary>
    /// <param name="seesDestinations">Whether the tenant's destinations may be told.</param>
    /// <param name="isForPlatform">Whether the answer is for all tenants: why a node refuses the configuration names routes and clusters, whosever they are.</param>
    /// <param name="token">Cancels.</param>
    public async Task<NodesAnswer> ListAsync(bool isForPlatform, Func<string, bool> seesDestinations, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var state = await session.Db.States.AsNoTracking().SingleAsync(token);
        var now = time.GetUtcNow();
        var nodes = await session.Db.Nodes.AsNoTracking()
            .Where(node => node.SeenAt > now.AddDays(-1))
            .OrderBy(node => node.Name)
            .Take(200)
            .ToListAsync(token);
        return new NodesAnswer(state.ConfigVersion, edge.Urls, [.. nodes.Select(node => new NodeAnswer(
            node.Id,
            node.Name,
            node.Version,
            node.AppliedVersion,
            node.StartedAt,
            node.SeenAt,
            now - node.SeenAt < Silence,
            node.SnapshotFrom is { } from ? (long)(now - from).TotalSeconds : null,
            node.Refusal is null || isForPlatform ? node.Refusal : Withheld,
            [.. Unhealthy(node).Where(destination => seesDestinations(destination.Tenant))],
            isForPlatform && node.Health is { } health ? JsonSerializer.Deserialize<NodeHealth>(health, ContractJson.Options) : null))]);
    }

    static IReadOnlyList<UnhealthyDestination> Unhealthy(Node node) =>
        node.Unhealthy is null ? [] : JsonSerializer.Deserialize<List<UnhealthyDestination>>(node.Unhealthy, ContractJson.Options)!;
}

/// <summary>A destination that a node passes over.</summary>
/// <param name="Active">Whether it is the active check that it failed; else it is real traffic.</param>
sealed record UnhealthyDestination(string Tenant, string Cluster, string Destination, bool Active);

/// <summary>Where this node takes user traffic, for examples on pages.</summary>
sealed class EdgeAddresses(Func<IReadOnlyList<string>> urls)
{
    public IReadOnlyList<string> Urls => urls();
}

/// <summary>Answer of <c>GET /nodes</c>.</summary>
sealed record NodesAnswer(int ConfigVersion, IReadOnlyList<string> ProxyUrls, IReadOnlyList<NodeAnswer> Items);

/// <param name="SnapshotAge">Seconds since the configuration it runs was written to disk, when it started without the database and has not reached it yet.</param>
/// <param name="Refusal">Why it could not take the newest configuration; to a tenant, only that it could not.</param>
/// <param name="Unhealthy">The destinations that it passes over, of the tenants that the caller may see.</param>
/// <param name="Health">How it is otherwise; null to those who do not see all tenants, and of nodes of an earlier version.</param>
sealed record NodeAnswer(
    Guid Id,
    string Name,
    string Version,
    int AppliedVersion,
    DateTimeOffset StartedAt,
    DateTimeOffset LastSeen,
    bool Healthy,
    long? SnapshotAge,
    string? Refusal,
    IReadOnlyList<UnhealthyDestination> Unhealthy,
    NodeHealth? Health);
