using System.Text.Json.Serialization;
using Gateway.Analytics.Queries;

namespace Gateway.Admin.Kpi;

/// <summary>A parameter of a preset, as offered and as checked.</summary>
/// <param name="Name">As in the address and in the body.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Description">What it does.</param>
sealed record KpiParameter(string Name, KpiType Type, string Description)
{
    /// <summary>All values that are accepted; null: not a closed list.</summary>
    public IReadOnlyList<string>? Accepted { get; init; }

    /// <summary>Whether it may be given several times; then one of the values has to match.</summary>
    public bool Several { get; init; }

    /// <summary>Whether it is a dimension to filter by.</summary>
    [JsonIgnore]
    public bool IsFilter { get; init; }

    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    /// <summary>What counts when it is not given; null: nothing.</summary>
    public string? Default { get; init; }
}

enum KpiType
{
    /// <summary>An ISO time with offset, or now with steps.</summary>
    Time,

    /// <summary>An IANA time zone.</summary>
    Zone,

    /// <summary>One of the accepted values.</summary>
    Choice,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>An id or another text.</summary>
    Text,
}

/// <summary>The parameters of presets. They follow from the catalogue; nothing is said of a preset here.</summary>
static class KpiParameters
{
    public const string Team = "team";
    public const string View = "view";
    const string From = "from";

    /// <summary>Parameters of every question.</summary>
    public static IReadOnlyList<KpiParameter> Range { get; } =
    [
        new(From, KpiType.Time, "Begin of the range.") { Default = "now-24h" },
        new("to", KpiType.Time, "End of the range, itself outside.") { Default = "now" },
        new("zone", KpiType.Zone, "In which days, weeks and months begin.") { Default = "UTC" },
    ];

    /// <summary>The parameters of a preset for whoever asks in this scope.</summary>
    public static IReadOnlyList<KpiParameter> Of(KpiPreset preset, CatalogueDescription catalogue, QueryScope scope)
    {
        List<KpiParameter> all = [.. Range.Select(each => each.Name == From ? each with { Default = preset.Preset.From ?? each.Default } : each)];
        if (preset.IsOverTime)
            all.Add(new("interval", KpiType.Choice, "Length of a bucket.") { Accepted = catalogue.Intervals, Default = preset.Preset.Interval ?? "auto" });
        if (preset.Compares)
            all.Add(new("compare", KpiType.Choice, "An earlier period beside this one.") { Accepted = catalogue.Comparisons });
        if (preset.Ranks)
            all.Add(new("limit", KpiType.Number, "How many values are shown; the others are added up.") { Minimum = 1, Maximum = preset.MaximumLimit, Default = preset.Limit });
        if (preset.Views.Count > 0)
        {
            all.Add(new(Team, KpiType.Text, "A team of the tenant: one that you may look at.") { Several = true });
            all.Add(new(View, KpiType.Choice, "provides: traffic of the team's routes. consumes: traffic with the team's keys, on whosever routes; it needs a team. The two are never added.")
            {
                Accepted = preset.Views,
                Default = KpiPreset.Provides,
            });
        }

        foreach (var dimension in catalogue.Dimensions)
        {
            if (dimension.Name != Team && (scope.IsAllTenants || !dimension.AcrossTenants) && (scope.SeesPersons || !dimension.OfPersons))
                all.Add(Filter(dimension));
        }

        return all;
    }

    static KpiParameter Filter(DimensionDescription dimension)
    {
        var names = dimension.Values.Select(value => value.Name).OfType<string>().ToList();
        return new(dimension.Name, names.Count > 0 ? KpiType.Choice : KpiType.Text, $"Only this: {dimension.Label.ToLowerInvariant()}.")
        {
            Several = true,
            IsFilter = true,
            Accepted = names.Count > 0 ? names : null,
        };
    }
}
