using Gateway.Analytics.Queries;

namespace Gateway.Admin.Kpi;

/// <summary>What <c>GET /kpi/presets</c> answers.</summary>
sealed record KpiCatalogue(IReadOnlyList<KpiOffer> Items, KpiScope Scope);

/// <summary>A preset that the caller may ask.</summary>
sealed record KpiOffer(
    string Name,
    string Title,
    string Subject,
    string Description,
    string? Unit,
    string Shape,
    string Widget,
    PresetTier Tier,
    IReadOnlyList<string> Views,
    IReadOnlyList<KpiParameter> Parameters);

/// <summary>What <c>/kpi/query</c> answers.</summary>
sealed record KpiAnswer(QueryResult Result, string Preset, KpiScope Scope);

/// <summary>Whose traffic an answer is about.</summary>
/// <param name="Kind">How wide it is.</param>
/// <param name="Tenant">Null for all of them, and where there is none.</param>
/// <param name="Teams">Null: the whole tenant.</param>
/// <param name="View">How the teams are meant: what they provide, or what they consume. Null: no team is meant.</param>
/// <param name="Keys">For what teams consume: their keys as they are now. What was sent with keys that are gone, or were another team's then, is told by these.</param>
sealed record KpiScope(KpiScopeKind Kind, string? Tenant, IReadOnlyList<string>? Teams, string? View, IReadOnlyList<string>? Keys)
{
    public static KpiScope Of(QueryScope scope, IReadOnlyList<string>? teams) => new(
        scope == QueryScope.Nothing ? KpiScopeKind.Nothing
            : scope.IsAllTenants ? KpiScopeKind.Platform
            : teams is null ? KpiScopeKind.Tenant
            : KpiScopeKind.Teams,
        scope.IsAllTenants || scope.Tenant.Length == 0 ? null : scope.Tenant,
        scope == QueryScope.Nothing ? [] : teams,
        scope == QueryScope.Nothing || teams is null ? null : scope.Keys is null ? KpiPreset.Provides : KpiPreset.Consumes,
        scope.Keys);
}

enum KpiScopeKind
{
    /// <summary>All tenants.</summary>
    Platform,

    /// <summary>One tenant.</summary>
    Tenant,

    /// <summary>Teams of one tenant.</summary>
    Teams,

    /// <summary>The caller has no part in any traffic.</summary>
    Nothing,
}
