namespace Gateway.Analytics.Queries;

/// <summary>Checks one query of a request; errors carry its path.</summary>
sealed class QueryReader(PresetCatalogue presets, QueryScope scope, string path, Dictionary<string, List<string>> errors)
{
    const int MostMeasures = 12;

    /// <summary>Null when there are errors.</summary>
    public PlannedQuery? Read(Query query, IReadOnlyList<Condition> common)
    {
        var conditions = new List<Condition>(common);
        conditions.AddRange(FilterReader.Read(query.Filters, $"{path}.filters", scope, presets.Words, errors));
        var source = query;
        Preset? preset = null;
        if (query.Preset is not null)
        {
            if (query.Measures is not null || query.Split is not null)
                errors.Report($"{path}.preset", "A query names a preset, or measures and a split, not both.");
            if (!presets.TryFind(query.Preset, out preset))
            {
                errors.Report($"{path}.preset", $"{query.Preset.Quote()} is no preset; accepted: {FieldErrors.Names(presets.All.Select(each => each.Name))}.");
                return null;
            }

            source = preset.Query;
            conditions.AddRange(FilterReader.Read(source.Filters, $"{path}.preset.filters", scope, presets.Words, errors));
        }

        var measures = Measures(source.Measures);
        var (shape, by) = Split(source.Split, measures);
        var limit = Limit(query.Limit ?? source.Limit, query.Limit is null, shape);
        var order = Order(query.Order ?? source.Order, measures);
        return errors.Count > 0 || order is null
            ? null
            : new PlannedQuery
            {
                Ref = query.Ref ?? "",
                Preset = query.Preset,
                Measures = measures,
                Shape = shape,
                By = by,
                Conditions = conditions,
                Order = order,
                Limit = limit,
                Interval = preset?.Interval is { } interval && Interval.TryFind(interval, out var usual) ? usual : null,
                EveryValue = preset?.EveryValue == true,
            };
    }

    List<Measure> Measures(IReadOnlyList<string?>? names)
    {
        var found = new List<Measure>();
        if (names is not { Count: > 0 and <= MostMeasures })
        {
            errors.Report($"{path}.measures", $"1 to {MostMeasures} measures, or a preset, are needed; accepted: {Accepted}.");
            return found;
        }

        for (var index = 0; index < names.Count; index++)
        {
            if (names[index] is not { } name || !presets.Words.TryFind(name, out Measure? measure))
                errors.Report($"{path}.measures[{index}]", $"{names[index].Quote()} is no measure; accepted: {Accepted}.");
            else if (found.Contains(measure))
                errors.Report($"{path}.measures[{index}]", $"{name.Quote()} is named twice.");
            else
                found.Add(measure);
        }

        return found;
    }

    (Shape Shape, Dimension? By) Split(Split? split, List<Measure> measures)
    {
        var at = $"{path}.split";
        switch (split?.By ?? [])
        {
            case []:
                return (measures.Count == 1 ? Shape.Number : Shape.Table, null);
            case [Queries.Split.Time]:
                return (Shape.Series, null);
            case [Queries.Split.Time, Queries.Split.Latency]:
                if (measures.Any(measure => measure != Queries.Measures.Requests))
                    errors.Report($"{path}.measures", "A split by time and latency counts requests; accepted: requests.");
                return (Shape.Matrix, null);
            case [Queries.Split.Time, var name]:
                if (measures.Count > 1)
                    errors.Report($"{path}.measures", "A split by time and a dimension takes one measure.");
                return (Shape.Series, Splitting(name, at));
            case [var name]:
                return (Shape.Ranking, Splitting(name, at));
            default:
                errors.Report(at, "Accepted: null, \"time\", a dimension, [\"time\", dimension], [\"time\", \"latency\"].");
                return (Shape.Number, null);
        }
    }

    Dimension? Splitting(string? name, string at)
    {
        if (name is Queries.Split.Time or Queries.Split.Latency)
        {
            errors.Report(at, $"{name.Quote()} is not accepted here; accepted: null, \"time\", a dimension, [\"time\", dimension], [\"time\", \"latency\"].");
            return null;
        }

        var dimension = FilterReader.Named(name, at, scope, presets.Words, errors);
        if (dimension is { Splits: false })
            errors.Report(at, $"{name.Quote()} has too many values to split by; it is for filters. Split by endpoint instead.");
        return dimension;
    }

    int Limit(int? limit, bool usual, Shape shape)
    {
        var most = shape == Shape.Series ? QueryLimits.Lines : QueryLimits.Rows;
        if (limit is < 1 || limit > most)
            errors.Report(usual ? $"{path}.preset.limit" : $"{path}.limit", $"1 to {most} is accepted.");
        return limit ?? QueryLimits.Usual;
    }

    Order? Order(string? order, List<Measure> measures)
    {
        if (order is null)
            return measures.Count == 0 ? null : new Order(measures[0], Ascending: false);
        if (order == "key")
            return new Order(null, Ascending: true);
        var words = order.Split(' ');
        if (words is [_] or [_, "asc" or "desc"] && presets.Words.TryFind(words[0], out Measure? measure))
            return new Order(measure, words is [_, "asc"]);
        errors.Report($"{path}.order", $"{order.Quote()} is no order; accepted: key, or a measure, with asc or desc after a space.");
        return null;
    }

    string Accepted => FieldErrors.Names(presets.Words.Measures.Select(measure => measure.Name));
}
