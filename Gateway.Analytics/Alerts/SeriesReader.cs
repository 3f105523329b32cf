using System.Globalization;
using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>Asks what a rule has to know, by the same engine as the pages do.</summary>
sealed class SeriesReader(QueryEngine engine)
{
    /// <summary>Most buckets that are asked for at once.</summary>
    public const int MostBuckets = Interval.MostPoints - 30;

    const string Total = "total";

    /// <summary>Adds the figures of some buckets from an edge on to a book, those of every question in one batch.</summary>
    public async Task ReadAsync(AlertRule rule, SeriesBook book, DateTimeOffset from, int buckets, CancellationToken token)
    {
        var edges = new DateTimeOffset[buckets + 1];
        for (var edge = 0; edge <= buckets; edge++)
            edges[edge] = from + rule.Grid.Bucket * edge;
        var queries = rule.Questions.Select((question, index) => QueryOf(question, index.ToString(CultureInfo.InvariantCulture))).ToList();
        // Where lines may be missing, all traffic tells whether that means none.
        if (rule.Each is not null)
            queries.Add(new Query { Ref = Total, Measures = ["requests"], Split = Split.Time });
        var answer = await engine.RunAsync(rule.Scope, new QueryRequest { Queries = queries, Range = new TimeRange { Edges = edges } }, token);

        var total = rule.Each is null ? null : answer.Results.GetValueOrDefault(Total);
        for (var index = 0; index < rule.Questions.Count; index++)
        {
            var result = answer.Results.GetValueOrDefault(index.ToString(CultureInfo.InvariantCulture));
            book.Add(rule.Questions[index].Key, StripOf(rule, book, from, buckets, result, total, answer));
        }
    }

    static Query QueryOf(Question question, string name) => new()
    {
        Ref = name,
        Measures = [question.Measure.Name],
        Split = question.By is { } by ? new Split([Split.Time, by.Dimension]) : Split.Time,
        Filters = question.Filters,
        Limit = question.By?.Limit,
        Order = question.By is null ? null : "requests",
    };

    static Strip StripOf(AlertRule rule, SeriesBook book, DateTimeOffset from, int buckets, QueryResult? result, QueryResult? total, QueryAnswer answer)
    {
        var series = result as SeriesResult;
        var recorded = rule.Each is null ? series : total as SeriesResult;
        if (series is null || recorded is null)
        {
            var (problem, isCoarse) = Problem(series is null ? result : total, answer);
            return new Strip(from, new Dictionary<string, double?[]>(), new bool[buckets], Problem: problem, IsCoarse: isCoarse);
        }

        if (series.EdgesMoved || recorded.EdgesMoved)
            return new Strip(from, new Dictionary<string, double?[]>(), new bool[buckets], Problem: "Only coarser sums are left of this stretch.", IsCoarse: true);
        var lines = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        foreach (var line in series.Series.Where(line => rule.Each is null || line.Name != Labels.Other))
        {
            var name = rule.Each is null ? "" : line.Tenant is { } tenant ? $"{tenant}/{line.Name}" : line.Name;
            lines[name] = [.. line.Values];
            if (rule.Each is not null)
                book.Labels[name] = line.Label;
        }

        return new Strip(
            from,
            lines,
            [.. recorded.Series[0].Values.Select(value => value is not null)],
            rule.Each is not null && series.Series.Any(line => line.Name == Labels.Other && line.Values.Any(value => value > 0)));
    }

    static (string Problem, bool IsCoarse) Problem(QueryResult? result, QueryAnswer answer) => result switch
    {
        FailedResult { Error: var error } => ($"{error.Title} {error.Detail}".TrimEnd(), error.CoveredFrom is not null),
        _ when answer.Errors.Count > 0 => (string.Join(' ', answer.Errors.SelectMany(each => each.Value)), false),
        _ => ("There was no answer.", false),
    };
}
