namespace Gateway.Analytics.Queries;

/// <summary>Answers without a split: one figure, or a table of several.</summary>
static class ScalarAnswers
{
    public static async Task<QueryResult> AnswerAsync(PlannedQuery query, Answering answering)
    {
        var window = answering.Range.Whole;
        var compared = answering.Compares ? answering.Range.Compared(window, answering.Batch.Compare) : null;
        var reading = compared is null ? null : answering.Reads.ReadAsync(Reads.Of(query, compared));
        var cells = await answering.Reads.ReadAsync(Reads.Of(query, window));
        var (before, missing) = await Answering.ComparedAsync(reading);

        var rows = query.Measures.Select(measure => Row(
            measure,
            answering.Figure(cells, cells.All[0], measure, window.From, window.To),
            before is null ? null : answering.Figure(before, before.All[0], measure, compared!.From, compared.To))).ToList();
        ShapedResult result = query.Shape == Shape.Table
            ? new TableResult
            {
                Columns = compared is null ? ["value"] : ["value", "previous", "delta", "change"],
                Rows = [.. rows.Select(row => row.ToTable(compared is not null))],
            }
            : new NumberResult
            {
                Name = rows[0].Measure.Name,
                Label = rows[0].Measure.Label,
                Value = rows[0].Value,
                Previous = rows[0].Previous,
                Delta = rows[0].Delta,
                Change = rows[0].Change,
            };
        return answering.Frame(result with { NotCompared = missing }, query, window, cells, anyRequest: cells.Value(cells.All[0], Parts.Requests) > 0);
    }

    static Figures Row(Measure measure, double? value, double? previous) =>
        new(measure, value, previous, value - previous, previous is 0 ? null : (value - previous) / previous);

    sealed record Figures(Measure Measure, double? Value, double? Previous, double? Delta, double? Change)
    {
        public TableRow ToTable(bool compared)
        {
            var values = new Dictionary<string, double?> { ["value"] = Value };
            if (compared)
                (values["previous"], values["delta"], values["change"]) = (Previous, Delta, Change);
            return new TableRow(Measure.Name, Measure.Label, Measure.Unit, values);
        }
    }
}
