using Gateway.Analytics.Queries;

namespace Gateway.Admin.Kpi;

/// <summary>What a preset of the catalogue means for who may ask it and how.</summary>
/// <param name="Preset">As in the catalogue.</param>
/// <param name="Dimensions">All dimensions of the catalogue.</param>
sealed record KpiPreset(PresetDescription Preset, IReadOnlyList<DimensionDescription> Dimensions)
{
    /// <summary>The view of what a team offers: the routes that are the team's at the time of the request.</summary>
    public const string Provides = "provides";

    /// <summary>The view of what a team uses: what is sent with the keys that are the team's at the time of the question.</summary>
    public const string Consumes = "consumes";

    public bool IsOfPlatform => Uses(dimension => dimension.AcrossTenants);

    public bool IsOfPersons => Preset.Tier == PresetTier.Admin;

    public bool IsOverTime => Preset.Shape is "series" or "matrix";

    public bool Compares => Preset.Shape != "matrix";

    public bool Ranks => Preset.Query.Split?.By is { } by && by.Any(name => Dimensions.Any(dimension => dimension.Name == name));

    public int MaximumLimit => IsOverTime ? QueryLimits.Lines : QueryLimits.Rows;

    public string Limit => (Preset.Query.Limit ?? QueryLimits.Usual).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How a team may look at it. A team is of one tenant, so it has no part in what compares tenants; what is behind the
    /// routes of others is not for those who only call them.</summary>
    public IReadOnlyList<string> Views =>
        IsOfPlatform ? []
        : Uses(dimension => dimension.Behind) ? [Provides]
        : [Provides, Consumes];

    bool Uses(Func<DimensionDescription, bool> which) => Dimensions.Any(dimension => which(dimension) && Preset.Dimensions.Contains(dimension.Name));
}
