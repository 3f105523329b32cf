using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries.FromCells;

/// <summary>Where the values of a split come from in a cell.</summary>
enum CellKeys
{
    /// <summary>The read is not split.</summary>
    None,

    /// <summary>From the values of the cell's dimension.</summary>
    Values,

    /// <summary>From the id of the scope: a route, a team, a key.</summary>
    ScopeIds,

    /// <summary>From the tenant.</summary>
    Tenants,
}

/// <summary>The kind of cells that answer a read: the smallest that hold what its conditions and its split ask for.</summary>
/// <param name="Scope">Of what the cells are.</param>
/// <param name="ScopeIds">Of which; null for all.</param>
/// <param name="Dimension">By what they are divided.</param>
/// <param name="Keys">Where the values of the split come from.</param>
/// <param name="OfValues">Conditions on the values of <paramref name="Dimension"/>.</param>
/// <param name="OfTenants">Conditions on the tenant.</param>
/// <param name="Times">The latency sketches that are needed.</param>
/// <param name="Users">Whether the different users are needed.</param>
/// <param name="Maxima">Whether the longest upstream time or own share is needed.</param>
sealed record CellSource(
    ScopeKind Scope,
    IReadOnlyList<string>? ScopeIds,
    CellDimension Dimension,
    CellKeys Keys,
    IReadOnlyList<Condition> OfValues,
    IReadOnlyList<Condition> OfTenants,
    CellTimes Times,
    bool Users,
    bool Maxima)
{
    const string Tenant = "tenant";

    static readonly (ScopeKind Kind, string Dimension)[] Owners = [(ScopeKind.Route, "route"), (ScopeKind.Key, "key"), (ScopeKind.Team, "team")];

    /// <summary>Grains that have these cells, the coarsest first.</summary>
    public IReadOnlyList<Grain> Grains { get; } =
        [.. Rollups.Grains.All.Reverse().Where(grain => Matrix.Has(grain, Scope, Dimension, Times) && (!Users || Matrix.HasUsers(grain, Scope)) && (!Maxima || grain != Grain.Quarter))];

    /// <summary>The kinds of cells that answer the read, the smallest first; none when only raw events can.</summary>
    public static IEnumerable<CellSource> All(QueryScope scope, CellRead read) =>
        Candidates(scope, read).Where(source => source.Grains.Count > 0);

    static IEnumerable<CellSource> Candidates(QueryScope scope, CellRead read)
    {
        var tenants = read.Conditions.Where(condition => condition.Dimension.Name == Tenant).ToList();
        var conditions = read.Conditions.Except(tenants).ToList();
        var by = read.By?.Name;

        if (read.OfEvents)
            yield break;

        // A narrowed scope has cells of its own kind, and is in no other's. Single users are in none.
        if (scope.Users is not null || (scope.Teams is not null && scope.Keys is not null))
            yield break;
        if ((scope.Teams ?? scope.Keys) is { } own)
        {
            var (kind, name) = scope.Teams is null ? (ScopeKind.Key, "key") : (ScopeKind.Team, "team");
            var naming = conditions.Where(condition => condition.Dimension.Name == name && NamesIds(condition)).ToList();
            own = [.. own.Where(id => naming.All(condition => condition.Matches(id)))];
            yield return Source(kind, own, by == name ? CellKeys.ScopeIds : KeysOf(by), [.. conditions.Except(naming)]);
            yield break;
        }

        // Cells of just the routes, keys or teams that a condition names.
        foreach (var (kind, name) in Owners)
        {
            if (conditions.FirstOrDefault(condition => condition.Dimension.Name == name && NamesIds(condition)) is not { } naming)
                continue;
            var others = conditions.Where(condition => condition != naming).ToList();
            yield return Source(kind, naming.Texts, by == name ? CellKeys.ScopeIds : KeysOf(by), others);
        }

        if (!read.EveryValue || !Owners.Any(owner => owner.Dimension == by))
            yield return Source(ScopeKind.Tenant, null, KeysOf(by), conditions);

        // Cells of every route, key or team, told apart by whose they are.
        foreach (var (kind, name) in Owners)
        {
            if (by == name)
                yield return Source(kind, null, CellKeys.ScopeIds, conditions);
        }

        CellSource Source(ScopeKind kind, IReadOnlyList<string>? ids, CellKeys keys, IReadOnlyList<Condition> others)
        {
            var dimension = DimensionOf(keys == CellKeys.Values ? read.By : null, others);
            var parts = read.By is null ? read.Parts : read.Parts.Concat(read.Order.By?.Parts ?? []);
            var times = parts.Aggregate(read.ByLatency ? CellTimes.Duration : CellTimes.None, (all, part) => all | part.Times);
            var users = parts.Any(part => part.Users);
            var maxima = parts.Any(part => part.Undivided);

            // Without a dimension that fits there are no grains; users of several scopes or of a part of one are not in its cells, nor are these maxima.
            var fits = dimension is not null && (!(users || maxima) || (dimension == CellDimensions.Total && keys != CellKeys.Values));
            return new CellSource(fits ? kind : 0, ids, dimension ?? CellDimensions.Total, keys, others, tenants, times, users, maxima);
        }
    }

    static CellKeys KeysOf(string? by) => by switch
    {
        null => CellKeys.None,
        Tenant => CellKeys.Tenants,
        _ => CellKeys.Values,
    };

    /// <summary>The one dimension that the split and the conditions are about; null where they are about two.</summary>
    static CellDimension? DimensionOf(Dimension? by, IReadOnlyList<Condition> conditions)
    {
        // An exchange in two groups counts in both, so no sum over groups is a number of exchanges; one group by itself is.
        if (conditions.Any(condition => condition.Dimension.Kind == DimensionKind.Texts && (by is not null || !NamesIds(condition) || condition.Texts.Count > 1)))
            return null;
        var names = conditions.Select(condition => condition.Dimension).Append(by).OfType<Dimension>().Select(CellName).Distinct().ToList();
        return names switch
        {
            [] => CellDimensions.Total,
            [var only] when CellDimensions.TryFind(only, out var dimension) => dimension,
            _ => null,
        };
    }

    /// <summary>A class of statuses is made from the statuses.</summary>
    public static string CellName(Dimension dimension) => dimension.Name == "statusClass" ? "status" : dimension.Name;

    static bool NamesIds(Condition condition) => condition is { Negated: false, Prefix: false, None: false, Texts.Count: > 0 };
}
