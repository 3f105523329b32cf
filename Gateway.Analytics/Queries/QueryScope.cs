using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Queries;

/// <summary>
/// Whose traffic a query may see: resolved once from who asks, never part of the query. It is a condition of every statement;
/// row security is the second wall.
/// </summary>
/// <param name="Tenant">A tenant's id, or <see cref="AnalyticsDatabase.AllTenants"/>.</param>
public sealed record QueryScope(string Tenant)
{
    /// <summary>When not null, only the routes of these teams.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>Equal for scopes that see the same; part of the key of every kept answer.</summary>
    internal string Identity => System.Text.Json.JsonSerializer.Serialize(new object?[] { Tenant, Teams });

    public static QueryScope AllTenants { get; } = new(AnalyticsDatabase.AllTenants);

    public bool IsAllTenants => Tenant == AnalyticsDatabase.AllTenants;
}
