namespace Gateway.Analytics.Queries;

/// <summary>Answers split by a dimension: its first values, the rest, the total.</summary>
static class RankingAnswers
{
    public static async Task<QueryResult> AnswerAsync(PlannedQuery query, Answering answering, CancellationToken token)
    {
        var window = answering.Range.Whole;
        var cells = await answering.Reads.ReadAsync(Reads.Of(query, window));
        var shown = cells.All.Where(cell => cell is { IsTotal: false, Position: > 0 }).OrderBy(cell => cell.Position).ToList();
        var rest = cells.All.FirstOrDefault(cell => cell is { IsTotal: false, Position: 0 });
        var total = cells.All.First(cell => cell.IsTotal);
        var labels = await answering.Labels.OfAsync(answering.Scope, query.By!, [.. shown.Select(cell => cell.Key)], token);
        var (previous, missing) = await Answering.ComparedAsync(answering.Compares && shown.Count > 0 ? PreviousAsync(query, window, shown, answering) : null);

        var result = new RankingResult
        {
            Dimension = query.By!.Name,
            Measures = Answering.Columns(query),
            Rows =
            [
                .. shown.Select(cell => new RankingRow
                {
                    Key = query.By.Wire(cell.Key.Value),
                    Label = labels[cell.Key],
                    Tenant = cell.Key.Tenant.Length > 0 ? cell.Key.Tenant : null,
                    Values = Values(query, cells, cell, window, answering),
                    Previous = previous?.GetValueOrDefault(cell.Key),
                }),
            ],
            Other = rest is null ? null : Values(query, cells, rest, window, answering),
            Total = Values(query, cells, total, window, answering),
            NotCompared = missing,
        };
        return answering.Frame(result, query, window, cells, anyRequest: cells.Value(total, Parts.Requests) > 0);
    }

    /// <summary>The same values in the span compared with.</summary>
    static async Task<Dictionary<CellKey, IReadOnlyDictionary<string, double?>>> PreviousAsync(
        PlannedQuery query, Window window, List<Cell> shown, Answering answering)
    {
        var compared = answering.Range.Compared(window, answering.Batch.Compare);
        var read = Reads.Of(query, compared) with { Keys = [.. shown.Select(cell => cell.Key)] };
        var cells = await answering.Reads.RunAsync(read);
        var found = cells.All.Where(cell => cell is { IsTotal: false, Position: > 0 }).ToDictionary(cell => cell.Key);
        return shown.ToDictionary(
            cell => cell.Key,
            IReadOnlyDictionary<string, double?> (cell) => Values(query, cells, found.GetValueOrDefault(cell.Key), compared, answering));
    }

    static Dictionary<string, double?> Values(PlannedQuery query, Cells cells, Cell? cell, Window window, Answering answering) =>
        query.Measures.ToDictionary(
            measure => measure.Name,
            measure => answering.Figure(cells, cell, measure, window.From, window.To));
}
