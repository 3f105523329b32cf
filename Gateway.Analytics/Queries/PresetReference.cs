using System.Text;

namespace Gateway.Analytics.Queries;

/// <summary>Writes the reference of presets, measures and dimensions from the lists themselves.</summary>
public static class PresetReference
{
    public static string Markdown(PresetCatalogue catalogue)
    {
        var description = catalogue.Describe();
        var text = new StringBuilder();
        text.Append("# Presets, measures, dimensions\n\n");
        text.Append("Generated from the lists in `Gateway.Analytics/Queries`; a test holds this page equal to them.\n");

        foreach (var subject in description.Presets.GroupBy(preset => preset.Subject))
        {
            text.Append($"\n## {char.ToUpperInvariant(subject.Key[0])}{subject.Key[1..]}\n\n");
            Row(text, "preset", "title", "shows", "shape", "unit", "widget", "measures", "split", "for");
            Row(text, "---", "---", "---", "---", "---", "---", "---", "---", "---");
            foreach (var preset in subject)
            {
                Row(
                    text,
                    $"`{preset.Name}`",
                    preset.Title,
                    preset.Description,
                    preset.Shape,
                    preset.Unit ?? "various",
                    preset.Widget,
                    Measures(preset.Query),
                    Split(preset.Query) + (preset.Interval is null ? "" : $" ({preset.Interval})"),
                    preset.Tier switch
                    {
                        PresetTier.Platform => "platform roles",
                        PresetTier.Admin => "administrators",
                        _ => "all",
                    });
            }
        }

        text.Append("\n## Presets to come\n\n");
        text.Append("They are hidden until the feature is there that brings their fields.\n\n");
        Row(text, "preset", "title", "shows", "measures", "split", "arrives with");
        Row(text, "---", "---", "---", "---", "---", "---");
        foreach (var preset in catalogue.Awaited)
            Row(text, $"`{preset.Name}`", preset.Title, preset.Description, Measures(preset.Query), Split(preset.Query), $"{preset.ArrivesWith}".ToLowerInvariant());

        text.Append("\n## Measures\n\n");
        Row(text, "measure", "title", "unit", "meaning", "without requests");
        Row(text, "---", "---", "---", "---", "---");
        foreach (var measure in description.Measures)
            Row(text, $"`{measure.Name}`", measure.Label, measure.Unit, measure.Description, measure.Empty is null ? "null" : "0");

        text.Append("\n## Dimensions\n\n");
        Row(text, "dimension", "title", "values");
        Row(text, "---", "---", "---");
        foreach (var dimension in description.Dimensions)
            Row(text, $"`{dimension.Name}`", dimension.Label, Values(dimension));

        return text.ToString();
    }

    static string Measures(Query query) => string.Join(", ", query.Measures ?? []);

    static string Split(Query query) => string.Join(" × ", query.Split?.By ?? []);

    static string Values(DimensionDescription dimension) =>
        dimension.Values.Count > 0 ? string.Join(" ", dimension.Values.Select(value => $"`{value.Name ?? "null"}`"))
        : !dimension.Splits ? "any; for filters only"
        : dimension.AcrossTenants ? "any; only where all tenants are seen"
        : dimension.OfPersons ? "pseudonyms, 16 hexadecimal digits; for administrators"
        : "any";

    static void Row(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        text.Append('|');
        foreach (var cell in cells)
            text.Append(' ').Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |");
        text.Append('\n');
    }
}
