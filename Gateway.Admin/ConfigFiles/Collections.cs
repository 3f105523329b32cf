using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Dashboards;
using Gateway.Admin.Keys;
using Gateway.Admin.Routes;
using Gateway.Admin.Tenants;

namespace Gateway.Admin.ConfigFiles;

/// <summary>All collections of the configuration, each after those it refers to.</summary>
sealed class Collections(
    TenantCollection tenants,
    TeamCollection teams,
    ApiCollection apis,
    GroupCollection groups,
    ClusterCollection clusters,
    RouteCollection routes,
    KeyCollection keys,
    DashboardCollection dashboards)
{
    public IReadOnlyList<(ICollection Collection, Func<ConfigDocument, IReadOnlyList<IDocument>?> Part)> All { get; } =
    [
        (tenants, document => document.Tenants),
        (teams, document => document.Teams),
        (apis, document => document.Apis),
        (groups, document => document.Groups),
        (clusters, document => document.Clusters),
        (routes, document => document.Routes),
        (keys, document => document.Keys),
        (dashboards, document => document.Dashboards),
    ];
}
