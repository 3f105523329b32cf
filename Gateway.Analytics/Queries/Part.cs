namespace Gateway.Analytics.Queries;

/// <summary>How a part of two sets of exchanges follows from the parts of each.</summary>
enum Merge
{
    Sum,
    Max,

    /// <summary>It does not: percentiles need the rows.</summary>
    None,
}

/// <summary>
/// One aggregate over exchanges. Measures are made of parts, so that several measures of one query, and the rows, the rest and
/// the total of one ranking, come from one pass.
/// </summary>
/// <param name="Name">Column in a statement.</param>
/// <param name="Sql">The aggregate over raw rows; <c>{until}</c> is the end of what is recorded.</param>
/// <param name="Merge">How it adds up.</param>
sealed record Part(string Name, string Sql, Merge Merge)
{
    /// <summary>The aggregate over rows that already hold this part.</summary>
    public string Merged => Merge switch
    {
        Merge.Sum => $"coalesce(sum({Name}), 0)::float8",
        Merge.Max => $"max({Name})::float8",
        _ => throw new InvalidOperationException($"{Name} does not add up."),
    };
}
