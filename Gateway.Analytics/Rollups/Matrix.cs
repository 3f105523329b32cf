namespace Gateway.Analytics.Rollups;

/// <summary>One line of the matrix: these scopes hold this dimension at these grains.</summary>
public sealed record MatrixEntry(CellDimension Dimension, IReadOnlyList<ScopeKind> Scopes, IReadOnlyList<Grain> Grains, CellTimes Times = CellTimes.None);

/// <summary>
/// Which cells there are. Everything else is answered from raw events. A route's teams and APIs may change, so they are
/// dimensions of the route too, as of then. What it takes is measured by <c>deploy/bench/fold</c>: the endpoints of each key
/// would cost as much as all the rest of an hour, so they are not in it.
/// </summary>
public static class Matrix
{
    static readonly ScopeKind[] Traffic = [ScopeKind.Tenant, ScopeKind.Team, ScopeKind.Route];
    static readonly Grain[] Long = [Grain.Hour, Grain.Day];
    static readonly Grain[] LongAndLive = [Grain.Minute, Grain.Hour, Grain.Day];

    public static IReadOnlyList<MatrixEntry> All { get; } =
    [
        new(CellDimensions.Total, Traffic, LongAndLive, CellTimes.All),
        new(CellDimensions.Total, [ScopeKind.Tenant, ScopeKind.Team], [Grain.Quarter], CellTimes.All),
        new(CellDimensions.Total, [ScopeKind.Route], [Grain.Quarter], CellTimes.Duration),
        new(CellDimensions.Total, [ScopeKind.Key], Long, CellTimes.Duration),
        new(CellDimensions.Status, Traffic, LongAndLive),
        new(CellDimensions.Status, [ScopeKind.Key], Long),
        new(CellDimensions.Reason, Traffic, LongAndLive),
        new(CellDimensions.Reason, [ScopeKind.Key], Long),
        new(CellDimensions.FailedBy, Traffic, Long),
        new(CellDimensions.Method, Traffic, Long),
        new(CellDimensions.Protocol, Traffic, Long),
        new(CellDimensions.Browser, Traffic, Long),
        new(CellDimensions.Os, Traffic, Long),
        new(CellDimensions.Device, Traffic, Long),
        new(CellDimensions.TrafficClass, Traffic, Long),
        new(CellDimensions.ConfigVersion, Traffic, Long),
        new(CellDimensions.Country, Traffic, Long),
        new(CellDimensions.Node, Traffic, Long),
        new(CellDimensions.Api, Traffic, Long),
        new(CellDimensions.Group, Traffic, Long),
        new(CellDimensions.Team, [ScopeKind.Tenant, ScopeKind.Route], Long),
        new(CellDimensions.Cluster, [ScopeKind.Tenant, ScopeKind.Team], Long, CellTimes.Upstream),
        new(CellDimensions.Cluster, [ScopeKind.Route], Long),
        new(CellDimensions.Destination, Traffic, Long, CellTimes.Upstream),
        new(CellDimensions.Host, Traffic, Long),
        new(CellDimensions.Consumer, Traffic, Long),
        new(CellDimensions.Route, [ScopeKind.Tenant, ScopeKind.Team], Long),
        new(CellDimensions.Key, Traffic, Long),
        new(CellDimensions.Endpoint, Traffic, Long, CellTimes.Duration),
    ];

    /// <summary>Scopes and grains that count different users; only undivided.</summary>
    public static MatrixEntry Users { get; } = new(CellDimensions.Total, Traffic, LongAndLive);

    /// <summary>Whether there are cells of this kind.</summary>
    public static bool Has(Grain grain, ScopeKind scope, CellDimension dimension, CellTimes times = CellTimes.None) =>
        Find(grain, scope, dimension) is { } entry && (entry.Times & times) == times;

    /// <summary>Whether different users are counted.</summary>
    public static bool HasUsers(Grain grain, ScopeKind scope) => Users.Scopes.Contains(scope) && Users.Grains.Contains(grain);

    internal static MatrixEntry? Find(Grain grain, ScopeKind scope, CellDimension dimension) =>
        All.FirstOrDefault(entry => entry.Dimension == dimension && entry.Scopes.Contains(scope) && entry.Grains.Contains(grain));
}
