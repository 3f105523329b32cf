namespace Gateway.Analytics.Queries;

/// <summary>A kind of widget, the shapes of answers it can show, and the options that it knows.</summary>
public sealed record WidgetKind(string Type, string Label, IReadOnlyList<string> Shapes, IReadOnlyList<string> Options);

/// <summary>Widgets and queries meet in the shape only.</summary>
static class Widgets
{
    public static IReadOnlyList<WidgetKind> All { get; } =
    [
        new("line", "Lines", ["series"], ["note", "unit", "decimals", "legend", "thresholds", "min", "max", "log", "colours", "ground"]),
        new("area", "Areas", ["series"], ["note", "unit", "decimals", "legend", "stacked", "thresholds", "min", "max", "colours"]),
        new("bar", "Bars", ["series", "ranking"], ["note", "unit", "decimals", "legend", "stacked", "thresholds", "min", "max", "colours", "share", "unknownHint", "more"]),
        new("pie", "Pie", ["ranking"], ["note", "unit", "decimals", "legend"]),
        new("donut", "Donut", ["ranking"], ["note", "unit", "decimals", "legend"]),
        new("number", "Number", ["number"], ["note", "unit", "decimals", "thresholds", "spark", "good"]),
        new("table", "Table", ["table", "ranking", "series", "number"], ["note", "unit", "decimals", "thresholds", "spark", "columns", "sort", "bars", "more"]),
        new("heatmap", "Heat map", ["matrix"], ["note", "unit", "decimals", "legend", "log"]),
        new("text", "Text", [], ["text"]),
    ];

    /// <summary>The widget that a shape is shown in unless a preset says otherwise.</summary>
    public static string Usual(Shape shape) => shape switch
    {
        Shape.Number => "number",
        Shape.Series => "line",
        Shape.Ranking => "bar",
        Shape.Matrix => "heatmap",
        _ => "table",
    };
}
