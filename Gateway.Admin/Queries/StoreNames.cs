using Gateway.Admin.Store;
using Gateway.Analytics.Queries;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Queries;

/// <summary>Resolves the ids of answers to the names of today. Traffic keeps ids; a renamed thing keeps its history.</summary>
sealed class StoreNames(GatewayStore store) : INameLookup
{
    public async ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(
        string tenant, string dimension, IReadOnlyCollection<string> ids, CancellationToken token)
    {
        if (ids.Count == 0)
            return new Dictionary<string, string>();
        await using var session = await store.OpenAsync(tenant, token);
        IQueryable<NamedRow>? rows = dimension switch
        {
            "tenant" => session.Db.Tenants,
            "team" => session.Db.Teams,
            "api" => session.Db.Apis,
            "group" => session.Db.Groups,
            "key" => session.Db.Keys,
            _ => null,
        };
        if (rows is null)
            return new Dictionary<string, string>();
        var found = await rows.AsNoTracking()
            .Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Id, row.Name })
            .ToListAsync(token);
        return found.DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Name);
    }
}
