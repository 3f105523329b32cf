using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>From conditions as written to a tree that can be judged, with every error at its path.</summary>
sealed class ConditionReader(PresetCatalogue presets, QueryScope scope, AlertDefinition whole, Dictionary<string, List<string>> errors)
{
    public const int MostLeaves = 20;
    const int MostDepth = 6;

    static readonly string[] Measured = ["query", "series", "reduce", "op", "threshold", "against", "as", "absent", "resolveBelow", "resolveAbove", "health"];

    readonly List<QueryLeaf> leaves = [];
    readonly Dictionary<string, Question> questions = new(StringComparer.Ordinal);

    public IReadOnlyList<QueryLeaf> Leaves => leaves;

    public IReadOnlyList<Question> Questions => [.. questions.Values];

    /// <summary>Null after an error.</summary>
    public ConditionNode? Read(AlertCondition condition, string path, int depth = 0)
    {
        var groups = new[] { condition.All is not null, condition.Any is not null, condition.Not is not null }.Count(given => given);
        var given = Given(condition);
        if (groups > 1 || (groups == 1 && given.Count > 0) || (groups == 0 && given.Count == 0))
        {
            errors.Report(path, "Must be one of: all, any, not, or a condition with query, series, reduce, op and threshold, or with health.");
            return null;
        }

        if (depth > MostDepth)
        {
            errors.Report(path, $"Conditions are nested at most {MostDepth} deep.");
            return null;
        }

        if (condition.Not is { } not)
            return Read(not, $"{path}.not", depth + 1) is { } part ? new NotThat(part) : null;
        if ((condition.All ?? condition.Any) is not { } several)
            return Leaf(condition, path);
        var name = condition.All is not null ? "all" : "any";
        if (several.Count == 0)
        {
            errors.Report($"{path}.{name}", "One condition or more is needed.");
            return null;
        }

        var parts = new List<ConditionNode>();
        for (var index = 0; index < several.Count; index++)
        {
            if (several[index] is null)
                errors.Report($"{path}.{name}[{index}]", "Must be an object.");
            else if (Read(several[index]!, $"{path}.{name}[{index}]", depth + 1) is { } part)
                parts.Add(part);
        }

        return parts.Count < several.Count ? null : condition.All is not null ? new AllOf(parts) : new AnyOf(parts);
    }

    static List<string> Given(AlertCondition condition)
    {
        object?[] values =
        [
            condition.Query, condition.Series, condition.Reduce, condition.Op, condition.Threshold, condition.Against, condition.As, condition.Absent,
            condition.ResolveBelow, condition.ResolveAbove, condition.Health,
        ];
        return [.. Measured.Where((_, index) => values[index] is not null)];
    }

    QueryLeaf? Leaf(AlertCondition condition, string path)
    {
        if (condition.Health is not null)
        {
            errors.Report($"{path}.health", "Stands alone: an alert looks at the gateway itself or at traffic.");
            return null;
        }

        if (leaves.Count >= MostLeaves)
        {
            errors.Report(path, $"At most {MostLeaves} conditions are accepted.");
            return null;
        }

        var before = errors.Count;
        var isAbsence = condition.Absent == true;
        if (condition.Absent == false)
            errors.Report($"{path}.absent", "Must be true, or be left out.");
        if (isAbsence && Given(condition).Except(["query", "absent"]).ToList() is { Count: > 0 } others)
            errors.Report($"{path}.absent", $"Goes with query only; leave out {FieldErrors.Names(others)}.");
        var (measure, filters) = new AlertQueryReader(presets, scope, errors).Read(condition, path, isAbsence);
        var reducer = isAbsence ? Reducer.Find("sum") : Reducer.Find(condition.Reduce);
        if (reducer is null)
            errors.Report($"{path}.reduce", $"{(condition.Reduce is null ? "A reducer is needed" : $"{condition.Reduce.Quote()} is no reducer")}; accepted: {FieldErrors.Names(Reducer.All.Select(each => each.Name))}, {Reducer.Percentiles}.");
        var comparing = isAbsence ? new Comparing("<", 1, null) : Comparing.Read(condition, whole, path, errors);
        var against = Against(condition, path);
        if (errors.Count > before || measure is null || reducer is null || comparing is null)
            return null;

        var leaf = new QueryLeaf
        {
            Index = leaves.Count,
            Path = path,
            Label = LabelOf(condition, measure, reducer, isAbsence),
            Unit = against is not null && condition.As != "difference" ? Units.Ratio : reducer.Name == "count" ? Units.Count : measure.Unit,
            Question = Ask(measure, filters),
            Weight = Ask(Queries.Measures.Requests, filters),
            Reducer = reducer,
            Comparing = comparing,
            Against = against,
            AsDifference = condition.As == "difference",
        };
        leaves.Add(leaf);
        return leaf;
    }

    static string LabelOf(AlertCondition condition, Measure measure, Reducer reducer, bool isAbsence)
    {
        if (isAbsence)
            return "No traffic";
        var series = condition.Series is null || condition.Series == measure.Name ? measure.Label : $"{measure.Label}, {condition.Series}";
        return condition.Against is null ? $"{series} ({reducer.Name})" : $"{series} ({reducer.Name}) against {condition.Against}";
    }

    Earlier? Against(AlertCondition condition, string path)
    {
        Earlier? against = condition.Against switch
        {
            "previous" => Earlier.Previous,
            "day" => Earlier.Day,
            "week" => Earlier.Week,
            _ => null,
        };
        if (against is null && condition.Against is not null)
            errors.Report($"{path}.against", $"{condition.Against.Quote()} is no earlier window; accepted: previous, day, week.");
        if (condition.As is not (null or "ratio" or "difference"))
            errors.Report($"{path}.as", $"{condition.As.Quote()} is not accepted; accepted: ratio, difference.");
        else if (condition.As is not null && condition.Against is null)
            errors.Report($"{path}.as", "Goes with against only.");
        return against;
    }

    Question Ask(Measure measure, IReadOnlyList<Filter> filters)
    {
        var key = System.Text.Json.JsonSerializer.Serialize(new object?[] { measure.Name, filters });
        if (!questions.TryGetValue(key, out var question))
            questions[key] = question = new Question(measure, filters, whole.Each, key);
        return question;
    }
}
