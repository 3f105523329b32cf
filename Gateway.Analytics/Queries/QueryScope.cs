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

    /// <summary>When not null, only what was sent with these keys, whosever route it went to.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>When not null, only what these users sent, by their pseudonyms.</summary>
    public IReadOnlyList<long>? Users { get; init; }

    /// <summary>Whether single persons may be told apart, by pseudonym.</summary>
    public bool SeesPersons { get; init; }

    public static QueryScope AllTenants { get; } = new(AnalyticsDatabase.AllTenants) { SeesPersons = true };

    /// <summary>Sees nothing, and so answers of the right shape with nothing recorded.</summary>
    public static QueryScope Nothing { get; } = new("");

    /// <summary>Equal for scopes that see the same; part of the key of every kept answer. Every property is in it; a test walks them.</summary>
    internal string Identity => System.Text.Json.JsonSerializer.Serialize(
        new object?[] { Tenant, Teams, Keys, Users, SeesPersons, WithoutTenantCondition });

    public bool IsAllTenants => Tenant == AnalyticsDatabase.AllTenants;

    /// <summary>For tests of the second wall: leaves the tenant out of the statements, so that row security alone keeps it apart.</summary>
    internal bool WithoutTenantCondition { get; init; }

    internal bool HasTenantCondition => !IsAllTenants && !WithoutTenantCondition;

    /// <summary>Whether queries in this scope may split and filter by the dimension.</summary>
    internal bool Allows(Dimension dimension) =>
        (IsAllTenants || !dimension.AcrossTenants)
        && (SeesPersons || !dimension.OfPersons)
        && (Keys is null || !dimension.Behind);

    /// <summary>The scope as conditions over raw rows, all but the tenant's.</summary>
    internal IEnumerable<string> Conditions(SqlParameters parameters)
    {
        if (Teams is not null)
            yield return $"team = any({parameters.Add(Teams.ToArray())})";
        if (Keys is not null)
            yield return $"key = any({parameters.Add(Keys.ToArray())})";
        if (Users is not null)
            yield return $"user_id = any({parameters.Add(Users.ToArray())})";
    }
}
