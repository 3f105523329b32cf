using Gateway.Analytics.Queries;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Requests;

/// <summary>Puts names beside the ids of requests, from the tenant that each belongs to.</summary>
sealed class RequestNames(INameLookup names)
{
    public async Task<IReadOnlyList<RequestRow>> OfAsync(QueryScope scope, IReadOnlyList<RequestRow> rows, CancellationToken token)
    {
        if (rows.Count == 0)
            return rows;
        var tenants = scope.IsAllTenants ? await names.NamesAsync(AnalyticsDatabase.AllTenants, "tenant", [.. rows.Select(row => row.Tenant).Distinct()], token) : null;
        var keys = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var owner in rows.Where(row => row.Key is not null).GroupBy(row => row.Tenant))
            keys[owner.Key] = await names.NamesAsync(owner.Key, "key", [.. owner.Select(row => row.Key!).Distinct()], token);
        return
        [
            .. rows.Select(row => row with
            {
                TenantName = tenants?.GetValueOrDefault(row.Tenant),
                KeyName = row.Key is { } key ? keys[row.Tenant].GetValueOrDefault(key) : null,
            }),
        ];
    }

    public async Task<RequestInFull> OfAsync(QueryScope scope, RequestInFull request, CancellationToken token)
    {
        async Task<Named?> NamedAsync(string dimension, Named? thing) =>
            thing is null ? null : thing with { Name = (await names.NamesAsync(request.Tenant, dimension, [thing.Id], token)).GetValueOrDefault(thing.Id) };
        var row = (await OfAsync(scope, [request], token))[0];
        var groups = request.Groups.Count == 0 ? null : await names.NamesAsync(request.Tenant, "group", [.. request.Groups.Select(group => group.Id)], token);
        return request with
        {
            TenantName = row.TenantName,
            KeyName = row.KeyName,
            Api = await NamedAsync("api", request.Api),
            Team = await NamedAsync("team", request.Team),
            Groups = [.. request.Groups.Select(group => group with { Name = groups!.GetValueOrDefault(group.Id) })],
        };
    }
}
