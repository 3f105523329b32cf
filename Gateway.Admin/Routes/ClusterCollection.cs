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

    public override ClusterDocument ToDocument(Cluster row) => new()
    {
        Id = row.Id,
        Tenant = row.TenantId,
        LoadBalancing = Enum.Parse<LoadBalancing>(row.LoadBalancing),
        Destinations = [.. row.Destinations
            .OrderBy(destination => destination.Position)
            .Select(destination => new DestinationDocument { Id = destination.Id, Address = destination.Address })],
        HealthCheck = row.HealthCheck is null ? null : JsonSerializer.Deserialize<HealthCheckDocument>(row.HealthCheck, ContractJson.Options),
    };

    public override Cluster Create(ClusterDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, LoadBalancing = "" };

    public override void Apply(ClusterDocument document, Cluster row)
    {
        row.LoadBalancing = document.LoadBalancing.ToString();
        row.HealthCheck = document.HealthCheck is null ? null : JsonSerializer.Serialize(document.HealthCheck, ContractJson.Options);
        row.Destinations.RemoveAll(old => document.Destinations.All(destination => destination.Id != old.Id));
        for (var position = 0; position < document.Destinations.Count; position++)
        {
            var wanted = document.Destinations[position];
            var destination = row.Destinations.Find(old => old.Id == wanted.Id);
            if (destination is null)
                row.Destinations.Add(destination = new Destination { TenantId = row.TenantId, ClusterId = row.Id, Id = wanted.Id, Address = "" });
            destination.Address = wanted.Address;
            destination.Position = position;
        }
    }

    public override async Task CheckAsync(ClusterDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, FieldErrors.Join(path, "tenant"), token);
        var ids = new HashSet<string>();
        for (var i = 0; i < document.Destinations.Count; i++)
        {
            var at = FieldErrors.Join(path, $"destinations[{i}]");
            Ids.Check(document.Destinations[i].Id, change.Errors, FieldErrors.Join(at, "id"));
            if (!ids.Add(document.Destinations[i].Id))
                change.Errors.Add(FieldErrors.Join(at, "id"), $"'{document.Destinations[i].Id}' is given twice");
            CheckAddress(document.Destinations[i].Address, change.Errors, FieldErrors.Join(at, "address"));
        }

        if (document.HealthCheck?.Active is { } active)
        {
            var at = FieldErrors.Join(path, "healthCheck.active");
            CheckSpan(active.Interval, TimeSpan.FromSeconds(1), change.Errors, FieldErrors.Join(at, "interval"));
            CheckSpan(active.Timeout, TimeSpan.FromMilliseconds(100), change.Errors, FieldErrors.Join(at, "timeout"));
            if (active.Path is { } probe && !probe.StartsWith('/'))
                change.Errors.Add(FieldErrors.Join(at, "path"), "must begin with /");
        }

        CheckSpan(document.HealthCheck?.Passive?.ReactivationPeriod, TimeSpan.FromSeconds(1), change.Errors, FieldErrors.Join(path, "healthCheck.passive.reactivationPeriod"));
        await change.Proxy.CheckAsync(document, change.Errors, path);
    }

    // A route of any team may name it.
    public override IQueryable<Cluster> Visible(IQueryable<Cluster> rows, IReadOnlyList<string>? teams) => rows;

    public override Expression<Func<Cluster, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Destinations.Any(destination => destination.Address.ToLower().Contains(word));

    static void CheckAddress(string address, FieldErrors errors, string path)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            errors.Add(path, "must be an absolute http or https address, such as http://10.0.0.5:9000");
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            errors.Add(path, "must not carry credentials, a query or a fragment");
    }

    static void CheckSpan(TimeSpan? span, TimeSpan least, FieldErrors errors, string path)
    {
        if (span is { } given && (given < least || given > TimeSpan.FromDays(1)))
            errors.Add(path, $"must be between {least:c} and 1.00:00:00");
    }
}
