namespace Gateway.Analytics.Queries;

/// <summary>
/// From a request to a batch that can run. What is wrong with the range, the common filters or the comparison refuses the whole
/// request; what is wrong with one query refuses that one, or the request when no query is left. All errors are reported at once.
/// </summary>
sealed class QueryPlanner(PresetCatalogue presets)
{
    /// <summary>A dashboard of 60 widgets, each with its small picture over time, is one batch.</summary>
    const int MostQueries = 120;

    static readonly Dictionary<string, Comparison> Comparisons = new()
    {
        ["previous"] = Comparison.Previous,
        ["day"] = Comparison.Day,
        ["week"] = Comparison.Week,
    };

    /// <summary>Accepted values of <c>compare</c>.</summary>
    public static IReadOnlyCollection<string> ComparisonNames => Comparisons.Keys;

    /// <summary>A batch, or null when <paramref name="errors"/> say why the request is refused.</summary>
    public PlannedBatch? Plan(QueryScope scope, QueryRequest request, DateTimeOffset now, Dictionary<string, List<string>> errors)
    {
        var range = RangeResolver.Resolve(request.Range, now, errors);
        var common = FilterReader.Read(request.Filters, "filters", scope, presets.Words, errors);
        var compare = Comparison.None;
        if (request.Compare is not null && !Comparisons.TryGetValue(request.Compare, out compare))
            errors.Report("compare", $"{request.Compare.Quote()} is no comparison; accepted: {FieldErrors.Names(ComparisonNames)}.");

        var queries = request.Queries ?? [];
        if (queries.Count is 0 or > MostQueries)
            errors.Report("queries", $"1 to {MostQueries} queries are needed.");
        var (planned, refused) = PlanQueries(queries.Count > MostQueries ? [] : queries, scope, common, errors);

        // Nothing is left to answer, or the request is refused anyway: then everything that is wrong is said at once.
        if (errors.Count > 0 || planned.Count == 0)
        {
            foreach (var (path, messages) in refused.SelectMany(each => each.Errors))
                errors[path] = messages;
        }

        return errors.Count == 0 && range is not null ? new PlannedBatch(range, compare, planned, refused) : null;
    }

    (List<PlannedQuery> Planned, List<RefusedQuery> Refused) PlanQueries(
        IReadOnlyList<Query?> queries, QueryScope scope, IReadOnlyList<Condition> common, Dictionary<string, List<string>> errors)
    {
        var planned = new List<PlannedQuery>();
        var refused = new List<RefusedQuery>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < queries.Count; index++)
        {
            var query = queries[index] ?? new Query();
            if (string.IsNullOrEmpty(query.Ref) || query.Ref.Length > 100 || !FieldErrors.IsStorable(query.Ref))
                errors.Report($"queries[{index}].ref", "A name of 1 to 100 characters is needed; the answer is found by it.");
            else if (!names.Add(query.Ref))
                errors.Report($"queries[{index}].ref", $"{query.Ref.Quote()} is taken by an earlier query of this request.");

            var own = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            var plan = new QueryReader(presets, scope, $"queries[{index}]", own).Read(query, common);
            if (plan is not null)
                planned.Add(plan);
            else
                refused.Add(new RefusedQuery(query.Ref ?? "", own));
        }

        return (planned, refused);
    }
}
