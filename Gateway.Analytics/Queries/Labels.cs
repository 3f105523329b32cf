using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Queries;

/// <summary>What the values of a dimension are called on pages.</summary>
sealed class Labels(INameLookup names)
{
    /// <summary>Name of the line or row that adds up what has none of its own.</summary>
    public const string Other = "(other)";

    public const string None = "(none)";

    public async Task<IReadOnlyDictionary<CellKey, string>> OfAsync(
        QueryScope scope, Dimension by, IReadOnlyCollection<CellKey> keys, CancellationToken token)
    {
        var labels = keys.ToDictionary(key => key, key => by.Show(key.Value));
        if (!by.Named)
            return labels;
        foreach (var owner in keys.Where(key => by.Wire(key.Value) is not null).GroupBy(key => Owner(scope, by, key)))
        {
            var known = await names.NamesAsync(owner.Key, by.Name, [.. owner.Select(key => by.Wire(key.Value)!)], token);
            foreach (var key in owner)
            {
                if (known.TryGetValue(by.Wire(key.Value)!, out var name))
                    labels[key] = name;
            }
        }

        return labels;
    }

    static string Owner(QueryScope scope, Dimension by, CellKey key) =>
        by.AcrossTenants ? AnalyticsDatabase.AllTenants : key.Tenant.Length > 0 ? key.Tenant : scope.Tenant;
}
