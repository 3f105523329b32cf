using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Queries;

/// <summary>The one list of dimensions.</summary>
public static class Dimensions
{
    public static IReadOnlyList<Dimension> All { get; } =
    [
        Id("route", "Route"),
        Id("api", "API"),
        new("group", "Group", EventSql.Groups, DimensionKind.Texts) { Named = true, PerTenant = true },
        Id("team", "Team"),
        Id("key", "API key"),
        new("consumer", "Consumer", "consumer") { PerTenant = true },
        new("user", "User", "lpad(to_hex(user_id), 16, '0')") { OfPersons = true },
        Closed("method", "Method", "method", ClosedSets.Methods),
        new("status", "Status", "status", DimensionKind.Number),
        Closed("statusClass", "Status class", "status / 100", ClosedSets.StatusClasses),
        new("host", "Host", "host"),
        new("endpoint", "Endpoint", "endpoint"),
        new("path", "Path", EventSql.Path) { Splits = false },
        Closed("protocol", "Protocol", "protocol", ClosedSets.Protocols),
        new("country", "Country", "country"),
        Closed("browser", "Browser", "browser", ClosedSets.Browsers),
        Closed("os", "Operating system", "os", ClosedSets.Systems),
        Closed("device", "Device", "device", ClosedSets.Devices),
        Closed("trafficClass", "Traffic class", "traffic_class", ClosedSets.TrafficClasses),
        Id("cluster", "Cluster") with { Behind = true },

        // The id of a destination is unique in its cluster only.
        new("destination", "Destination", "(cluster || '/' || destination)") { Named = true, PerTenant = true, Behind = true },
        Closed("failedBy", "Failed by", "failed_by", ClosedSets.FailedBy),
        Closed("reason", "Reason", "reason", ClosedSets.Reasons),
        // A cell of a heat map narrows to it. Cells of figures know durations as sketches only, so it is asked of single requests.
        Closed("latencyBand", "Latency", LatencyBands.Sql, LatencyBands.Values),
        new("configVersion", "Configuration version", "config_version", DimensionKind.Number),
        new("tenant", "Tenant", "tenant") { Named = true, AcrossTenants = true },
        new("node", "Node", "spools.node") { AcrossTenants = true, Join = "left join spools on spools.number = events.spool" },
    ];

    static Dimension Id(string name, string label) => new(name, label, name) { Named = true, PerTenant = true };

    static Dimension Closed(string name, string label, string sql, IReadOnlyList<ClosedValue> values) =>
        new(name, label, sql, DimensionKind.Closed) { Values = values };
}
