using System.Globalization;
using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Requests;

/// <summary>
/// Which requests are wanted: the filters of the query language, and two that only single requests have, <c>duration</c>
/// (<c>gt</c>, <c>lt</c>, milliseconds) and <c>traceId</c> (<c>is</c>). They become conditions of SQL and nothing else: the list
/// and the live tail ask the database, so both mean the same.
/// </summary>
public sealed class RequestFilters
{
    const string Duration = "duration";
    const string TraceId = "traceId";

    readonly List<Condition> conditions = [];
    readonly List<(bool Longer, long Micros)> durations = [];
    readonly List<Guid[]> traces = [];

    RequestFilters()
    {
    }

    /// <summary>All requests.</summary>
    public static RequestFilters None { get; } = new();

    /// <summary>Equal for filters that read the same.</summary>
    internal string Identity => System.Text.Json.JsonSerializer.Serialize(new object[]
    {
        conditions.Select(condition => condition.Identity),
        durations.Select(each => $"{(each.Longer ? '>' : '<')}{each.Micros}"),
        traces,
    });

    /// <summary>Joins that <see cref="Sql"/> needs.</summary>
    internal IEnumerable<string?> Joins => conditions.Select(condition => condition.Dimension.Join);

    /// <summary>Reads filters; every error at its path, as <c>filters[0].values</c>.</summary>
    public static RequestFilters Read(IReadOnlyList<Filter?> filters, QueryScope scope, Vocabulary words, Dictionary<string, List<string>> errors)
    {
        var read = new RequestFilters();
        if (filters.Count > FilterReader.MostFilters)
        {
            errors.Report("filters", $"At most {FilterReader.MostFilters} filters are accepted.");
            return read;
        }

        for (var index = 0; index < filters.Count; index++)
        {
            var filter = filters[index] ?? new Filter();
            var path = $"filters[{index}]";
            if (filter.Dimension == Duration)
                read.AddDuration(filter, path, errors);
            else if (filter.Dimension == TraceId)
                read.AddTrace(filter, path, errors);
            else if (FilterReader.Read(filter, path, scope, words, errors) is { } condition)
                read.conditions.Add(condition);
        }

        return read;
    }

    internal IEnumerable<string> Sql(SqlParameters parameters)
    {
        foreach (var condition in conditions)
            yield return condition.Sql(parameters);
        foreach (var (longer, micros) in durations)
            yield return $"events.duration_us {(longer ? ">" : "<")} {parameters.Add(micros)}";
        foreach (var ids in traces)
            yield return $"events.trace_id = any({parameters.Add(ids)})";
    }

    void AddDuration(Filter filter, string path, Dictionary<string, List<string>> errors)
    {
        if (filter.Op is not ("gt" or "lt"))
            errors.Report($"{path}.op", $"{filter.Op.Quote()} is no operator of {Duration}; accepted: gt, lt.");
        if (filter.Values is not [{ } text]
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var millis)
            || millis > 1_000_000_000)
        {
            errors.Report($"{path}.values", "One number of milliseconds from 0 to 1000000000 is needed.");
            return;
        }

        durations.Add((filter.Op == "gt", (long)(millis * 1000)));
    }

    void AddTrace(Filter filter, string path, Dictionary<string, List<string>> errors)
    {
        if (filter.Op is not (null or "is" or "oneOf" or "in"))
            errors.Report($"{path}.op", $"{filter.Op.Quote()} is no operator of {TraceId}; accepted: is, oneOf, in.");
        if (filter.Values is not { Count: > 0 and <= FilterReader.MostValues } values)
        {
            errors.Report($"{path}.values", $"1 to {FilterReader.MostValues} values are needed.");
            return;
        }

        var ids = new Guid[values.Count];
        for (var index = 0; index < values.Count; index++)
        {
            if (!Guid.TryParseExact(values[index], "n", out ids[index]))
                errors.Report($"{path}.values[{index}]", $"{values[index].Quote()} is no trace id; 32 hexadecimal digits are.");
        }

        traces.Add(ids);
    }
}
