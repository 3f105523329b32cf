using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>From the query and the series of a condition to one measure with its filters: exactly one line, never the first of several.</summary>
sealed class AlertQueryReader(PresetCatalogue presets, QueryScope scope, Dictionary<string, List<string>> errors)
{
    /// <summary>No measure after an error.</summary>
    public (Measure? Measure, IReadOnlyList<Filter> Filters) Read(AlertCondition condition, string path, bool isAbsence)
    {
        var at = $"{path}.query";
        if (condition.Query is not { } query)
        {
            errors.Report(at, isAbsence ? "A query is needed; { } is all traffic." : "A query is needed: a preset, or measures.");
            return (null, []);
        }

        var filters = (query.Filters ?? []).Select(filter => filter ?? new Filter()).ToList();
        FilterReader.Read(filters, $"{at}.filters", scope, presets.Words, errors);
        if (isAbsence && query is { Preset: null, Measures: null, Split: null })
            return (Queries.Measures.Requests, filters);

        var (names, split) = (query.Measures, query.Split);
        if (query.Preset is not null)
        {
            if (query.Measures is not null || query.Split is not null)
                errors.Report($"{at}.preset", "A query names a preset, or measures and a split, not both.");
            if (!presets.TryFind(query.Preset, out var preset))
            {
                errors.Report($"{at}.preset", $"{query.Preset.Quote()} is no preset; accepted: {FieldErrors.Names(presets.All.Select(each => each.Name))}.");
                return (null, []);
            }

            (names, split) = (preset.Query.Measures, preset.Query.Split);
            filters.AddRange((preset.Query.Filters ?? []).OfType<Filter>());
        }

        var measures = Measures(names, at);
        var by = Dimension(split, $"{at}.{(query.Preset is null ? "split" : "preset")}");
        if (measures.Count == 0)
            return (null, []);
        if (isAbsence)
            return (Queries.Measures.Requests, filters);
        return Line(condition.Series, measures, by, filters, path);
    }

    List<Measure> Measures(IReadOnlyList<string?>? names, string at)
    {
        var found = new List<Measure>();
        var accepted = FieldErrors.Names(presets.Words.Measures.Select(measure => measure.Name));
        if (names is not { Count: > 0 and <= 12 })
            errors.Report($"{at}.measures", $"1 to 12 measures, or a preset, are needed; accepted: {accepted}.");
        for (var index = 0; index < Math.Min(names?.Count ?? 0, 12); index++)
        {
            if (names![index] is { } name && presets.Words.TryFind(name, out Measure? measure))
                found.Add(measure);
            else
                errors.Report($"{at}.measures[{index}]", $"{names[index].Quote()} is no measure; accepted: {accepted}.");
        }

        return found;
    }

    /// <summary>The dimension of the lines; null where each line is a measure, or after an error.</summary>
    Dimension? Dimension(Split? split, string at)
    {
        var by = (split?.By ?? []).Where(name => name != Queries.Split.Time).ToList();
        if (by.Count == 0)
            return null;
        if (by.Count > 1 || by[0] == Queries.Split.Latency)
        {
            errors.Report(at, "Accepted: null, \"time\", a dimension, [\"time\", dimension]; a heat map has no lines to watch.");
            return null;
        }

        return FilterReader.Named(by[0], at, scope, presets.Words, errors);
    }

    (Measure? Measure, IReadOnlyList<Filter> Filters) Line(string? series, List<Measure> measures, Dimension? by, List<Filter> filters, string path)
    {
        var at = $"{path}.series";
        var names = FieldErrors.Names(measures.Select(measure => measure.Name));
        if (series is null)
        {
            if (measures.Count == 1 && by is null)
                return (measures[0], filters);
            errors.Report(at, by is null ? $"Which one? Accepted: {names}." : $"Which one? Accepted: {names} for all, or a value of {by.Name}.");
            return (null, []);
        }

        if (measures.Find(measure => measure.Name == series) is { } named)
            return (named, filters);
        if (by is null)
        {
            errors.Report(at, $"{series.Quote()} is no series of this query; accepted: {names}.");
            return (null, []);
        }

        var only = new Filter { Dimension = by.Name, Op = "is", Values = [series == Labels.None ? null : series] };
        var wrong = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        FilterReader.Read(only, "", scope, presets.Words, wrong);
        foreach (var message in wrong.Values.SelectMany(messages => messages))
            errors.Report(at, $"{message} Or one of {names}.");
        return wrong.Count > 0 ? (null, []) : (measures[0], [.. filters, only]);
    }
}
