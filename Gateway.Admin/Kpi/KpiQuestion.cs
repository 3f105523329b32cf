using System.Globalization;
using Gateway.Admin.Contract;
using Gateway.Analytics.Queries;

namespace Gateway.Admin.Kpi;

/// <summary>A question whose parameters are known to the preset. What their values mean is checked by the engine; its errors come back under the parameters' names.</summary>
/// <param name="Request">For the engine: one query named <c>a</c>.</param>
/// <param name="Teams">The named teams; empty: none was named.</param>
/// <param name="View">Of the preset's views; null when none was named.</param>
sealed record KpiQuestion(QueryRequest Request, IReadOnlyList<string> Teams, string? View)
{
    public const string Ref = "a";

    /// <summary>Whether the range moves with the time of asking.</summary>
    public bool Moves => Request.Range is not { From: { } from, To: { } to } || IsNow(from) || IsNow(to);

    /// <summary>Null after errors.</summary>
    public static KpiQuestion? Read(
        IReadOnlyDictionary<string, IReadOnlyList<string>> values, IReadOnlyList<KpiParameter> parameters, string? preset, FieldErrors errors)
    {
        var known = parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, given) in values)
        {
            if (!known.TryGetValue(name, out var parameter))
                errors.Add(name, $"is no parameter here; accepted: {string.Join(", ", known.Keys)}");
            else if (given.Count != 1 && !(parameter.Several && given.Count > 1))
                errors.Add(name, parameter.Several ? "needs at least one value" : "must be given once");
        }

        var view = One("view");
        if (view is not null && known.TryGetValue("view", out var views) && !views.Accepted!.Contains(view))
            errors.Add("view", $"must be one of {string.Join(", ", views.Accepted!)}");
        var limit = Number("limit");
        if (errors.Any)
            return null;

        var filters = parameters
            .Where(parameter => parameter.IsFilter && values.ContainsKey(parameter.Name))
            .Select(parameter => new Filter { Dimension = parameter.Name, Values = values[parameter.Name] });
        var request = new QueryRequest
        {
            Queries = [new Query { Ref = Ref, Preset = preset, Limit = limit }],
            Range = new TimeRange { From = One("from") ?? known["from"].Default, To = One("to"), Zone = One("zone"), Interval = One("interval") },
            Compare = One("compare"),
            Filters = [.. filters],
        };
        return new KpiQuestion(request, values.GetValueOrDefault(KpiParameters.Team, []), view);

        string? One(string name) => values.TryGetValue(name, out var given) && given is [var only] ? only : null;

        int? Number(string name)
        {
            if (One(name) is not { } text || !known.TryGetValue(name, out var parameter))
                return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= parameter.Minimum && number <= parameter.Maximum)
                return number;
            errors.Add(name, $"must be a whole number from {parameter.Minimum} to {parameter.Maximum}");
            return null;
        }
    }

    /// <summary>The engine's errors under the names of the parameters that caused them.</summary>
    public FieldErrors Named(IReadOnlyDictionary<string, List<string>> engineErrors)
    {
        var errors = new FieldErrors();
        foreach (var (path, messages) in engineErrors)
            messages.ForEach(message => errors.Add(NameOf(path), message));
        return errors;
    }

    static bool IsNow(string time) => time.StartsWith("now", StringComparison.Ordinal);

    string NameOf(string path)
    {
        if (path.StartsWith("range.", StringComparison.Ordinal))
            return path["range.".Length..];
        if (path.StartsWith("filters[", StringComparison.Ordinal)
            && int.TryParse(path["filters[".Length..path.IndexOf(']', StringComparison.Ordinal)], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < Request.Filters!.Count)
        {
            return Request.Filters[index]!.Dimension!;
        }

        return path.EndsWith(".limit", StringComparison.Ordinal) ? "limit" : path;
    }
}
