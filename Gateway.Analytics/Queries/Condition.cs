namespace Gateway.Analytics.Queries;

/// <summary>A filter that has been checked. Values are stored ones: texts, or numbers for numeric dimensions.</summary>
/// <param name="Dimension">Of what.</param>
/// <param name="Texts">Texts to find.</param>
/// <param name="Numbers">Numbers to find.</param>
/// <param name="None">Whether "none" is among the values.</param>
/// <param name="Prefix">Whether the texts are beginnings.</param>
/// <param name="Negated">Whether what matches is left out.</param>
sealed record Condition(Dimension Dimension, IReadOnlyList<string> Texts, IReadOnlyList<int> Numbers, bool None, bool Prefix, bool Negated)
{
    /// <summary>The condition over raw rows.</summary>
    public string Sql(SqlParameters parameters)
    {
        var matches = string.Join(" or ", Alternatives(parameters));
        return Negated ? $"({matches}) is not true" : $"({matches})";
    }

    /// <summary>The condition over one value: a text, empty for "none", or a number.</summary>
    public bool Matches(object value)
    {
        var isNone = value is "" or 0;
        var matches = (None && isNone) || value switch
        {
            int number => Numbers.Contains(number) || (Prefix && !isNone && Texts.Any(text => Digits(number).StartsWith(text, StringComparison.Ordinal))),
            string { Length: > 0 } text => Texts.Any(each => Prefix ? text.StartsWith(each, StringComparison.Ordinal) : text == each),
            _ => false,
        };
        return matches != Negated;
    }

    static string Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Equal texts for equal conditions, to find queries that read the same.</summary>
    public string Identity => System.Text.Json.JsonSerializer.Serialize(new object[] { Dimension.Name, Texts, Numbers, None, Prefix, Negated });

    IEnumerable<string> Alternatives(SqlParameters parameters)
    {
        var column = Dimension.Sql;
        if (Numbers.Count > 0)
            yield return $"{column} = any({parameters.Add(Numbers.ToArray())})";
        if (Texts.Count > 0 && Prefix)
            yield return ByPrefix(parameters.Add(Texts.ToArray()));
        else if (Texts.Count > 0)
            yield return Dimension.Kind == DimensionKind.Texts
                ? $"{column} && {parameters.Add(Texts.ToArray())}"
                : $"{column} = any({parameters.Add(Texts.ToArray())})";
        if (None)
            yield return Dimension.IsText ? $"{column} is null" : $"{column} = 0";
        if (Numbers.Count == 0 && Texts.Count == 0 && !None)
            yield return "false";
    }

    string ByPrefix(string prefixes) => Dimension.Kind switch
    {
        DimensionKind.Texts => $"exists (select from unnest({Dimension.Sql}) as member, unnest({prefixes}) as prefix where starts_with(member, prefix))",
        DimensionKind.Text => $"exists (select from unnest({prefixes}) as prefix where starts_with({Dimension.Sql}, prefix))",
        _ => $"exists (select from unnest({prefixes}) as prefix where {Dimension.Sql} <> 0 and starts_with(({Dimension.Sql})::text, prefix))",
    };
}
