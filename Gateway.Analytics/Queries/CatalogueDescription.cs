namespace Gateway.Analytics.Queries;

/// <summary>What queries can be made of, for pickers, editors and scripts.</summary>
public sealed record CatalogueDescription
{
    public required IReadOnlyList<PresetDescription> Presets { get; init; }
    public required IReadOnlyList<MeasureDescription> Measures { get; init; }
    public required IReadOnlyList<DimensionDescription> Dimensions { get; init; }
    public required IReadOnlyList<WidgetKind> Widgets { get; init; }
    public required IReadOnlyList<string> Intervals { get; init; }
    public required IReadOnlyList<string> Comparisons { get; init; }
    public required IReadOnlyDictionary<string, string> Operators { get; init; }

    internal static CatalogueDescription Of(PresetCatalogue catalogue) => new()
    {
        Presets = [.. catalogue.All.Select(preset => PresetDescription.Of(preset, catalogue.Plan(preset)))],
        Measures = [.. catalogue.Words.Measures.Select(measure => new MeasureDescription(measure.Name, measure.Label, measure.Unit, measure.Description, measure.Empty))],
        Dimensions =
        [
            .. catalogue.Words.Dimensions.Select(dimension => new DimensionDescription(
                dimension.Name,
                dimension.Label,
                dimension.Splits,
                dimension.AcrossTenants,
                dimension.OfPersons,
                dimension.Behind,
                [.. dimension.Values.Select(value => new ValueDescription(value.Name, value.Label))])),
        ],
        Widgets = Queries.Widgets.All,
        Intervals = ["auto", .. Interval.All.Select(interval => interval.Name)],
        Comparisons = [.. QueryPlanner.ComparisonNames],
        Operators = FilterReader.Operators,
    };
}

/// <summary>
/// A preset as offered. <paramref name="Alertable"/> names the series that an alert can watch; it is empty where they depend on
/// the data. <paramref name="Dimensions"/> are those that it splits or filters by.
/// </summary>
public sealed record PresetDescription(
    string Name,
    string Title,
    string Subject,
    string Description,
    string? Unit,
    string Shape,
    string Widget,
    string? Drill,
    string? Interval,
    string? From,
    PresetTier Tier,
    IReadOnlyList<string> Dimensions,
    IReadOnlyList<string> Alertable,
    Query Query)
{
    internal static PresetDescription Of(Preset preset, PlannedQuery plan) => new(
        preset.Name,
        preset.Title,
        preset.Subject,
        preset.Description,
        plan.Unit,
        plan.Shape.ToString().ToLowerInvariant(),
        preset.Widget ?? Widgets.Usual(plan.Shape),
        preset.Drill,
        preset.Interval,
        preset.From,
        TierOf(plan),
        [.. Used(plan).Select(dimension => dimension.Name)],
        plan.By is null && plan.Shape != Queries.Shape.Matrix ? [.. plan.Measures.Select(measure => measure.Name)] : [],
        preset.Query);

    static PresetTier TierOf(PlannedQuery plan) =>
        Used(plan).Any(dimension => dimension.OfPersons) ? PresetTier.Admin
        : Used(plan).Any(dimension => dimension.AcrossTenants) ? PresetTier.Platform
        : PresetTier.Everyone;

    static IEnumerable<Dimension> Used(PlannedQuery plan) =>
        plan.Conditions.Select(condition => condition.Dimension).Append(plan.By).OfType<Dimension>().Distinct();
}

/// <summary>A measure as offered; <paramref name="Empty"/> is what no request at all gives.</summary>
public sealed record MeasureDescription(string Name, string Label, string Unit, string Description, double? Empty);

/// <summary>A dimension as offered; <paramref name="Values"/> is filled for closed sets.</summary>
public sealed record DimensionDescription(
    string Name, string Label, bool Splits, bool AcrossTenants, bool OfPersons, bool Behind, IReadOnlyList<ValueDescription> Values);

/// <summary>A value of a closed set; a null name is "none".</summary>
public sealed record ValueDescription(string? Name, string Label);
