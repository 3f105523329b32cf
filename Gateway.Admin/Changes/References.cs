using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Changes;

/// <summary>
/// Which rows there are for documents to refer to, within one change. The first few are asked for one by one; who refers to more
/// gets all ids of that kind and tenant with one statement, so ten thousand routes do not ask ten thousand times.
/// </summary>
sealed class References(GatewayDb db)
{
    /// <summary>Statements about one kind before all of it is loaded. Few, as each takes a round trip.</summary>
    const int OneByOne = 4;

    readonly Dictionary<(Type Row, string Tenant), Kind> kinds = [];

    public async Task<bool> HasAsync<TRow>(string tenant, string id, CancellationToken token)
        where TRow : TenantRow
    {
        var kind = Of(typeof(TRow), tenant);
        if (kind.Known.TryGetValue(id, out var isThere))
            return isThere;
        if (kind.IsWhole)
            return false;
        if (kind.Asked++ < OneByOne)
            return kind.Known[id] = await db.Set<TRow>().AnyAsync(row => row.TenantId == tenant && row.Id == id, token);

        foreach (var one in await db.Set<TRow>().Where(row => row.TenantId == tenant).Select(row => row.Id).ToListAsync(token))
            kind.Known.TryAdd(one, true);
        kind.IsWhole = true;
        return kind.Known.GetValueOrDefault(id);
    }

    /// <summary>This change makes or removes the row, whatever the store has so far.</summary>
    public void Set<TRow>(string tenant, string id, bool isThere)
        where TRow : TenantRow => Of(typeof(TRow), tenant).Known[id] = isThere;

    Kind Of(Type row, string tenant)
    {
        if (!kinds.TryGetValue((row, tenant), out var kind))
            kinds[(row, tenant)] = kind = new Kind();
        return kind;
    }

    sealed class Kind
    {
        public Dictionary<string, bool> Known { get; } = new(StringComparer.Ordinal);

        public bool IsWhole { get; set; }

        public int Asked { get; set; }
    }
}
