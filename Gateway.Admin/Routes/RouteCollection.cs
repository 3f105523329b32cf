using System.Linq.Expressions;
using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Routes;

sealed class RouteCollection : Collection<RouteDocument, Route>
{
    /// <summary>More of them in one address are refused.</summary>
    const int MaximumIds = 200;

    public override string Name => "routes";

    public override RouteDocument ToDocument(Route row)
    {
        var definition = JsonSerializer.Deserialize<RouteDefinition>(row.Definition, ContractJson.Options)!;
        return new RouteDocument
        {
            Id = row.Id,
            Tenant = row.TenantId,
            Api = row.ApiId,
            Team = row.TeamId,
            Groups = row.Groups,
            Cluster = row.ClusterId,
            Enabled = row.Enabled,
            Maintenance = definition.Maintenance,
            Order = row.Order,
            Match = definition.Match,
            Transforms = definition.Transforms,
            Access = definition.Access,
            Timeout = definition.Timeout,
            MaxRequestBodyBytes = definition.MaxRequestBodyBytes,
        };
    }

    public override Route Create(RouteDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, ClusterId = document.Cluster, Definition = "" };

    public override void Apply(RouteDocument document, Route row)
    {
        row.ApiId = document.Api;
        row.TeamId = document.Team;
        row.ClusterId = document.Cluster;
        row.Groups = [.. document.Groups];
        row.Enabled = document.Enabled;
        row.Order = document.Order;
        row.Definition = JsonSerializer.Serialize(
            new RouteDefinition(document.Match, document.Transforms, document.Access, document.Timeout, document.MaxRequestBodyBytes, document.Maintenance),
            ContractJson.Options);
    }

    public override async Task CheckAsync(RouteDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        await Ids.CheckReferenceAsync<Cluster>(document.Cluster, tenant, change, At("cluster"), token);
        await Ids.CheckReferenceAsync<Api>(document.Api, tenant, change, At("api"), token);
        await Ids.CheckReferenceAsync<Team>(document.Team, tenant, change, At("team"), token);
        for (var i = 0; i < document.Groups.Count; i++)
            await Ids.CheckReferenceAsync<Group>(document.Groups[i], tenant, change, At($"groups[{i}]"), token);
        RouteChecks.Check(document, change.Errors, path);
        await change.Proxy.CheckAsync(document, change.Errors, path);
    }

    public override IQueryable<Route> Visible(IQueryable<Route> rows, IReadOnlyList<string>? teams) =>
        teams is null ? rows : rows.Where(row => row.TeamId != null && teams.Contains(row.TeamId));

    public override string? TeamOf(RouteDocument document) => document.Team;

    /// <summary><c>?api=&amp;team=&amp;cluster=&amp;group=&amp;state=&amp;ids=</c>, each once: those that have it.</summary>
    public override Task<IQueryable<Route>> NarrowAsync(GatewayDb db, IQueryable<Route> rows, IQueryCollection asked, FieldErrors errors, CancellationToken token) =>
        Task.FromResult(Narrow(rows, asked, errors));

    static IQueryable<Route> Narrow(IQueryable<Route> rows, IQueryCollection asked, FieldErrors errors)
    {
        if (asked["api"].ToString() is { Length: > 0 } api)
            rows = rows.Where(row => row.ApiId == api);
        if (asked["team"].ToString() is { Length: > 0 } team)
            rows = rows.Where(row => row.TeamId == team);
        if (asked["cluster"].ToString() is { Length: > 0 } cluster)
            rows = rows.Where(row => row.ClusterId == cluster);
        if (asked["group"].ToString() is { Length: > 0 } group)
            rows = rows.Where(row => row.Groups.Contains(group));
        if (asked["ids"].ToString() is { Length: > 0 } list)
        {
            var ids = list.Split(',', MaximumIds + 1);
            if (ids.Length > MaximumIds)
                errors.Add("ids", $"must be at most {MaximumIds}");
            rows = rows.Where(row => ids.Contains(row.Id));
        }

        switch (asked["state"].ToString())
        {
            case "":
                return rows;
            case "enabled":
                return rows.Where(row => row.Enabled && !row.Definition.Contains("\"maintenance\":{"));
            case "disabled":
                return rows.Where(row => !row.Enabled);
            case "maintenance":
                return rows.Where(row => row.Enabled && row.Definition.Contains("\"maintenance\":{"));
            default:
                errors.Add("state", "must be enabled, disabled or maintenance");
                return rows;
        }
    }

    public override Expression<Func<Route, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word)
            || (row.ApiId ?? "").ToLower().Contains(word)
            || row.Definition.ToLower().Contains(word);

    /// <summary>The part of a route that is kept as one JSON value.</summary>
    sealed record RouteDefinition(
        MatchDocument Match,
        IReadOnlyList<IReadOnlyDictionary<string, string>> Transforms,
        AccessDocument Access,
        TimeSpan? Timeout,
        long? MaxRequestBodyBytes,
        MaintenanceDocument? Maintenance);
}
