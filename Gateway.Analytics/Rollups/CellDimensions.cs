using System.Diagnostics.CodeAnalysis;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// The one list of what cells are divided by. A dimension's first value is "none": an empty text or 0.
/// To add one: here, a column in a migration, where its value comes from in <see cref="FoldEvent.Sources"/>, and its place in <see cref="Matrix"/>.
/// </summary>
public static class CellDimensions
{
    public static CellDimension Total { get; } = Number("total", "total");

    public static CellDimension Status { get; } = Number("status", "status");
    public static CellDimension Reason { get; } = Number("reason", "reason");
    public static CellDimension FailedBy { get; } = Number("failedBy", "failed_by");
    public static CellDimension Method { get; } = Number("method", "method");
    public static CellDimension Protocol { get; } = Number("protocol", "protocol");
    public static CellDimension Browser { get; } = Number("browser", "browser");
    public static CellDimension Os { get; } = Number("os", "os");
    public static CellDimension Device { get; } = Number("device", "device");
    public static CellDimension TrafficClass { get; } = Number("trafficClass", "traffic_class");
    public static CellDimension ConfigVersion { get; } = Number("configVersion", "config_version");

    public static CellDimension Country { get; } = Text("country", "country");
    public static CellDimension Node { get; } = Text("node", "node");
    public static CellDimension Api { get; } = Text("api", "api");

    /// <summary>An exchange counts in each of its groups, so they may add up to more than the total.</summary>
    public static CellDimension Group { get; } = Text("group", "groups");

    public static CellDimension Team { get; } = Text("team", "team");
    public static CellDimension Cluster { get; } = Text("cluster", "cluster");

    /// <summary>Cluster and destination, with a slash between: the id of a destination is unique in its cluster only.</summary>
    public static CellDimension Destination { get; } = Text("destination", "destination");

    public static CellDimension Host { get; } = Text("host", "host");
    public static CellDimension Consumer { get; } = Text("consumer", "consumer");
    public static CellDimension Route { get; } = Text("route", "route");
    public static CellDimension Key { get; } = Text("key", "key");
    public static CellDimension Endpoint { get; } = Text("endpoint", "endpoint");

    public static IReadOnlyList<CellDimension> All { get; } =
    [
        Total, Status, Reason, FailedBy, Method, Protocol, Browser, Os, Device, TrafficClass, ConfigVersion,
        Country, Node, Api, Group, Team, Cluster, Destination, Host, Consumer, Route, Key, Endpoint,
    ];

    static readonly Dictionary<string, CellDimension> ByName = All.ToDictionary(dimension => dimension.Name, StringComparer.Ordinal);

    static readonly Dictionary<CellDimension, int> Places = All.Select((dimension, place) => (dimension, place)).ToDictionary(each => each.dimension, each => each.place);

    public static bool TryFind(string name, [NotNullWhen(true)] out CellDimension? dimension) => ByName.TryGetValue(name, out dimension);

    /// <summary>Its place in <see cref="All"/>.</summary>
    internal static int PlaceOf(CellDimension dimension) => Places[dimension];

    static CellDimension Number(string name, string column) => new(name, column, isText: false);

    static CellDimension Text(string name, string column) => new(name, column, isText: true);
}
