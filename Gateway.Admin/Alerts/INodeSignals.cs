using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Alerts;

/// <summary>What a node knows of itself without asking anybody. It lives beside the proxy, which this project does not know; nobody goes the other way.</summary>
interface INodeSignals
{
    /// <summary>The node's name on pages.</summary>
    string Node { get; }

    /// <summary>The figures of one kind, of one tenant's things; null: of all tenants'.</summary>
    IReadOnlyList<HealthReading> Read(HealthKind kind, string? tenant);
}
