using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Queries;
using FieldErrors = Gateway.Admin.Contract.FieldErrors;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// Everything that can be wrong with a dashboard by itself, each at its path. Questions are read by the query engine's own reader,
/// so nothing is stored that could never be answered.
/// </summary>
sealed partial class DashboardChecks(QueryEngine engine, PresetCatalogue catalogue)
{
    public const int MostWidgets = 60;
    const int MostTags = 20;
    const int Columns = 12;
    const int MostHeight = 24;
    const int LastRow = 1000;

    static readonly int[] RefreshChoices = [0, 10, 30, 60, 300];

    readonly CatalogueDescription known = catalogue.Describe();

    /// <param name="document">The dashboard.</param>
    /// <param name="tenant">Whose it is: only where all tenants are seen is there a dimension for them.</param>
    /// <param name="errors">Takes the errors.</param>
    /// <param name="path">Of the dashboard.</param>
    public void Run(DashboardDocument document, string tenant, FieldErrors errors, string path)
    {
        string At(string field) => FieldErrors.Join(path, field);
        DashboardText.CheckLine(document.Title, 200, errors, At("title"));
        DashboardText.Check(document.Description, 2000, errors, At("description"));
        if (document.Folder is not null)
            DashboardText.CheckLine(document.Folder, 100, errors, At("folder"));
        if (document.Tags.Count > MostTags)
            errors.Add(At("tags"), $"must be at most {MostTags}");
        for (var i = 0; i < Math.Min(document.Tags.Count, MostTags); i++)
            DashboardText.CheckLine(document.Tags[i], 50, errors, $"{At("tags")}[{i}]");
        if (document.Access == DashboardAccess.Team != document.Team is not null)
            errors.Add(At("team"), document.Team is null ? "is required when access is team" : "must be null unless access is team");
        if (!RefreshChoices.Contains(document.Defaults.RefreshSeconds))
            errors.Add(At("defaults.refreshSeconds"), $"must be one of {string.Join(", ", RefreshChoices)}");
        if (document.Widgets.Count > MostWidgets)
        {
            errors.Add(At("widgets"), $"must be at most {MostWidgets}");
            return;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < document.Widgets.Count; i++)
            CheckWidget(document.Widgets[i], ids, errors, $"{At("widgets")}[{i}]");
        CheckQuestions(document, tenant, errors, path);
    }

    void CheckWidget(WidgetDocument widget, HashSet<string> ids, FieldErrors errors, string path)
    {
        if (!WidgetId().IsMatch(widget.Id))
            errors.Add($"{path}.id", "must be 1 to 64 letters, digits, dashes or underscores");
        else if (!ids.Add(widget.Id))
            errors.Add($"{path}.id", $"'{widget.Id}' is given twice");
        DashboardText.Check(widget.Title, 200, errors, $"{path}.title");
        if (known.Widgets.All(kind => kind.Type != widget.Type))
            errors.Add($"{path}.type", $"must be one of {string.Join(", ", known.Widgets.Select(kind => kind.Type))}");
        if (widget.Type == "text" && widget.Query is not null)
            errors.Add($"{path}.query", "must be null for a text");
        else if (widget.Type != "text" && widget.Query is null)
            errors.Add($"{path}.query", "is required: a preset, or measures and a split");

        CheckRange(widget.W, 1, Columns, errors, $"{path}.w");
        CheckRange(widget.H, 1, MostHeight, errors, $"{path}.h");
        CheckRange(widget.Y, 0, LastRow, errors, $"{path}.y");
        CheckRange(widget.X, 0, Columns - 1, errors, $"{path}.x");
        if (widget is { W: >= 1 and <= Columns, X: >= 0 and < Columns } && widget.X + widget.W > Columns)
            errors.Add($"{path}.w", $"x and w must be at most {Columns} together");
        CheckOptions(widget.Options, errors, $"{path}.options");
    }

    void CheckOptions(WidgetOptions options, FieldErrors errors, string path)
    {
        DashboardText.Check(options.Note, 200, errors, $"{path}.note");
        DashboardText.Check(options.UnknownHint, 1000, errors, $"{path}.unknownHint");
        DashboardText.Check(options.Text, 20_000, errors, $"{path}.text");
        var units = known.Measures.Select(measure => measure.Unit).Distinct().ToList();
        if (options.Unit is { } unit && !units.Contains(unit))
            errors.Add($"{path}.unit", $"must be one of {string.Join(", ", units)}");
        if (options.Decimals is { } decimals)
            CheckRange(decimals, 0, 6, errors, $"{path}.decimals");
        if (options.Min >= options.Max)
            errors.Add($"{path}.max", "must be more than min");
        for (var i = 0; i < options.Columns?.Count; i++)
            CheckMeasure(options.Columns[i], "", errors, $"{path}.columns[{i}]");
        if (options.Sort is { } sort && sort.Column != "key")
            CheckMeasure(sort.Column, "key, ", errors, $"{path}.sort.column");
        if (options.Thresholds is not { } thresholds)
            return;
        if (thresholds.Count > 5)
            errors.Add($"{path}.thresholds", "must be at most 5");
        for (var i = 0; i < Math.Min(thresholds.Count, 5); i++)
            DashboardText.Check(thresholds[i].Label, 100, errors, $"{path}.thresholds[{i}].label");
    }

    void CheckMeasure(string name, string also, FieldErrors errors, string path)
    {
        if (known.Measures.All(measure => measure.Name != name))
            errors.Add(path, $"must be {(also.Length > 0 ? also : "")}one of the measures {string.Join(", ", known.Measures.Select(measure => measure.Name))}");
    }

    /// <summary>All questions and the defaults as one batch, as the page will ask it. Who looks may see less; that is told by widget then.</summary>
    void CheckQuestions(DashboardDocument document, string tenant, FieldErrors errors, string path)
    {
        var asked = document.Widgets.Select((widget, index) => (widget, index)).Where(each => each.widget.Query is not null).ToList();
        var queries = asked.Select(each => QueryOf(each.widget.Query!, each.index.ToString(CultureInfo.InvariantCulture))).ToList();
        var (from, to) = (document.Defaults.Range.From, document.Defaults.Range.To);
        var request = new QueryRequest
        {
            Range = new TimeRange { From = from, To = to, Zone = document.Defaults.Zone },
            Filters = document.Defaults.Filters,
            Compare = document.Defaults.Compare,
            // The defaults are checked too where nothing is asked.
            Queries = queries.Count > 0 ? queries : [new Query { Ref = "none", Measures = ["requests"] }],
        };
        var scope = tenant == GatewayStore.PlatformTenant ? QueryScope.AllTenants : new QueryScope(tenant) { SeesPersons = true };
        var wrong = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var shapes = engine.ShapesOf(scope, request, wrong);
        foreach (var (at, messages) in wrong)
        {
            foreach (var message in messages)
                errors.Add(FieldErrors.Join(path, PathOf(at, asked.Select(each => each.index).ToList())), message);
        }

        foreach (var (widget, index) in asked)
        {
            var kind = known.Widgets.FirstOrDefault(kind => kind.Type == widget.Type);
            if (kind is { Shapes.Count: > 0 } && shapes.TryGetValue(index.ToString(CultureInfo.InvariantCulture), out var shape) && !kind.Shapes.Contains(shape))
                errors.Add(FieldErrors.Join(path, $"widgets[{index}].type"), $"cannot show the query's answer, which is a {shape}; accepted: {string.Join(", ", known.Widgets.Where(each => each.Shapes.Contains(shape)).Select(each => each.Type))}");
        }
    }

    /// <summary>The widget's question under the name that its answer is found by.</summary>
    public static Query QueryOf(WidgetQuery query, string name) => new()
    {
        Ref = name,
        Preset = query.Preset,
        Measures = query.Measures,
        Split = query.Split,
        Filters = query.Filters,
        Limit = query.Limit,
        Order = query.Order,
    };

    /// <summary>Where a fault of the batch is in the dashboard.</summary>
    static string PathOf(string path, List<int> widgets)
    {
        if (OfQuery().Match(path) is { Success: true } match)
            return $"widgets[{widgets[int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]}].query{path[match.Length..]}";
        return path == "range.zone" ? "defaults.zone" : $"defaults.{path}";
    }

    static void CheckRange(int value, int least, int most, FieldErrors errors, string path)
    {
        if (value < least || value > most)
            errors.Add(path, $"must be {least} to {most}");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex WidgetId();

    [GeneratedRegex(@"\Aqueries\[(\d+)\]")]
    private static partial Regex OfQuery();
}
