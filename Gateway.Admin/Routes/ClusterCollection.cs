using System.Linq.Expressions;
using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Routes;

sealed class ClusterCollection : Collection<ClusterDocument, Cluster>
{
    public override string Name => "clusters";

    public override IQueryable<Cluster> Rows(GatewayDb db) => db.Clusters.Include(row => row.Destinations);

    public override ClusterDocument ToDocument(Cluster row)
    {
        var definition = Read<ClusterDefinition>(row.Definition);
        return new ClusterDocument
        {
            Id = row.Id,
            Tenant = row.TenantId,
            LoadBalancing = Enum.Parse<LoadBalancing>(row.LoadBalancing),
            Destinations = [.. row.Destinations.OrderBy(destination => destination.Position).Select(ToDocument)],
            HealthCheck = Read<HealthCheckDocument>(row.HealthCheck),
            SessionAffinity = definition?.SessionAffinity,
            HttpClient = definition?.HttpClient,
            HttpRequest = definition?.HttpRequest,
        };
    }

    public override Cluster Create(ClusterDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, LoadBalancing = "" };

    public override void Apply(ClusterDocument document, Cluster row)
    {
        row.LoadBalancing = document.LoadBalancing.ToString();
        row.HealthCheck = Write(document.HealthCheck);
        row.Definition = (document.SessionAffinity, document.HttpClient, document.HttpRequest) is (null, null, null)
            ? null
            : Write(new ClusterDefinition(document.SessionAffinity, document.HttpClient, document.HttpRequest));
        row.Destinations.RemoveAll(old => document.Destinations.All(destination => destination.Id != old.Id));
        for (var position = 0; position < document.Destinations.Count; position++)
        {
            var wanted = document.Destinations[position];
            var destination = row.Destinations.Find(old => old.Id == wanted.Id);
            if (destination is null)
                row.Destinations.Add(destination = new Destination { TenantId = row.TenantId, ClusterId = row.Id, Id = wanted.Id, Address = "" });
            (destination.Address, destination.Position) = (wanted.Address, position);
            (destination.Weight, destination.Drain, destination.Host, destination.Health) = (wanted.Weight, wanted.Drain, wanted.Host, wanted.Health);
        }
    }

    public override async Task CheckAsync(ClusterDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, FieldErrors.Join(path, "tenant"), token);
        ClusterChecks.Check(document, change.Errors, path);
        await change.Proxy.CheckAsync(document, change.Errors, path);
    }

    // A route of any team may name it.
    public override IQueryable<Cluster> Visible(IQueryable<Cluster> rows, IReadOnlyList<string>? teams) => rows;

    public override Expression<Func<Cluster, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Destinations.Any(destination => destination.Address.ToLower().Contains(word));

    static DestinationDocument ToDocument(Destination row) => new()
    {
        Id = row.Id,
        Address = row.Address,
        Weight = row.Weight,
        Drain = row.Drain,
        Host = row.Host,
        Health = row.Health,
    };

    static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, ContractJson.Options);

    static string? Write<T>(T? part)
        where T : class => part is null ? null : JsonSerializer.Serialize(part, ContractJson.Options);

    /// <summary>The part of a cluster that is kept as one JSON value.</summary>
    sealed record ClusterDefinition(SessionAffinityDocument? SessionAffinity, HttpClientDocument? HttpClient, HttpRequestDocument? HttpRequest);
}
