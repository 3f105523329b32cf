using Gateway.Admin.Alerts;
using Gateway.Admin.Changes;
using Gateway.Admin.Channels;
using Gateway.Admin.Contract;
using Gateway.Admin.Dashboards;
using Gateway.Admin.Http;
using Gateway.Admin.Keys;
using Gateway.Admin.Routes;
using Gateway.Admin.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

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
    DashboardCollection dashboards,
    ChannelCollection channels,
    AlertCollection alerts)
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
        (channels, document => document.Channels),
        (alerts, document => document.Alerts),
    ];

    /// <summary>The answer to what the database refused of documents: a value that is taken, a thing that is still used. Null: it is no document's fault.</summary>
    public IResult? Refusal(DbUpdateException refused)
    {
        if (StoreWriter.IsStillUsed(refused))
            return Problems.Of(StatusCodes.Status409Conflict, "Still in use", "Something that stays still refers to what would be removed. Remove or change that first.");
        if (StoreWriter.TakenIn(refused) is not { } index)
            return null;
        foreach (var (collection, _) in All)
        {
            if (collection.Clash(index) is not { } clash)
                continue;
            // Which of the list it was the database does not say.
            var errors = new FieldErrors();
            errors.Add(collection.Name, $"{clash.Field} {clash.Message}");
            return Problems.Refused(errors);
        }

        return null;
    }
}
