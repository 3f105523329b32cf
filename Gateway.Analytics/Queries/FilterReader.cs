using System.Globalization;

namespace Gateway.Analytics.Queries;

/// <summary>From filters as written to conditions, with every error at its path.</summary>
static class FilterReader
{
    public const int MostFilters = 20;
    public const int MostValues = 100;

    /// <summary>Operators and what they mean.</summary>
    public static IReadOnlyDictionary<string, string> Operators { get; } = new Dictionary<string, string>
    {
        ["is"] = "One of the values.",
        ["isNot"] = "None of the values.",
        ["oneOf"] = "As is; also written in.",
        ["prefix"] = "Begins with one of the values.",
    };

    public static IReadOnlyList<Condition> Read(
        IReadOnlyList<Filter?>? filters, string path, QueryScope scope, Vocabulary words, Dictionary<string, List<string>> errors)
    {
        var conditions = new List<Condition>();
        if (filters is null)
            return conditions;
        if (filters.Count > MostFilters)
        {
            errors.Report(path, $"At most {MostFilters} filters are accepted.");
            return conditions;
        }

        for (var index = 0; index < filters.Count; index++)
        {
            if (Read(filters[index] ?? new Filter(), $"{path}[{index}]", scope, words, errors) is { } condition)
                conditions.Add(condition);
        }

        return conditions;
    }

    /// <summary>One filter; null after an error.</summary>
    public static Condition? Read(Filter filter, string path, QueryScope scope, Vocabulary words, Dictionary<string, List<string>> errors)
    {
        var op = filter.Op switch
        {
            null => "is",
            "in" => "oneOf",
            { } name when Operators.ContainsKey(name) => name,
            _ => null,
        };
        if (op is null)
            errors.Report($"{path}.op", $"{filter.Op.Quote()} is no operator; accepted: {FieldErrors.Names(Operators.Keys)}, in.");
        if (filter.Values is not { Count: > 0 and <= MostValues })
            errors.Report($"{path}.values", $"1 to {MostValues} values are needed; null stands for none.");
        var dimension = Named(filter.Dimension, $"{path}.dimension", scope, words, errors);
        if (op is null || dimension is null || filter.Values is not { Count: > 0 and <= MostValues } values)
            return null;

        var (texts, numbers, none, sound) = (new List<string>(), new List<int>(), false, true);
        for (var index = 0; index < values.Count; index++)
        {
            var error = Take(dimension, values[index], op == "prefix", texts, numbers, ref none);
            if (error is null)
                continue;
            errors.Report($"{path}.values[{index}]", error);
            sound = false;
        }

        return sound ? new Condition(dimension, texts, numbers, none, op == "prefix", op == "isNot") : null;
    }

    /// <summary>The dimension of that name; null after an error.</summary>
    public static Dimension? Named(string? name, string path, QueryScope scope, Vocabulary words, Dictionary<string, List<string>> errors)
    {
        if (name is not null && words.TryFind(name, out Dimension? dimension))
        {
            if (scope.Allows(dimension))
                return dimension;
            if (dimension.OfPersons && !scope.SeesPersons)
            {
                errors.Report(path, $"{name.Quote()} tells persons apart; only who administers the tenant sees that.");
                return null;
            }
        }

        var accepted = words.Dimensions.Where(scope.Allows).Select(each => each.Name);
        errors.Report(path, $"{name.Quote()} is no dimension; accepted: {FieldErrors.Names(accepted)}.");
        return null;
    }

    /// <summary>Adds a value as it is stored; the answer is an error or null.</summary>
    static string? Take(Dimension dimension, string? value, bool prefix, List<string> texts, List<int> numbers, ref bool none)
    {
        if (value is null)
        {
            // Where every value has a name (another method, an unknown browser), nothing is none.
            none |= dimension.Kind != DimensionKind.Closed || dimension.Values.Any(each => each.Name is null);
            return prefix ? "A prefix needs a text." : null;
        }

        if (!FieldErrors.IsStorable(value))
            return $"The text is longer than {FieldErrors.LongestText} characters or holds characters that no stored text has.";

        if (dimension.IsText || (prefix && dimension.Kind == DimensionKind.Number))
        {
            texts.Add(value);
            return null;
        }

        if (dimension.Kind == DimensionKind.Number)
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return $"{value.Quote()} is no whole number.";
            numbers.Add(number);
            return null;
        }

        var known = dimension.Values.Where(each => each.Name is { } name && (prefix
            ? name.StartsWith(value, StringComparison.OrdinalIgnoreCase)
            : name.Equals(value, StringComparison.OrdinalIgnoreCase))).Select(each => each.Number).ToList();
        numbers.AddRange(known);
        return known.Count > 0 || prefix
            ? null
            : $"{value.Quote()} is no {dimension.Label.ToLowerInvariant()}; accepted: {FieldErrors.Names(dimension.Values.Select(each => each.Name ?? "null"))}.";
    }
}
