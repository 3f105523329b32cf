namespace Gateway.Analytics.Alerts;

/// <summary>Judges one window of one instance. Pure.</summary>
static class Judge
{
    public static Judgement Of(AlertRule rule, SeriesBook book, string instance, DateTimeOffset end)
    {
        var grid = rule.Grid;
        var observed = new ObservedCondition[rule.Leaves.Count];
        var holds = new Verdict[rule.Leaves.Count];
        var series = new List<ObservedSeries>();
        var isCoarse = false;
        foreach (var leaf in rule.Leaves)
        {
            var (value, problem, coarse, values) = Figure(rule, leaf, book, instance, end);
            isCoarse |= coarse;
            var met = Verdicts(value, problem, leaf.Comparing.IsMet);
            holds[leaf.Index] = Verdicts(value, problem, leaf.Comparing.Holds);
            observed[leaf.Index] = new ObservedCondition(leaf.Path, leaf.Label, leaf.Comparing.Operator, leaf.Comparing.Threshold, value, leaf.Unit, met, problem);
            series.Add(new ObservedSeries(end - grid.Window, grid.Bucket.TotalSeconds, values));
        }

        var plain = Combine(rule.Root!, leaf => observed[leaf.Index].Verdict, leaf => observed[leaf.Index].Verdict);
        var firing = Combine(rule.Root!, leaf => holds[leaf.Index], leaf => observed[leaf.Index].Verdict);
        return new Judgement(end - grid.Window, end, plain, firing, observed, series) { IsCoarse = isCoarse };
    }

    /// <summary>The verdict on what fits no window: every condition failed for the same reason.</summary>
    static Verdict Verdicts(double? value, string? problem, Func<double, bool> compare) =>
        problem is not null ? Verdict.Error
        : value is not { } figure || !double.IsFinite(figure) ? Verdict.NoData
        : compare(figure) ? Verdict.Met
        : Verdict.NotMet;

    static (double? Value, string? Problem, bool IsCoarse, double?[] Values) Figure(AlertRule rule, QueryLeaf leaf, SeriesBook book, string instance, DateTimeOffset end)
    {
        var (value, problem, isCoarse, values) = Reduced(rule, leaf, book, instance, end);
        if (leaf.Against is not { } against || problem is not null)
            return (value, problem, isCoarse, values);
        var then = EvaluationGrid.EndOf(end, rule.Grid.Window, against, rule.Clock);
        var (before, missing, coarseBefore, _) = Reduced(rule, leaf, book, instance, then);
        if (missing is not null)
            return (null, missing, coarseBefore, values);
        var change = leaf.AsDifference ? value - before : before is null or 0 ? null : (value - before) / Math.Abs(before.Value);
        return (change, null, false, values);
    }

    static (double? Value, string? Problem, bool IsCoarse, double?[] Values) Reduced(AlertRule rule, QueryLeaf leaf, SeriesBook book, string instance, DateTimeOffset end)
    {
        var from = end - rule.Grid.Window;
        var figures = book.Read(leaf.Question.Key, instance, from, rule.Grid.Buckets, leaf.Question.Measure.Empty);
        if (figures.Problem is not null)
            return (null, figures.Problem, figures.IsCoarse, figures.Values);
        if (!leaf.Reducer.IsWeighted)
            return (leaf.Reducer.Apply(figures.Values, []), null, false, figures.Values);
        var weights = book.Read(leaf.Weight.Key, instance, from, rule.Grid.Buckets, 0);
        return (leaf.Reducer.Apply(figures.Values, weights.Values), weights.Problem, weights.IsCoarse, figures.Values);
    }

    /// <summary>
    /// One condition that is not met decides all of them, one that is met decides any of them, whatever else failed. The second
    /// thresholds are for what fires, so what is negated goes by the first ones.
    /// </summary>
    static Verdict Combine(ConditionNode node, Func<QueryLeaf, Verdict> own, Func<QueryLeaf, Verdict> negated) => node switch
    {
        QueryLeaf leaf => own(leaf),
        AllOf all => First(all.Parts.Select(part => Combine(part, own, negated)), Verdict.NotMet, Verdict.Error, Verdict.NoData, Verdict.Met),
        AnyOf any => First(any.Parts.Select(part => Combine(part, own, negated)), Verdict.Met, Verdict.Error, Verdict.NoData, Verdict.NotMet),
        NotThat not => Combine(not.Part, negated, negated) switch
        {
            Verdict.Met => Verdict.NotMet,
            Verdict.NotMet => Verdict.Met,
            var unknown => unknown,
        },
        _ => throw new InvalidOperationException($"{node.GetType()} is no condition."),
    };

    static Verdict First(IEnumerable<Verdict> parts, params ReadOnlySpan<Verdict> order)
    {
        var found = parts.ToHashSet();
        foreach (var verdict in order)
        {
            if (found.Contains(verdict))
                return verdict;
        }

        return Verdict.NotMet;
    }
}
