using System.Linq.Expressions;
using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Routes;

sealed class RouteCollection : Collection<RouteDocument, Route>
{
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
            new RouteDefinition(document.Match, document.Transforms, document.Access, document.Timeout, document.MaxRequestBodyBytes),
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
        long? MaxRequestBodyBytes);
}
