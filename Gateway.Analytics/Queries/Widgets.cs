namespace Gateway.Analytics.Queries;

/// <summary>A kind of widget and the shapes of answers it can show.</summary>
public sealed record WidgetKind(string Type, string Label, IReadOnlyList<string> Shapes);

/// <summary>Widgets and queries meet in the shape only.</summary>
static class Widgets
{
    public static IReadOnlyList<WidgetKind> All { get; } =
    [
        new("line", "Lines", ["series"]),
        new("area", "Areas", ["series"]),
        new("bar", "Bars", ["series", "ranking"]),
        new("pie", "Pie", ["ranking"]),
        new("donut", "Donut", ["ranking"]),
        new("number", "Number", ["number"]),
        new("table", "Table", ["table", "ranking", "series", "number"]),
        new("heatmap", "Heat map", ["matrix"]),
        new("text", "Text", []),
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
