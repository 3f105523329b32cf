namespace Gateway.Analytics.Queries;

/// <summary>Answers over time: a line for each measure, or for each value of a dimension.</summary>
static class SeriesAnswers
{
    public static async Task<QueryResult> AnswerAsync(PlannedQuery query, Answering answering, CancellationToken token)
    {
        var window = answering.Range.Series;
        var cells = await answering.Reads.ReadAsync(Reads.Of(query, window));
        var keys = query.By is null ? [] : KeysOf(cells);
        var labels = query.By is null ? null : await answering.Labels.OfAsync(answering.Scope, query.By, keys, token);
        var (compare, missing) = await Answering.ComparedAsync(answering.Compares ? CompareAsync(query, keys, labels, window, answering) : null);

        var result = new SeriesResult
        {
            Buckets = Beginnings(window, answering),
            Dimension = query.By?.Name,
            Measure = query.By is null ? null : query.Measures[0].Name,
            Series = Lines(query, cells, keys, labels, window, answering),
            Compare = compare,
            NotCompared = missing,
        };
        return answering.Frame(result, query, window, cells, anyRequest: cells.All.Any(cell => cells.Value(cell, Parts.Requests) > 0));
    }

    public static IReadOnlyList<DateTimeOffset> Beginnings(Window window, Answering answering) =>
        [.. window.Edges[..^1].Select(answering.Show)];

    /// <summary>Which buckets reach out of the range or of what is recorded.</summary>
    public static IReadOnlyList<bool> Partial(Window window, Answering answering)
    {
        var recorded = answering.Recorded;
        var end = window.To < recorded.Until ? window.To : recorded.Until;
        return [.. Enumerable.Range(0, window.Buckets).Select(bucket => window.Edges[bucket] < window.From || window.Edges[bucket + 1] > end)];
    }

    static async Task<SeriesComparison> CompareAsync(
        PlannedQuery query, List<CellKey> keys, IReadOnlyDictionary<CellKey, string>? labels, Window window, Answering answering)
    {
        var compared = answering.Range.Compared(window, answering.Batch.Compare);
        var read = Reads.Of(query, compared);
        var cells = query.By is null
            ? await answering.Reads.ReadAsync(read)
            : await answering.Reads.RunAsync(read with { Keys = keys });
        return new SeriesComparison(Beginnings(compared, answering), Lines(query, cells, keys, labels, compared, answering));
    }

    static IReadOnlyList<SeriesLine> Lines(
        PlannedQuery query, Cells cells, List<CellKey> keys, IReadOnlyDictionary<CellKey, string>? labels, Window window, Answering answering)
    {
        if (query.By is null || labels is null)
        {
            return [.. query.Measures.Select(measure => Line(cells, cells.All, measure, window, answering) with { Name = measure.Name, Label = measure.Label })];
        }

        var only = query.Measures[0];
        var byPosition = cells.All.ToLookup(cell => cell.Position);
        var lines = keys.Select((key, index) => Line(cells, byPosition[index + 1], only, window, answering) with
        {
            Name = query.By.Wire(key.Value) ?? Labels.None,
            Label = labels[key],
            Tenant = key.Tenant.Length > 0 ? key.Tenant : null,
        });
        return byPosition.Contains(0)
            ? [.. lines, Line(cells, byPosition[0], only, window, answering) with { Name = Labels.Other, Label = Labels.Other }]
            : [.. lines];
    }

    static SeriesLine Line(Cells cells, IEnumerable<Cell> own, Measure measure, Window window, Answering answering)
    {
        var buckets = new Cell?[window.Buckets];
        foreach (var cell in own)
            buckets[cell.Bucket] = cell;
        return new SeriesLine
        {
            Name = "",
            Label = "",
            Unit = measure.Unit,
            Values = [.. buckets.Select((cell, bucket) => answering.Figure(
                cells,
                cell,
                measure,
                window.Edges[bucket] > window.From ? window.Edges[bucket] : window.From,
                window.Edges[bucket + 1] < window.To ? window.Edges[bucket + 1] : window.To))],
            Partial = Partial(window, answering),
        };
    }

    static List<CellKey> KeysOf(Cells cells) =>
        [.. cells.All.Where(cell => cell.Position > 0).DistinctBy(cell => cell.Position).OrderBy(cell => cell.Position).Select(cell => cell.Key)];
}
