using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries.FromCells;

/// <summary>Which values of cells a read wants, and whose group they belong to. Each value is looked at once.</summary>
sealed class CellRowKeys(QueryScope scope, CellRead read, CellSource source)
{
    const int StatusesOfAClass = 100;

    readonly Dictionary<int, bool> wanted = [];
    readonly Dictionary<int, object> numbers = [];
    readonly Dictionary<string, bool> tenants = new(StringComparer.Ordinal);
    readonly bool byTenant = scope.IsAllTenants && read.By is { PerTenant: true };

    public CellTexts Texts { get; } = new();

    /// <summary>Whether the tenant's cells count.</summary>
    public bool Wants(string tenant)
    {
        if (source.OfTenants.Count == 0)
            return true;
        if (!tenants.TryGetValue(tenant, out var wants))
            tenants[tenant] = wants = source.OfTenants.All(condition => condition.Matches(tenant));
        return wants;
    }

    /// <summary>Whether the value counts.</summary>
    public bool Wants(int number)
    {
        if (source.OfValues.Count == 0)
            return true;
        if (!wanted.TryGetValue(number, out var wants))
            wanted[number] = wants = source.OfValues.All(condition => condition.Matches(Value(condition.Dimension, number)));
        return wants;
    }

    /// <summary>The group of a value; null for "(other)".</summary>
    public CellKey? Of(CellRow row, int number) => source.Keys switch
    {
        CellKeys.None => default(CellKey),
        CellKeys.Tenants => new CellKey("", row.Tenant),
        CellKeys.ScopeIds => new CellKey(byTenant ? row.Tenant : "", row.ScopeId),
        _ when number == CellRow.Other => null,
        _ => new CellKey(byTenant ? row.Tenant : "", Value(read.By!, number)),
    };

    object Value(Dimension dimension, int number)
    {
        if (source.Dimension.IsText)
            return Texts[number];
        if (CellSource.CellName(dimension) != dimension.Name)
            number /= StatusesOfAClass;
        if (!numbers.TryGetValue(number, out var boxed))
            numbers[number] = boxed = number;
        return boxed;
    }
}
