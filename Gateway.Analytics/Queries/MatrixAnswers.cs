namespace Gateway.Analytics.Queries;

/// <summary>Answers by time and band of duration.</summary>
static class MatrixAnswers
{
    public static async Task<QueryResult> AnswerAsync(PlannedQuery query, Answering answering)
    {
        var window = answering.Range.Series;
        var cells = await answering.Reads.ReadAsync(Reads.Of(query, window));
        var values = LatencyBands.Labels.Select(_ => new double?[window.Buckets]).ToList();
        for (var bucket = 0; bucket < window.Buckets; bucket++)
        {
            var empty = answering.Recorded.Covers(window.Edges[bucket], window.Edges[bucket + 1]) ? 0 : default(double?);
            foreach (var band in values)
                band[bucket] = empty;
        }

        foreach (var column in cells.All.GroupBy(cell => cell.Bucket))
        {
            foreach (var band in values)
                band[column.Key] = 0;
            foreach (var cell in column)
                values[cell.Band][cell.Bucket] = cells.Value(cell, Parts.Requests);
        }

        var result = new MatrixResult
        {
            X = SeriesAnswers.Beginnings(window, answering),
            Y = LatencyBands.Labels,
            Keys = LatencyBands.Names,
            LowerMs = LatencyBands.LowerMilliseconds,
            Values = values,
            Partial = SeriesAnswers.Partial(window, answering),
        };
        return answering.Frame(result, query, window, cells, anyRequest: cells.All.Count > 0);
    }
}
