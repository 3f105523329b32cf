using System.Text.Json.Serialization;

namespace Gateway.Admin.Contract;

/// <summary>What every document has: an id that stays, inside one tenant.</summary>
interface IDocument : IOfTenant
{
    /// <summary>Lower-case letters, digits, dot, dash and underscore; 1 to 64; unique in its tenant and collection.</summary>
    string Id { get; }
}

/// <summary>A customer of the gateway; everything below belongs to one.</summary>
sealed record TenantDocument : IDocument
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    [JsonIgnore]
    public string Tenant => Id;
}

/// <summary>People inside a tenant who own routes.</summary>
sealed record TeamDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Name { get; init; }
}

/// <summary>A product that gathers routes.</summary>
sealed record ApiDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Name { get; init; }

    /// <summary>The team that answers for it; null: none.</summary>
    public string? Team { get; init; }

    /// <summary>As its makers count, such as v2; null: none.</summary>
    public string? Version { get; init; }
}

/// <summary>A label that gathers routes, and that keys may be allowed for.</summary>
sealed record GroupDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Name { get; init; }
}

/// <summary>The whole configuration in one document: what <c>GET /config</c> gives and <c>PUT /config</c> takes.</summary>
sealed record ConfigDocument
{
    public IReadOnlyList<TenantDocument>? Tenants { get; init; }
    public IReadOnlyList<TeamDocument>? Teams { get; init; }
    public IReadOnlyList<ApiDocument>? Apis { get; init; }
    public IReadOnlyList<GroupDocument>? Groups { get; init; }
    public IReadOnlyList<ClusterDocument>? Clusters { get; init; }
    public IReadOnlyList<RouteDocument>? Routes { get; init; }
    public IReadOnlyList<KeyDocument>? Keys { get; init; }

    public IReadOnlyList<DashboardDocument>? Dashboards { get; init; }

    public IReadOnlyList<ChannelDocument>? Channels { get; init; }

    public IReadOnlyList<AlertDocument>? Alerts { get; init; }
}
